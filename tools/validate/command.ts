/**
 * `npm run validate`: every synthesized stack through `terraform validate`, and with `--plan` through an offline plan,
 * against the real providers. Exits 0 when all are valid, 1 when one is not or, with `--strict`, when anything is warned
 * of, 2 when something could not be checked.
 */
import { availableParallelism } from "node:os";
import path from "node:path";
import { Command } from "commander";
import { Progress } from "../command/progress";
import { exitOnSignals, scratchFolder } from "../command/scratch-folder";
import { synthesize } from "../terraform/synthesis";
import { TerraformMissing } from "../terraform/terraform";
import { ProviderCheck } from "./providers";
import { placeRehearsedStates } from "./rehearsed-states";
import { describeStack, exitStatus, type Report, reportOf, summarize } from "./report";
import { checkStack, type StackResult } from "./stack-check";

interface Options {
  readonly environment?: readonly string[];
  readonly phase?: string;
  readonly plan: boolean;
  readonly strict: boolean;
  readonly json: boolean;
}

async function validate({ environment, phase, plan, json }: Options, scratch: string): Promise<Report> {
  const folder = path.join(scratch, "cdktf.out");
  // With local state: the backend is not what is checked here.
  const stacks = await synthesize(folder, { environments: environment, phase });
  const hasStates = plan && (await placeRehearsedStates(process.cwd(), folder));
  const providers = new ProviderCheck(scratch, process.cwd());
  const progress = new Progress(process.stderr, json);
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

async function main(): Promise<void> {
  const command = new Command("validate")
    .usage("[options]   (npm run validate -- [options])")
    .description("Checks the synthesized stacks with Terraform and the real providers; needs no account.")
    .option("--environment <name...>", "environments to check (default: all)")
    .option("--phase <phase>", "hosts, migrating or cluster")
    .option("--plan", "plan each stack too, with no network and against an empty state", false)
    .option("--strict", "take warnings, such as of deprecated arguments, for errors", false)
    .option("--json", "print one JSON object", false)
    .addHelpText(
      "after",
      "\nExit status: 0 all valid, 1 something invalid (or warned of, with --strict), 2 something unchecked.",
    )
    .allowExcessArguments(false)
    .parse();
  const options = command.opts<Options>();
  exitOnSignals();
  const report = await validate(options, scratchFolder("validate"));
  console.log(options.json ? JSON.stringify(report, null, 2) : summarize(report));
  process.exitCode = exitStatus(report, options.strict);
}

main().catch((error: Error & { exitCode?: number }) => {
  // A failed synth has said what is wrong; a missing Terraform says it here; anything else is a mistake of ours.
  if (error instanceof TerraformMissing) console.error(error.message);
  else if (error.exitCode === undefined) console.error(error);
  process.exitCode = 1;
});
