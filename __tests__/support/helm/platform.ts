import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { parseYaml } from "../../../constructs/kubernetes/helm/helm-values";
import { PlatformStack, type PlatformStackProps } from "../../../stacks/in-cluster/platform/platform-stack";
import { RELEASES, type ReleaseName } from "../../../stacks/in-cluster/releases";
import { type DeployedSurroundings, surroundingsOf } from "../../../stacks/surroundings";
import { completePlatform } from "../complete-environments";
import { FIXTURE_OWNER as owner } from "../fixture/fixture";
import { checked } from "../fixture/stacks";
import { type Block, type SynthesizedStack, synthesize } from "../synthesis";

export const VALUES_FOLDER = path.resolve("helm-values");

/** The releases of the platform stack, apart by their charts: published ones, and this project's own. */
const names = Object.keys(RELEASES) as ReleaseName[];
export const PUBLISHED = names.filter((name) => "name" in RELEASES[name].chart);
export const LOCAL = names.filter((name) => !("name" in RELEASES[name].chart));

/** The platform's stack alone, with every optional part, and literals in place of what other stacks make. */
export function platformStack(
  name = "production",
  changes: Partial<PlatformStackProps> = {},
  deployed: Partial<DeployedSurroundings> = {},
): SynthesizedStack {
  const environment = checked(completePlatform());
  if (environment.cluster === undefined) throw new Error("no cluster");
  const cluster = { ...environment.cluster, queueScaling: { tasksPerWorker: 20 }, ...changes.cluster };
  const surroundings = surroundingsOf({ ...environment, name }, owner, {
    database: { host: "pgm.pg.rds.aliyuncs.com", port: "5432", name: "ainav" },
    redis: { host: "r.redis.rds.aliyuncs.com", port: "6379" },
    search: { disk: { diskId: "d-search", zone: "cn-hongkong-b", sizeGiB: 50 } },
    secretStore: { kind: "oos" },
    ...deployed,
  });
  const { stacks } = synthesize((app) => {
    new PlatformStack(app, {
      environment: { ...environment, name, cluster },
      owner,
      access: { clusterId: "c0123", endpoint: "https://10.0.1.9:6443", certificateAuthority: "PEM" },
      secretReader: {
        roleArn: "acs:ram::1234567890123456:role/ainav-production-secrets",
        oidcProviderArn: "acs:ram::1234567890123456:oidc-provider/ack-rrsa-c0123",
      },
      ingressVSwitches: [
        { zone: "cn-hongkong-b", vSwitchId: "vsw-b" },
        { zone: "cn-hongkong-c", vSwitchId: "vsw-c" },
      ],
      ...changes,
      surroundings,
      cluster,
    });
  });
  return stacks[`${name}-platform`] as SynthesizedStack;
}

/** The releases of a platform stack by their names. */
export function releasesOf(stack: SynthesizedStack): Record<string, Block> {
  return Object.fromEntries(Object.values(stack.resources("helm_release")).map((release) => [release.name, release]));
}

/** Every file of values of a release: the base, then the overlays. */
export function valuesFiles(release: string): string[] {
  const names = readdirSync(path.join(VALUES_FOLDER, release)).filter((file) => file.endsWith(".yaml"));
  return names.filter((file) => file !== "Chart.yaml").map((file) => path.join(VALUES_FOLDER, release, file));
}

export function readYaml(file: string): Block {
  return parseYaml(readFileSync(file, "utf8")) as Block;
}

/** The base values of a release. */
export function baseValues(release: string): Block {
  return readYaml(path.join(VALUES_FOLDER, release, "values.yaml"));
}
