import execa from "execa";
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
 * @param outdir where to
 * @throws when the synth fails, which has then said why on the terminal; {@link UnknownStacks}
 */
export async function synthesize(outdir: string, options: SynthesisOptions): Promise<AssemblyStack[]> {
  const { environments = [], phase, stacks, unprotected } = options;
  const flags = [
    ...(environments.length > 0 ? ["--environment", ...environments] : []),
    ...(phase === undefined ? [] : ["--phase", phase]),
    ...(unprotected ? ["--no-deletion-protection"] : []),
  ];
  const env = { STATE_BACKEND: "local", CDKTF_OUTDIR: outdir };
  await execa(process.execPath, ["tools/runner/run.mjs", "main.ts", ...flags], {
    env,
    stdout: "ignore",
    stderr: "inherit",
  });
  const all = readAssembly(outdir);
  return stacks ? withDependencies(all, stacks) : all;
}

/** Somebody asks for stacks that there are not. */
export class UnknownStacks extends Error {}

function withDependencies(all: readonly AssemblyStack[], names: readonly string[]): AssemblyStack[] {
  const unknown = names.filter((wanted) => all.every(({ name }) => name !== wanted));
  if (unknown.length > 0) {
    const known = all.map(({ name }) => name).join(", ");
    throw new UnknownStacks(`--stack: ${unknown.join(", ")}: no such stack; choose from ${known}.`);
  }
  const chosen = new Set(names);
  // Each stack stands behind those that it depends on.
  for (const { name, dependencies } of [...all].reverse()) {
    if (chosen.has(name)) for (const dependency of dependencies) chosen.add(dependency);
  }
  return all.filter(({ name }) => chosen.has(name));
}
