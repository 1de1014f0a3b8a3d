import { describe, expect, test } from "@jest/globals";
import { readCatalog } from "../environments/loading/catalog";
import type { PlatformEnvironmentInput } from "../environments/schema/environment";
import { expectHclSnapshot, expectNoOtherSnapshots } from "./support/hcl-snapshot";
import { addRealEnvironments } from "./support/real-environments";
import { synthesizeHcl } from "./support/synthesis";

/** Stacks that an environment has once services run in its cluster. */
const CLUSTER_STACKS = ["cluster", "platform", "pod-roles", "workloads"];

const catalog = readCatalog();
/** The longest names first, because one may be the beginning of another. */
const NAMES = catalog.environments.map(({ name }) => name).sort((one, other) => other.length - one.length);

/** Where the snapshot of a stack is: in the folder of its environment, or of the account. */
function placeOf(stackId: string): string {
  const environment = NAMES.find((name) => stackId.startsWith(`${name}-`));
  return environment === undefined ? `account/${stackId}` : stackId.replace(`${environment}-`, `${environment}/`);
}

/** The site itself, while it has a cluster that no service runs in yet. Reviewers see the cluster's stacks before. */
function siteOnHosts(): PlatformEnvironmentInput | undefined {
  const platforms = catalog.environments.filter((environment) => environment.kind === "platform");
  return platforms.find(({ edge, cluster, phase = "hosts" }) => edge?.ownsZone && cluster && phase === "hosts");
}

function inCluster(environment: PlatformEnvironmentInput): [place: string, hcl: string][] {
  const stacks = synthesizeHcl((app) => addRealEnvironments(app, catalog, [{ ...environment, phase: "cluster" }]));
  const { name } = environment;
  return CLUSTER_STACKS.map((stack) => [`${name}-in-cluster/${stack}`, stacks[`${name}-${stack}`] ?? ""]);
}

describe("the real environments as HCL", () => {
  test("every stack is as its snapshot says, and every snapshot has its stack", () => {
    const stacks = Object.entries(synthesizeHcl((app) => addRealEnvironments(app, catalog)));
    const site = siteOnHosts();
    const all = [
      ...stacks.map(([id, hcl]) => [placeOf(id), hcl] as const),
      ...(site === undefined ? [] : inCluster(site)),
    ];
    for (const [place, hcl] of all) expectHclSnapshot(place, hcl);
    expectNoOtherSnapshots(all.map(([place]) => place));
    expect(all).not.toEqual([]);
  });
});
