import { readdirSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "@jest/globals";
import { readCatalog } from "../environments/loading/catalog";
import { production } from "../environments/production";
import { expectHclSnapshot, SNAPSHOT_FOLDER } from "./support/hcl-snapshot";
import { addEnvironment, addRealEnvironments } from "./support/real-environments";
import { synthesizeHcl } from "./support/synthesis";

/** Stacks that production has once services run in its cluster. Reviewers see them before. */
const CLUSTER_STACKS = ["cluster", "platform", "workloads"];

const ENVIRONMENTS = readCatalog().environments.map(({ name }) => name);

/** Where the snapshot of a stack is: in the folder of its environment, or of the account. */
function placeOf(stackId: string): string {
  const environment = ENVIRONMENTS.find((name) => stackId.startsWith(`${name}-`));
  return environment === undefined ? `account/${stackId}` : stackId.replace(`${environment}-`, `${environment}/`);
}

function snapshots(): string[] {
  const entries = readdirSync(SNAPSHOT_FOLDER, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  return files.map((file) => path.relative(SNAPSHOT_FOLDER, path.join(file.parentPath ?? file.path, file.name)));
}

describe("the real environments as HCL", () => {
  test("every stack is as its snapshot says, and every snapshot has its stack", () => {
    const stacks = Object.entries(synthesizeHcl(addRealEnvironments)).map(([id, hcl]) => [placeOf(id), hcl] as const);
    const inCluster = synthesizeHcl((app) => addEnvironment(app, { ...production, phase: "cluster" }));
    const all = [
      ...stacks,
      ...CLUSTER_STACKS.map(
        (name) => [`production-in-cluster/${name}`, inCluster[`production-${name}`] ?? ""] as const,
      ),
    ];
    for (const [place, hcl] of all) expectHclSnapshot(place, hcl);
    expect(snapshots().sort()).toEqual(all.map(([place]) => `${place}.tf`).sort());
  });
});
