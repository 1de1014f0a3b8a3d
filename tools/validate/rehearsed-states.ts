import { cpSync } from "node:fs";
import path from "node:path";
import { UserError } from "../command/user-error";
import { runStep } from "../rehearse/run/rehearsal";
import { startSimulator } from "../rehearse/run/simulator";
import { readAssembly } from "../terraform/assembly";

/**
 * Puts states where the stacks of an assembly read each other's: what a plan needs where nothing is deployed. They come
 * from a rehearsal, with simulated providers, beside the assembly.
 *
 * @param root the project's folder
 * @param outdir the assembly, synthesized with local state
 * @returns whether there are any: not when no stack reads another's state
 * @throws {UserError} when a stack that others depend on does not deploy, with Terraform's words
 */
export async function placeRehearsedStates(root: string, outdir: string): Promise<boolean> {
  const needed = new Set(readAssembly(outdir).flatMap(({ dependencies }) => dependencies));
  if (needed.size === 0) return false;
  const folder = path.join(outdir, "../rehearsal");
  cpSync(outdir, path.join(folder, "cdktf.out"), { recursive: true });
  const stacks = readAssembly(path.join(folder, "cdktf.out")).filter(({ name }) => needed.has(name));
  const simulator = await startSimulator(root, stacks);
  try {
    const steps = await runStep("deploy", stacks, simulator, { begin: () => {}, end: () => {} });
    const failed = steps.find(({ ok }) => !ok);
    if (failed) throw new UserError(`the rehearsal of ${failed.stack} failed: ${failed.error}`);
  } finally {
    simulator.stop();
  }
  // <outdir>/stacks/<id>/../../../tfstate, as stacks/base.ts writes it.
  cpSync(path.join(folder, "tfstate"), path.join(outdir, "../tfstate"), { recursive: true });
  return true;
}
