import type { BucketPurpose } from "../../../stacks/conventions/buckets";
import { WorkloadsStack, type WorkloadsStackProps } from "../../../stacks/in-cluster/workloads/workloads-stack";
import { surroundingsOf } from "../../../stacks/surroundings";
import { production } from "../fixture/environments/production";
import { FIXTURE_OWNER } from "../fixture/fixture";
import { checked } from "../fixture/stacks";
import { type SynthesizedStack, synthesize } from "../synthesis";

/** The input of the workloads stack, with example values. */
const environment = checked(production);
const { images, ...knobs } = environment.cluster as NonNullable<typeof environment.cluster>;

export const EXAMPLE = {
  environment,
  owner: FIXTURE_OWNER,
  cluster: { ...knobs, images: { ...images, tag: "2026-11-23.1" } },
  access: { clusterId: "c-example", endpoint: "https://10.0.2.10:6443", certificateAuthority: "PEM" },
  surroundings: {
    ...surroundingsOf(environment, FIXTURE_OWNER, {
      database: { host: "postgres.example", port: "5432", name: "ainav" },
      redis: { host: "redis.example", port: "6379" },
      search: { disk: { diskId: "d-example", zone: "cn-hongkong-b", sizeGiB: 50 } },
      secretStore: { kind: "oos" },
    }),
    bucketName: (purpose: BucketPurpose) => `example-${purpose}`,
  },
  bucketRole: "ainav-production-pods",
  beatRuns: true,
} as const satisfies WorkloadsStackProps;

/** The workloads stack with some of its input changed. */
export function workloads(changes: Partial<WorkloadsStackProps> = {}): SynthesizedStack {
  const props: WorkloadsStackProps = { ...EXAMPLE, ...changes };
  const { stacks } = synthesize((app) => new WorkloadsStack(app, props));
  return stacks[`${props.environment.name}-workloads`] as SynthesizedStack;
}

/** The workloads stack with other settings of images, such as tag or registry. */
export function withImages(changes: Partial<WorkloadsStackProps["cluster"]["images"]>): SynthesizedStack {
  return workloads({ cluster: { ...EXAMPLE.cluster, images: { ...EXAMPLE.cluster.images, ...changes } } });
}

/** The workloads stack with other surroundings. */
export function workloadsAmid(changes: Partial<WorkloadsStackProps["surroundings"]>): SynthesizedStack {
  return workloads({ surroundings: { ...EXAMPLE.surroundings, ...changes } });
}
