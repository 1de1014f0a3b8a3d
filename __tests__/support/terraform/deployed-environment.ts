import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { App } from "cdktf";
import type { PlatformEnvironment } from "../../../environments/schema/environment";
import { addEnvironments } from "../../../stacks/environment";
import { runStep, type Step } from "../../../tools/rehearse/run/rehearsal";
import { type Simulator, startSimulator } from "../../../tools/rehearse/run/simulator";
import { type AssemblyStack, readAssembly } from "../../../tools/terraform/assembly";
import { FIXTURE_OWNER } from "../fixture/fixture";
import { PROJECT_ROOT } from "../project-root";

/** An environment on the simulated cloud. Each change synthesizes it again, and its stacks keep their states. */
export class DeployedEnvironment {
  private readonly scratch = mkdtempSync(path.join(tmpdir(), "deployed-"));

  /** @param largest the variant of the environment that has every provider and type of all variants */
  static async start(largest: PlatformEnvironment): Promise<DeployedEnvironment> {
    const deployed = new DeployedEnvironment();
    deployed.simulator = await startSimulator(PROJECT_ROOT, deployed.synthesize(largest));
    return deployed;
  }

  simulator!: Simulator;

  private constructor() {}

  stop(): void {
    this.simulator.stop();
    rmSync(this.scratch, { recursive: true });
  }

  /** The current stacks. Each synthesis replaces those of the one before. */
  synthesize(environment: PlatformEnvironment): AssemblyStack[] {
    const outdir = path.join(this.scratch, "cdktf.out");
    const app = new App({ outdir, stackTraces: false });
    addEnvironments(app, [environment], { ...FIXTURE_OWNER, stateBackend: "local" });
    app.synth();
    return readAssembly(outdir);
  }

  /** Terraform's message about what went wrong in a step. */
  async errorsOf(step: Step, stacks: readonly AssemblyStack[]): Promise<(string | undefined)[]> {
    const results = await runStep(step, stacks, this.simulator, { begin: () => {}, end: () => {} });
    return results.filter(({ ok }) => !ok).map(({ error }) => error);
  }

  /** Everything of some types that the cloud holds, as type and id. */
  holding(types: (type: string) => boolean): string[] {
    const held = this.simulator.cloud.all().filter(({ type }) => types(type));
    return held.map(({ type, id }) => `${type} ${id}`).sort();
  }
}
