import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, jest, test } from "@jest/globals";
import { App } from "cdktf";
import { validateEnvironments } from "../../environments/loading/validation";
import { addEnvironments } from "../../stacks/environment";
import { runStep } from "../../tools/rehearse/run/rehearsal";
import { startSimulator } from "../../tools/rehearse/run/simulator";
import { readAssembly } from "../../tools/terraform/assembly";
import { completeAccount, completePlatform } from "../support/complete-environments";
import { FIXTURE, FIXTURE_OWNER, rawOwner } from "../support/fixture/fixture";
import { PROJECT_ROOT } from "../support/project-root";

jest.setTimeout(600_000);

let scratch: string;
beforeEach(() => {
  scratch = mkdtempSync(path.join(tmpdir(), "every-knob-"));
  Object.assign(process.env, VARIABLES);
});
afterEach(() => {
  for (const name of Object.keys(VARIABLES)) delete process.env[name];
  rmSync(scratch, { recursive: true });
});

/** What Terraform asks of people: the client certificate of one's own. */
const VARIABLES = {
  TF_VAR_origin_pull_certificate: "-----BEGIN CERTIFICATE-----\nexample\n-----END CERTIFICATE-----\n",
  TF_VAR_origin_pull_private_key: "example",
};

const STEPS = ["deploy", "second plan", "deploy again", "refresh", "third plan"] as const;

// Hosts and cluster, both.
const phase = "migrating";

test("with every knob set, a deploy changes nothing the second and third time", async () => {
  const settings = [{ ...completePlatform(), phase }, completeAccount()];
  const owner = { ...FIXTURE_OWNER, stateBackend: "local" } as const;
  const { environments, owner: checkedOwner } = validateEnvironments(settings, rawOwner(owner), [], FIXTURE);
  const outdir = path.join(scratch, "cdktf.out");
  const app = new App({ outdir, stackTraces: false });
  addEnvironments(app, environments, checkedOwner);
  app.synth();
  const stacks = readAssembly(outdir);
  const simulator = await startSimulator(PROJECT_ROOT, stacks, { busyParents: true });
  try {
    for (const step of STEPS) {
      const results = await runStep(step, stacks, simulator, { begin: () => {}, end: () => {} });
      expect(results.filter(({ ok }) => !ok)).toEqual([]);
    }
  } finally {
    simulator.stop();
  }
});
