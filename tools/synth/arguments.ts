import { Command } from "commander";
import type { Selection } from "../../environments/loading/selection";

export interface SynthArguments extends Selection {
  /** The folder that is written, as given. */
  readonly output: string;
  /** Whether to record where tokens come from, and to show stack traces. */
  readonly debug: boolean;
}

/**
 * The command line of `npm run synth`. Prints help, or what is wrong with the flags, and ends the process there.
 *
 * @param args the arguments behind the program's name
 * @param variables the process's environment: `cdktf`, which passes on no flags, says in CDKTF_OUTDIR where it wants the
 *   result, and whoever runs it may say DELETION_PROTECTION=off
 */
export function parseSynthArguments(args: readonly string[], variables: NodeJS.ProcessEnv): SynthArguments {
  const command = new Command("synth")
    .usage("[options]   (npm run synth -- [options])")
    .description("Writes the Terraform JSON of every environment, or of some, and a manifest that `cdktf` reads.")
    .option("--environment <name...>", "environments to synthesize (default: all)")
    .option("--phase <phase>", "hosts, migrating or cluster: takes the place of the environments' own phase")
    .option("--output <folder>", "where to write", variables.CDKTF_OUTDIR ?? "cdktf.out")
    .option("--no-deletion-protection", "let everything be destroyed: the first step of taking environments down")
    .option("--debug", "show stack traces, and where a misused token was made; slower", false)
    .allowExcessArguments(false)
    .parse(args, { from: "user" });
  const { environment, deletionProtection, ...rest } = command.opts<
    Omit<SynthArguments, "names" | "unprotected"> & { environment?: string[]; deletionProtection: boolean }
  >();
  return { names: environment, unprotected: !deletionProtection || variables.DELETION_PROTECTION === "off", ...rest };
}
