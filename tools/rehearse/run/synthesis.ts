import execa from "execa";
import { type AssemblyStack, readAssembly } from "./assembly";

/** What to synthesize for a rehearsal. */
export interface SynthesisOptions {
  /** @default all environments */
  readonly environments?: readonly string[];
  /** @default the environments' own */
  readonly phase?: string;
  /** Stack ids. @default all */
  readonly stacks?: readonly string[];
  /** Whether to give up deletion protection. @default false */
  readonly unprotected?: boolean;
}

/**
 * Synthesizes with local state, as `npm run synth` does.
 *
 * @param outdir where to
 * @throws when the synth fails, which has then said why on the terminal
 */
export async function synthesize(outdir: string, options: SynthesisOptions): Promise<AssemblyStack[]> {
  const { environments = [], phase, stacks, unprotected } = options;
  const flags = [
    ...(environments.length > 0 ? ["--environment", ...environments] : []),
    ...(phase === undefined ? [] : ["--phase", phase]),
    ...(unprotected ? ["--no-deletion-protection"] : []),
  ];
  const env = { STATE_BACKEND: "local", CDKTF_OUTDIR: outdir };
  await execa(process.execPath, ["tools/run.mjs", "main.ts", ...flags], { env, stdout: "ignore", stderr: "inherit" });
  const all = readAssembly(outdir);
  return stacks ? all.filter(({ name }) => stacks.includes(name)) : all;
}
