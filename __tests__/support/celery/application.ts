import execa from "execa";
import { StartedProgram } from "./started-program";

/** Python leaves no compiled files beside `tasks.py`. */
const PYTHON_SETTINGS = { PYTHONDONTWRITEBYTECODE: "1" };

type Environment = Readonly<Record<string, string>>;

/** What the client in `tasks.py` got back. */
export interface Results {
  /** The results of tasks with the priorities 0, 3, 6 and 9. */
  readonly byPriority: readonly number[];
  readonly chord: number;
  readonly ping: readonly { readonly ok: string }[];
}

/** Starts a worker of the application in `tasks.py` with the command of `environments/services/celery-worker.ts`. */
export function startWorker(environment: Environment): StartedProgram {
  const command = "-m celery -A tasks worker --loglevel=info --concurrency=1".split(" ");
  return new StartedProgram([python(), ...command], { cwd: __dirname, env: { ...environment, ...PYTHON_SETTINGS } });
}

/** Runs the client in `tasks.py` to its end. @returns what it prints, as JSON has it @throws with its error */
export async function runClient<T>(action: "run" | "send", environment: Environment): Promise<T> {
  const env = { ...environment, ...PYTHON_SETTINGS };
  const { stdout } = await execa(python(), ["tasks.py", action], { cwd: __dirname, env });
  return JSON.parse(stdout);
}

function python(): string {
  const program = process.env.CELERY_PYTHON;
  if (program === undefined) throw new Error("Celery: not installed; run npm run test:celery");
  return program;
}
