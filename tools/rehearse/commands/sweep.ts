import path from "node:path";
import type { CommandContext, CommandDefinition } from "../../command/command";
import { ExitStatus } from "../../command/exit-status";
import { positiveInteger } from "../../command/positive-integer";
import { scratchFolder } from "../../command/scratch-folder";
import { UserError } from "../../command/user-error";
import type { AssemblyStack } from "../../terraform/assembly";
import { synthesize } from "../../terraform/synthesis";
import { runStep } from "../run/rehearsal";
import { type Simulator, startSimulator } from "../run/simulator";
import { SWEPT, type SweepResult, sweepStack } from "../run/sweep";

interface SweepOptions {
  readonly phase?: string;
  readonly stack?: readonly string[];
  readonly every: number;
}

/** `npm run rehearse -- sweep`. */
export const sweepCommand: CommandDefinition<SweepOptions> = {
  name: "sweep",
  description: "fail at every create of each stack in turn (refused, answer lost, Terraform killed), and deploy again",
  parameters: (command) =>
    command
      .argument("[environments...]", "environments (default: all)")
      .option("--phase <phase>", "hosts, migrating or cluster")
      .option("--stack <id...>", "only these stacks; those that they depend on are deployed before")
      .option("--every <n>", "only each n-th create", positiveInteger, 1),
  statuses: { ok: "after every fault the stack came out whole", failed: "a stack did not come out whole" },
  action: async (context) => {
    const results = await sweep(context);
    context.print(results, summarize(results));
    return results.every(({ tried, converged }) => tried === converged) ? ExitStatus.ok : ExitStatus.failed;
  },
};

/** Sweeps stacks with every kind of fault. What they depend on is deployed before, without faults. */
async function sweep({ args, options, progress }: CommandContext<SweepOptions>): Promise<SweepResult[]> {
  const { phase, stack: wanted, every } = options;
  const outdir = path.join(scratchFolder("sweep"), "cdktf.out");
  const stacks = await synthesize(outdir, { environments: args, phase, stacks: wanted });
  const simulator = await startSimulator(process.cwd(), stacks);
  const results: SweepResult[] = [];
  try {
    for (const stack of stacks) {
      if (wanted && !wanted.includes(stack.name)) {
        await deploy(stack, simulator);
        continue;
      }
      const base = simulator.cloud.all();
      for (const fault of SWEPT) {
        const onTry = (nth: number, of: number) => progress.begin(`${stack.name}: ${fault} at create ${nth} of ${of}`);
        const result = await sweepStack(stack, simulator, { fault, every, base }, onTry);
        results.push(result);
        progress.end(describe(result));
      }
    }
    return results;
  } finally {
    simulator.stop();
  }
}

/** @throws {UserError} with what Terraform says */
async function deploy(stack: AssemblyStack, simulator: Simulator): Promise<void> {
  const [result] = await runStep("deploy", [stack], simulator, { begin: () => {}, end: () => {} });
  if (!result?.ok) throw new UserError(`${stack.name} did not deploy: ${result?.error}`);
}

function describe({ stack, fault, tried, converged, adopted, torn, seconds, errors }: SweepResult): string {
  const restored = torn > 0 ? `, ${torn} torn states restored` : "";
  const verdict = `${converged} of ${tried} converged, ${adopted} adopted by import${restored}, ${seconds.toFixed(0)} s`;
  return [`${stack.padEnd(28)} ${fault.padEnd(5)} ${verdict}`, ...errors].join("\n");
}

function summarize(results: readonly SweepResult[]): string {
  const sum = (key: "tried" | "converged" | "adopted") => results.reduce((total, result) => total + result[key], 0);
  return `${sum("tried")} faults, ${sum("converged")} converged, ${sum("adopted")} resources adopted`;
}
