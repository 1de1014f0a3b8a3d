/**
 * A small picture of what two regions sell: zones, instance types, images and database classes as Alibaba Cloud had them
 * when this was written. It is a rehearsal's picture, not a price list.
 */

/** Something that is sold in all zones of a region, less the ones named. */
interface Sold {
  readonly notIn?: readonly string[];
}

/** An ECS instance type. */
export interface InstanceType extends Sold {
  readonly family: string;
  readonly size: string;
  readonly vCpus: number;
  readonly memoryGiB: number;
}

/** A system image. */
export interface Image {
  readonly id: string;
  readonly platform: string;
  /** ISO 8601. */
  readonly created: string;
}

const ZONES: Readonly<Record<string, readonly string[]>> = {
  "cn-hongkong": ["cn-hongkong-b", "cn-hongkong-c", "cn-hongkong-d"],
  "ap-southeast-1": ["ap-southeast-1a", "ap-southeast-1b", "ap-southeast-1c"],
};

/** Sizes by their vCPUs. */
const SIZES = [
  ["large", 2],
  ["xlarge", 4],
  ["2xlarge", 8],
] as const;

/** GiB of memory per vCPU, and where the family is not sold: zones that came later lack the older ones. */
const FAMILIES: readonly ({ readonly family: string; readonly ratio: number } & Sold)[] = [
  { family: "ecs.c6", ratio: 2, notIn: ["cn-hongkong-d"] },
  { family: "ecs.c7", ratio: 2 },
  { family: "ecs.c8i", ratio: 2 },
  { family: "ecs.g6", ratio: 4, notIn: ["cn-hongkong-d"] },
  { family: "ecs.g7", ratio: 4 },
  { family: "ecs.g8i", ratio: 4 },
  { family: "ecs.r6", ratio: 8, notIn: ["cn-hongkong-d"] },
  { family: "ecs.r7", ratio: 8 },
];

export const INSTANCE_TYPES: readonly InstanceType[] = FAMILIES.flatMap(({ family, ratio, notIn }) =>
  SIZES.map(([size, vCpus]) => ({ family, size, vCpus, memoryGiB: vCpus * ratio, notIn })),
);

/** Named by their ids. */
export const IMAGES: readonly Image[] = [
  { id: "aliyun_3_x64_20G_alibase_20251030.vhd", platform: "Aliyun", created: "2025-10-30T00:00:00Z" },
  { id: "debian_12_11_x64_20G_alibase_20251030.vhd", platform: "Debian", created: "2025-10-30T00:00:00Z" },
  { id: "ubuntu_24_04_x64_20G_alibase_20251030.vhd", platform: "Ubuntu", created: "2025-10-30T00:00:00Z" },
];

/** What every image of the picture is. */
export const IMAGE_FACTS = { architecture: "x86_64", osType: "linux", status: "Available", sizeGiB: 20 } as const;

/** RDS for PostgreSQL: `.1m` is one node, `.2m` has a standby. */
export const POSTGRES_CLASSES: readonly string[] = ["n2.1c", "n2.2c", "n4.1c", "n4.2c", "n4.4c", "n4.8c"].flatMap(
  (size) => [`pg.${size}.1m`, `pg.${size}.2m`],
);

/** ApsaraDB for Redis, cloud-native: a standard instance's, or a shard's of a cluster behind a proxy. */
export const REDIS_CLASSES: readonly string[] = [
  "micro",
  "small.2",
  "mid.2",
  "large",
  "xlarge",
  "2xlarge",
  "4xlarge",
  "with.proxy.small",
  "with.proxy.mid",
  "with.proxy.large",
].map((size) => `redis.shard.${size}.ce`);

/** The zones of a region; none when the picture does not have the region. */
export function zonesOf(region: string): readonly string[] {
  return ZONES[region] ?? [];
}

/** The zones of a region in which something is sold. */
export function zonesSelling({ notIn = [] }: Sold, region: string): readonly string[] {
  return zonesOf(region).filter((zone) => !notIn.includes(zone));
}
