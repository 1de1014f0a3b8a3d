/** `npm run rehearse`: the real Terraform with simulated providers. No account, no key, no download, no registry. */
import { Command, InvalidArgumentError } from "commander";
import { positiveInteger } from "../command/positive-integer";
import { exitOnSignals } from "../command/scratch-folder";
import { UnknownStacks } from "../terraform/synthesis";
import { TerraformMissing } from "../terraform/terraform";
import { type Drift, FAULTS, OPERATIONS, type PlannedFault, parseDrift, parseFault } from "./cloud/faults";
import { execute } from "./commands/exec";
import { runRehearsal } from "./commands/rehearse";
import { runScale } from "./commands/scale";
import { runSweep } from "./commands/sweep";

const program = new Command("rehearse")
  .usage("[command] [environment…] [options]   (npm run rehearse -- production)")
  .description("The real Terraform with simulated providers: no account, no key, no download, no registry.")
  .enablePositionalOptions();

program
  .command("run", { isDefault: true })
  .description("deploy environments, plan them again (must be empty), destroy them")
  .argument("[environments...]", "environments (default: all)")
  .option("--phase <phase>", "hosts, migrating or cluster")
  .option("--stack <id...>", "only these stacks, and those that they depend on")
  .option(
    "--fault <fault...>",
    "what goes wrong: <operation>:<n>[:<type>]=<fault>, such as create:3=fail",
    collectFault,
    [],
  )
  .option("--drift <drift...>", "what somebody changes meanwhile: <type>.<attribute>=<value>", collectDrift, [])
  .option("--seed <text>", "what made-up ids and values follow from", "rehearsal")
  .option("--json", "print one JSON object", false)
  .action(runRehearsal);

program
  .command("exec")
  .description("run any command with simulated providers, such as: exec cdktf diff production-network")
  .argument("<command...>", "the command")
  .option("--no-deletion-protection", "let stacks be destroyed, once that is deployed")
  .passThroughOptions()
  .action(async (command: string[], { deletionProtection }: { deletionProtection: boolean }) => {
    process.exitCode = await execute(command, !deletionProtection);
  });

program
  .command("sweep")
  .description("fail at every create of each stack in turn (refused, answer lost, Terraform killed), and deploy again")
  .argument("[environments...]", "environments (default: all)")
  .option("--phase <phase>", "hosts, migrating or cluster")
  .option("--stack <id...>", "only these stacks; those that they depend on are deployed before")
  .option("--every <n>", "only each n-th create", positiveInteger, 1)
  .option("--json", "print one JSON object", false)
  .action(runSweep);

program
  .command("scale")
  .description("rehearse stacks of so many resources: time, resources per second, memory")
  .option("--resources <n...>", "sizes (default: 100 500 2000)", collectSize)
  .option("--json", "print one JSON object", false)
  .action(({ resources = [100, 500, 2000], json }) => runScale({ resources, json }));

function collectFault(text: string, earlier: readonly PlannedFault[]): PlannedFault[] {
  const fault = parseFault(text);
  if (fault) return [...earlier, fault];
  const form = "<operation>:<n>[:<type>]=<fault>, such as create:3=fail";
  throw new InvalidArgumentError(`Write ${form}; operations ${OPERATIONS.join(", ")}; faults ${FAULTS.join(", ")}.`);
}

function collectDrift(text: string, earlier: readonly Drift[]): Drift[] {
  const drift = parseDrift(text);
  if (drift) return [...earlier, drift];
  throw new InvalidArgumentError("Write <type>.<attribute>=<value>, such as alicloud_vpc.vpc_name=renamed.");
}

function collectSize(text: string, earlier: readonly number[] = []): number[] {
  return [...earlier, positiveInteger(text)];
}

exitOnSignals();
program.parseAsync().catch((error: Error & { exitCode?: number }) => {
  if (error instanceof TerraformMissing || error instanceof UnknownStacks) console.error(error.message);
  // A failed synth has said what is wrong.
  else if (error.exitCode === undefined) console.error(error);
  process.exitCode = 1;
});
