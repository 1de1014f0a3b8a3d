/**
 * `npm run validate`: every synthesized stack through `terraform validate`, and with `--plan` through an offline plan,
 * against the real providers, or stand-ins of those that cannot be had.
 */
import { availableParallelism } from "node:os";
import path from "node:path";
import type { CommandContext } from "../command/command";
import { runCommand } from "../command/run-command";
import { scratchFolder } from "../command/scratch-folder";
import { synthesize } from "../terraform/synthesis";
import { ProviderCheck } from "./providers";
import { placeRehearsedStates } from "./rehearsed-states";
import { describeStack, exitStatus, type Report, reportOf, summarize } from "./report";
import { checkStack, type StackResult } from "./stack-check";

interface Options {
  readonly environment?: readonly string[];
  readonly phase?: string;
  readonly plan: boolean;
  readonly real: boolean;
  readonly strict: boolean;
}

async function validate({ options, progress }: CommandContext<Options>): Promise<Report> {
  const { environment, phase, plan, real } = options;
  const scratch = scratchFolder("validate");
  const folder = path.join(scratch, "cdktf.out");
  // The state is local: the backend is not checked here.
  const stacks = await synthesize(folder, { environments: environment, phase });
  const hasStates = plan && (await placeRehearsedStates(process.cwd(), folder));
  const providers = new ProviderCheck(scratch, process.cwd(), !real);
  const results: StackResult[] = [];
  const waiting = stacks.entries();
  const work = async () => {
    for (const [index, stack] of waiting) {
      progress.begin(stack.name);
      const result = await checkStack(stack, providers, plan, hasStates);
      results[index] = result;
      progress.end(describeStack(result));
    }
  };
  // A check is Terraform and a provider, in turn: one per processor.
  await Promise.all(Array.from({ length: availableParallelism() }, work));
  return reportOf(results, await providers.all());
}

runCommand<Options>({
  name: "validate",
  description:
    "Checks the synthesized stacks with Terraform and the real providers; stands in those that cannot be had, and says so.",
  parameters: (command) =>
    command
      .option("--environment <name...>", "environments to check (default: all)")
      .option("--phase <phase>", "hosts, migrating or cluster")
      .option("--plan", "plan each stack too, with no network and against an empty state", false)
      .option("--real", "take no stand-in: a stack whose providers cannot be had is unchecked", false)
      .option("--strict", "take warnings, such as of deprecated arguments, for errors", false),
  statuses: {
    ok: "all valid",
    failed: "something invalid (or warned of, with --strict)",
    unchecked: "something unchecked",
  },
  action: async (context) => {
    const report = await validate(context);
    context.print(report, summarize(report));
    return exitStatus(report, context.options.strict);
  },
});
