import type { Selection } from "../../environments/loading/selection";
import type { CommandDefinition } from "../command/command";
import { ExitStatus } from "../command/exit-status";
import { rewriteAsHcl } from "./as-hcl";
import { checkOutputFolder, DEFAULT_OUTPUT } from "./output-folder";
import { publish } from "./publish";
import { refusalOf } from "./refusal";
import { stackNames } from "./stack-names";
import { withoutTokenTraces } from "./token-traces";

/** What a synth is made of: `main.ts` says it. */
export interface SynthSteps<Input> {
  /** Reads what is selected, and checks it. */
  readonly read: (selection: Selection) => Input;
  /** Writes a cloud assembly into an empty folder. */
  readonly write: (input: Input, outdir: string) => void;
}

interface SynthOptions {
  readonly environment?: readonly string[];
  readonly phase?: string;
  readonly output: string;
  readonly hcl: boolean;
  readonly deletionProtection: boolean;
  readonly debug: boolean;
}

/** `npm run synth`. */
export function synthCommand<Input extends { readonly warnings: readonly string[] }>({
  read,
  write,
}: SynthSteps<Input>): CommandDefinition<SynthOptions> {
  // `cdktf` passes on no options: it says in a variable where it wants the result.
  const cdktfFolder = process.env.CDKTF_OUTDIR;
  const wantsHcl = /^(true|1)$/.test(process.env.SYNTH_HCL_OUTPUT ?? "");
  return {
    name: "synth",
    description: "Writes the Terraform JSON of every environment, or of some, and a manifest that `cdktf` reads.",
    parameters: (command) =>
      command
        .option("--environment <name...>", "environments to synthesize (default: all)")
        .option("--phase <phase>", "hosts, migrating or cluster: takes the place of the environments' own phase")
        .option("--output <folder>", "where to write", cdktfFolder || DEFAULT_OUTPUT)
        .option("--hcl", "write HCL for people, cdk.tf in place of cdk.tf.json", wantsHcl)
        .option("--no-deletion-protection", "let everything be destroyed: the first step of taking environments down")
        .option("--debug", "show stack traces, and where a misused token was made; slower", false),
    statuses: { ok: "everything is written" },
    action: async ({ options, progress, print, warn }) => {
      const { output, hcl, debug } = options;
      const trace = debug ? (synthesize: () => void) => synthesize() : withoutTokenTraces;
      // Otherwise cdktf would write HCL itself, and Terraform cannot read what it makes of half of the stacks.
      delete process.env.SYNTH_HCL_OUTPUT;
      try {
        checkOutputFolder(output);
        const input = read(selectionOf(options));
        for (const warning of input.warnings) warn(warning);
        await publish(output, (outdir) => {
          trace(() => write(input, outdir));
          if (hcl) rewriteAsHcl(outdir, process.cwd());
        });
        const stacks = stackNames(output);
        // `cdktf` says itself what was written, and shows all of stderr as an error.
        if (!cdktfFolder)
          progress.end(`wrote ${stacks.length} ${stacks.length === 1 ? "stack" : "stacks"} to ${output}`);
        print({ output, stacks, warnings: input.warnings }, "");
        return ExitStatus.ok;
      } catch (error) {
        throw debug ? error : refusalOf(error);
      }
    },
  };
}

function selectionOf({ environment, phase, deletionProtection }: SynthOptions): Selection {
  // `cdktf destroy` passes on no options, so there is a variable, too.
  const unprotected = !deletionProtection || process.env.DELETION_PROTECTION === "off";
  return { names: environment, phase, unprotected };
}
