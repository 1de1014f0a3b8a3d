import type { Clock } from "../http/clock";
import { Settler, type Steps } from "../reconcile/settle";
import type { Secrets } from "../secrets";
import { Session } from "../session";
import type { CdnData } from "../state/desired";
import { desiredDomains } from "../state/desired";
import type { DesiredDomain } from "../state/domain";
import { Variables } from "../variables";

/** What a command gets from the process, or from a test. */
export interface CommandContext {
  /** The process's environment. */
  readonly variables: NodeJS.ProcessEnv;
  readonly clock: Clock;
  /** Given when the user wants to stop. */
  readonly signal: AbortSignal;
  readonly steps: Steps;
  readonly print: (text: string) => void;
  readonly printError: (text: string) => void;
  /** @throws {InvalidEnvironment} */
  readonly load: (environment: string | undefined) => CdnData;
}

/** One run of a command: an environment, its hosts, and outputs that show no secret. */
export class Run {
  readonly data: CdnData;
  readonly domains: readonly DesiredDomain[];
  readonly session: Session;
  readonly settler: Settler;
  readonly steps: Steps;
  readonly variables: Variables;

  constructor(
    readonly context: CommandContext,
    readonly secrets: Secrets,
    environment: string | undefined,
    readonly json: boolean,
  ) {
    const { clock, signal, steps } = context;
    this.data = context.load(environment);
    this.domains = desiredDomains(this.data);
    this.variables = new Variables(context.variables, secrets);
    const upyunService = this.data.chinaCdn.upyunService;
    this.session = new Session({ clock, signal, variables: this.variables, secrets, upyunService });
    this.steps = {
      begin: (step) => steps.begin(secrets.scrub(step)),
      end: (line) => steps.end(secrets.scrub(line)),
    };
    this.settler = new Settler(clock, signal, this.steps);
  }

  /** Prints the result: one object, or text. */
  print(result: object, text: readonly string[]): void {
    const output = this.json ? JSON.stringify(result, null, 2) : text.filter((part) => part !== "").join("\n");
    this.context.print(this.secrets.scrub(output));
  }
}
