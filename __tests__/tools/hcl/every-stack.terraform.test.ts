import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { availableParallelism, tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, jest, test } from "@jest/globals";
import { readCatalog } from "../../../environments/loading/catalog";
import { writeHcl } from "../../../tools/hcl/document";
import { schemasByLocalName } from "../../../tools/provider-schemas/by-local-name";
import { type Simulator, startSimulator } from "../../../tools/rehearse/run/simulator";
import type { AssemblyStack } from "../../../tools/terraform/assembly";
import { terraform } from "../../../tools/terraform/terraform";
import { readValidation } from "../../../tools/validate/diagnostics";
import { HclParser } from "../../support/hcl/hcl-parser";
import { normalForm } from "../../support/hcl/normal-form";
import { PROJECT_ROOT } from "../../support/project-root";
import { addRealEnvironments } from "../../support/real-environments";
import { synthesize } from "../../support/synthesis";

jest.setTimeout(600_000);

const PHASES = ["hosts", "migrating", "cluster"] as const;

let scratch: string;
let parser: HclParser;
beforeAll(() => {
  scratch = mkdtempSync(path.join(tmpdir(), "hcl-"));
  parser = new HclParser();
});
afterAll(() => {
  parser.stop();
  rmSync(scratch, { recursive: true });
});

/** Every stack there is when all environments with a cluster are in one phase, each in a folder with its HCL. */
function writeStacks(phase: (typeof PHASES)[number]): (AssemblyStack & { readonly hcl: string })[] {
  const catalog = readCatalog();
  const environments = catalog.environments.map((environment) =>
    environment.kind === "platform" && environment.cluster ? { ...environment, phase } : environment,
  );
  const stacks = Object.entries(synthesize((app) => addRealEnvironments(app, catalog, environments)).stacks);
  const schemas = schemasByLocalName(
    PROJECT_ROOT,
    stacks.map(([, { json }]) => json),
  );
  return stacks.map(([name, { json }]) => {
    const folder = path.join(scratch, phase, name);
    const hcl = writeHcl(json, schemas);
    mkdirSync(folder, { recursive: true });
    writeFileSync(path.join(folder, "cdk.tf"), hcl);
    return { name, folder, dependencies: [], configuration: json, hcl };
  });
}

async function validate({ name, folder }: AssemblyStack, { variables }: Simulator) {
  const init = await terraform(["init", "-backend=false", "-input=false", "-no-color"], folder, variables);
  if (init.exitCode !== 0) return { name, trouble: init.stderr };
  const { valid, diagnostics } = readValidation((await terraform(["validate", "-json"], folder, variables)).stdout);
  return { name, trouble: valid ? undefined : diagnostics };
}

describe.each(PHASES)("the HCL of every stack in the phase %s", (phase) => {
  let stacks: ReturnType<typeof writeStacks>;
  beforeAll(() => {
    stacks = writeStacks(phase);
  });

  test("is formatted as terraform fmt does it", async () => {
    const { stdout, stderr } = await terraform(["fmt", "-check", "-diff", "-recursive"], path.join(scratch, phase), {
      TF_CLI_CONFIG_FILE: undefined,
    });
    expect({ stdout, stderr }).toEqual({ stdout: "", stderr: "" });
  });

  test("reads back as the JSON", async () => {
    for (const { configuration, hcl } of stacks) {
      const json = JSON.parse(JSON.stringify(configuration));
      expect(normalForm(await parser.parse(hcl))).toEqual(normalForm(json));
    }
    expect(stacks.length).toBeGreaterThan(2);
  });

  test("is valid", async () => {
    const simulator = await startSimulator(PROJECT_ROOT, stacks);
    const waiting = stacks.values();
    const results: Awaited<ReturnType<typeof validate>>[] = [];
    const work = async () => {
      for (const stack of waiting) results.push(await validate(stack, simulator));
    };
    try {
      await Promise.all(Array.from({ length: availableParallelism() }, work));
    } finally {
      simulator.stop();
    }
    expect(results.filter(({ trouble }) => trouble !== undefined)).toEqual([]);
    expect(results).toHaveLength(stacks.length);
  });
});
