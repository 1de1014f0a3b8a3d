import { cpSync, rmSync } from "node:fs";
import path from "node:path";
import { type AssemblyStack, readAssembly, statePath } from "../assembly/assembly";
import { runStep } from "../rehearse/run/rehearsal";
import { startSimulator } from "../rehearse/run/simulator";

/** States of stacks that others read, made by a rehearsal: what a plan needs where nothing is deployed. */
export class RehearsedStates {
  /**
   * Deploys the stacks that others depend on with simulated providers, beside the assembly.
   *
   * @param root the project's folder
   * @param outdir the assembly, synthesized with local state
   * @returns `undefined` when no stack reads another's state
   * @throws when one of them does not deploy, with Terraform's words
   */
  static async make(root: string, outdir: string): Promise<RehearsedStates | undefined> {
    const needed = new Set(readAssembly(outdir).flatMap(({ dependencies }) => dependencies));
    if (needed.size === 0) return undefined;
    const folder = path.join(outdir, "../rehearsal");
    cpSync(outdir, path.join(folder, "cdktf.out"), { recursive: true });
    const stacks = readAssembly(path.join(folder, "cdktf.out")).filter(({ name }) => needed.has(name));
    const simulator = await startSimulator(root, stacks);
    try {
      const steps = await runStep("deploy", stacks, simulator, { begin: () => {}, end: () => {} });
      const failed = steps.find(({ ok }) => !ok);
      if (failed) throw new Error(`the rehearsal of ${failed.stack} failed: ${failed.error}`);
    } finally {
      simulator.stop();
    }
    return new RehearsedStates(path.join(folder, "tfstate"));
  }

  private constructor(private readonly folder: string) {}

  /** Puts the states where a stack of the assembly reads them; its own stays empty. */
  placeFor(stack: AssemblyStack): void {
    // <outdir>/stacks/<id>/../../../tfstate, as stacks/base.ts writes it.
    cpSync(this.folder, path.join(stack.folder, "../../../tfstate"), { recursive: true });
    rmSync(statePath(stack), { force: true });
  }
}
