import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { App } from "cdktf";
import { disasterRecovery } from "../../environments/disaster-recovery";
import { platformEnvironment } from "../../environments/schema";
import { addEnvironments } from "../../stacks/environment";
import { type AssemblyStack, readAssembly } from "../../tools/assembly/assembly";
import { runStep, type Step } from "../../tools/rehearse/run/rehearsal";
import { type Simulator, startSimulator } from "../../tools/rehearse/run/simulator";
import { EXAMPLE_OWNER } from "../real-environments";
import { PROJECT_ROOT } from "../tools/project-copy";

let scratch: string;
let simulator: Simulator;
beforeAll(async () => {
  scratch = mkdtempSync(path.join(tmpdir(), "pilot-light-"));
  simulator = await startSimulator(PROJECT_ROOT, synthesizeWith({ enabled: true }));
});
afterAll(() => {
  simulator.stop();
  rmSync(scratch, { recursive: true });
});

/** Synthesizes disaster recovery, with or without hosts, over the same states. */
function synthesizeWith({ enabled, protectedHosts = true }: { enabled: boolean; protectedHosts?: boolean }) {
  const outdir = path.join(scratch, "cdktf.out");
  const app = new App({ outdir, stackTraces: false });
  const environment = platformEnvironment.parse(disasterRecovery);
  environment.compute.enabled = enabled;
  environment.deletionProtection = protectedHosts;
  addEnvironments(app, [environment], { ...EXAMPLE_OWNER, stateBackend: "local" });
  app.synth();
  return readAssembly(outdir);
}

async function errorsOf(step: Step, stacks: readonly AssemblyStack[]): Promise<(string | undefined)[]> {
  const results = await runStep(step, stacks, simulator, { begin: () => {}, end: () => {} });
  return results.filter(({ ok }) => !ok).map(({ error }) => error);
}

const isCompute = ({ name }: AssemblyStack) => name.endsWith("-compute");

/** What the cloud holds, less what the compute stack makes, by type and id. */
function heldElsewhere(): string[] {
  const compute = /^alicloud_(alb|ess|oos_(execution|template)|ecs_launch|ram|pvtz_zone_record|cms)/;
  return simulator.cloud
    .all()
    .filter(({ type }) => !compute.test(type) && type !== "alicloud_oss_bucket_object")
    .map(({ type, id }) => `${type} ${id}`)
    .sort();
}

describe("the pilot light of disaster recovery", () => {
  test("becomes the platform by one knob and goes back, and replaces nothing that holds data", async () => {
    expect(await errorsOf("deploy", synthesizeWith({ enabled: false }))).toEqual([]);
    const before = heldElsewhere();
    expect(
      before.filter((resource) => /db_instance|kvstore_instance|ecs_disk|oss_bucket /.test(resource)),
    ).toHaveLength(8);
    expect(simulator.cloud.all().filter(({ type }) => /^alicloud_(alb|ess)_/.test(type))).toEqual([]);

    const on = synthesizeWith({ enabled: true });
    expect(await errorsOf("deploy", on)).toEqual([]);
    expect(await errorsOf("second plan", on)).toEqual([]);
    expect(heldElsewhere()).toEqual(before);
    const groups = simulator.cloud.all().filter(({ type }) => type === "alicloud_ess_scaling_group");
    expect(groups).toHaveLength(4);

    // Hosts that serve are protected: going back takes two steps.
    const [refusal] = await errorsOf("deploy", synthesizeWith({ enabled: false }).filter(isCompute));
    expect(refusal).toContain("OperationDenied.DeletionProtection");
    expect(await errorsOf("deploy", synthesizeWith({ enabled: true }).filter(isCompute))).toEqual([]);
    const unprotected = synthesizeWith({ enabled: true, protectedHosts: false });
    expect(await errorsOf("unprotect", unprotected.filter(isCompute))).toEqual([]);
    const off = synthesizeWith({ enabled: false });
    expect(await errorsOf("deploy", off)).toEqual([]);
    expect(await errorsOf("second plan", off)).toEqual([]);
    expect(heldElsewhere()).toEqual(before);
    expect(simulator.cloud.all().filter(({ type }) => /^alicloud_(alb|ess)_/.test(type))).toEqual([]);
  });
});
