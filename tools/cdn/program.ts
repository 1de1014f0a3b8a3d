import { Command, CommanderError } from "commander";
import { apply, applyDelete } from "./commands/apply";
import { type CommandContext, Run } from "./commands/context";
import { plan } from "./commands/plan";
import { purge } from "./commands/purge";
import { verify } from "./commands/verify";
import { Secrets } from "./secrets";

interface PurgeOptions {
  readonly file?: string;
  readonly manifest?: string;
  readonly all: boolean;
  readonly dryRun: boolean;
}

/**
 * Runs a command line.
 *
 * @param args without the program's name
 * @returns the exit status
 */
export async function runCdn(args: readonly string[], context: CommandContext): Promise<number> {
  const secrets = new Secrets();
  const json = args.includes("--json");
  let status = 1;
  const run = (environment: string | undefined) => new Run(context, secrets, environment, json);
  const program = programOf(context, (environment, action) => async () => {
    status = await action(run(environment));
  });
  try {
    await program.parseAsync(args, { from: "user" });
    return status;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode;
    const message = secrets.scrub((error as Error).message);
    if (json) context.print(JSON.stringify({ command: args[0], error: message }, null, 2));
    context.printError(message);
    return 1;
  }
}

type Action = (run: Run) => Promise<number>;
type Wrap = (environment: string | undefined, action: Action) => () => Promise<void>;

function programOf({ print, printError }: CommandContext, wrap: Wrap): Command {
  const trimmed = (write: (text: string) => void) => (text: string) => write(text.replace(/\n$/, ""));
  const program = new Command("cdn")
    .usage("<command> [options]   (npm run cdn -- plan production)")
    .description("Keeps the China CDNs, Qiniu and Upyun, as the environment's data says.")
    .exitOverride()
    .configureOutput({ writeOut: trimmed(print), writeErr: trimmed(printError) });
  const command = (name: string, description: string, statuses: string) =>
    program
      .command(name)
      .description(description)
      .option("--json", "print one JSON object", false)
      .addHelpText("after", `\nExit status: ${statuses}.\nCredentials: docs/runbooks/china-cdn.md.`);
  const environment = ["[environment]", "an environment (default: the one that owns the zone)"] as const;

  command(
    "plan",
    "Shows what differs from the environment's data.",
    "0 nothing, 1 something could not be read, 2 something",
  )
    .argument(...environment)
    .action((name) => wrap(name, plan)());
  command(
    "apply",
    "Makes hosts as the environment's data says, and waits until they are.",
    "0 done, 1 not all, 130 interrupted",
  )
    .argument(...environment)
    .option("--delete <host>", "do nothing but take this host offline and delete it")
    .action((name, options) => {
      const { delete: host } = options as { delete?: string };
      return wrap(name, (run) => (host === undefined ? apply(run) : applyDelete(run, host)))();
    });
  command(
    "verify",
    "Checks hosts, certificates, traffic and CNAME targets.",
    "0 all well, 1 not all could be checked, 2 something is not well",
  )
    .argument(...environment)
    .action((name) => wrap(name, verify)());
  command("purge", "Has the CDNs forget URLs.", "0 all accepted, 1 not all")
    .argument("[urls...]", "URLs of the environment's hosts, behind the environment's name if that comes first")
    .option("--file <file>", "a file with one URL a line")
    .option("--manifest <file>", "a release's manifest, a JSON array of paths: purges its HTML")
    .option("--all", "everything, of the manifest if there is one", false)
    .option("--dry-run", "only show what would be purged", false)
    .action((words: string[], options: PurgeOptions) => {
      const [first] = words;
      const named = first !== undefined && /^[a-z][a-z0-9-]*$/.test(first);
      const sources = { ...options, urls: named ? words.slice(1) : words };
      return wrap(named ? first : undefined, (run) => purge(run, sources, options.dryRun))();
    });
  return program;
}
