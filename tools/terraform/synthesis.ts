import { AlreadyReported } from "../command/already-reported";
import { runProgram } from "../command/processes/run-program";
import { UserError } from "../command/user-error";
import { type AssemblyStack, readAssembly } from "./assembly";

/** What to synthesize. */
export interface SynthesisOptions {
  /** @default all environments */
  readonly environments?: readonly string[];
  /** @default the environments' own */
  readonly phase?: string;
  /** Stack ids; those that they depend on come along. @default all */
  readonly stacks?: readonly string[];
  /** Whether to give up deletion protection. @default false */
  readonly unprotected?: boolean;
}

/**
 * Synthesizes with local state, as `npm run synth` does.
 *
 * @param outdir the folder to write to
 * @throws {AlreadyReported} when the synth fails, which has then said why
 * @throws {UserError} when there are no such stacks
 */
export async function synthesize(outdir: string, options: SynthesisOptions): Promise<AssemblyStack[]> {
  const { environments = [], phase, stacks, unprotected } = options;
  const flags = [
    ...(environments.length > 0 ? ["--environment", ...environments] : []),
    ...(phase === undefined ? [] : ["--phase", phase]),
    ...(unprotected ? ["--no-deletion-protection"] : []),
  ];
  // The assembly is read as JSON, whatever `cdktf` is asked for.
  const env = { STATE_BACKEND: "local", CDKTF_OUTDIR: outdir, SYNTH_HCL_OUTPUT: "" };
  // With --json it says on stderr only what is wrong.
  const args = ["tools/runner/run.mjs", "main.ts", "--json", ...flags];
  const { failed } = await runProgram(process.execPath, args, { env, stdout: "ignore", stderr: "inherit" });
  if (failed) throw new AlreadyReported("The synth failed; stderr says why.");
  const all = readAssembly(outdir);
  return stacks ? withDependencies(all, stacks) : all;
}

function withDependencies(all: readonly AssemblyStack[], names: readonly string[]): AssemblyStack[] {
  const unknown = names.filter((wanted) => all.every(({ name }) => name !== wanted));
  if (unknown.length > 0) {
    const known = all.map(({ name }) => name).join(", ");
    throw new UserError(`--stack: ${unknown.join(", ")}: no such stack; choose from ${known}.`);
  }
  const chosen = new Set(names);
  // Each stack comes after those that it depends on.
  for (const { name, dependencies } of [...all].reverse()) {
    if (chosen.has(name)) for (const dependency of dependencies) chosen.add(dependency);
  }
  return all.filter(({ name }) => chosen.has(name));
}
