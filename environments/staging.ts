import { CLOUDFLARE_RANGES } from "./cloudflare-ranges";
import type { PlatformEnvironmentInput } from "./schema/environment";

/** A small copy of production for trying things out. */
export const staging: PlatformEnvironmentInput = {
  kind: "platform",
  name: "staging",
  region: "cn-hongkong",
  phase: "hosts",
  subdomain: "staging",
  network: {
    // Visitors come through Cloudflare, so only its addresses may reach the load balancer.
    webSources: CLOUDFLARE_RANGES,
    vpc: { cidr: "10.1.0.0/16" },
    vSwitches: {
      public: [
        { zone: "cn-hongkong-b", cidr: "10.1.1.0/24" },
        { zone: "cn-hongkong-c", cidr: "10.1.11.0/24" },
      ],
      private: [
        { zone: "cn-hongkong-b", cidr: "10.1.2.0/24" },
        { zone: "cn-hongkong-c", cidr: "10.1.12.0/24" },
      ],
    },
    egressBandwidthMbps: 20,
  },
  data: {
    // The databases have one node each, because staging's data can be made again.
    postgres: { instanceClass: "pg.n2.2c.1m", storageGiB: 20, backupRetentionDays: 8, logRetentionDays: 8 },
    redis: { topology: "standard", instanceClass: "redis.shard.micro.ce", readReplicas: 0 },
  },
  compute: {
    hosts: {
      app: { instanceTypes: ["ecs.c6.large", "ecs.c7.large", "ecs.g6.large"], minimum: 1, maximum: 2 },
      worker: { instanceTypes: ["ecs.c6.large", "ecs.c7.large", "ecs.g6.large"] },
      search: {
        instanceTypes: ["ecs.c6.large", "ecs.c7.large", "ecs.g6.large"],
        dataDiskGiB: 20,
        snapshotRetentionDays: 7,
      },
      bastion: { instanceTypes: ["ecs.c6.large", "ecs.c7.large", "ecs.g6.large"] },
    },
  },
  services: {
    web: { scaling: { minimum: 1, maximum: 2 }, scalingSchedule: [] },
    "content-api": { scaling: { minimum: 1, maximum: 2 } },
    "search-api": { scaling: { minimum: 1, maximum: 2 } },
    "celery-worker": { scaling: { minimum: 1, maximum: 2 } },
  },
  edge: {},
  operations: { siteMonitorMinutes: 15 },
  cluster: {
    version: "1.33.3-aliyun.1",
    podVSwitches: [
      { zone: "cn-hongkong-b", cidr: "10.1.32.0/20" },
      { zone: "cn-hongkong-c", cidr: "10.1.48.0/20" },
    ],
    images: { tag: "2026-11-25.1" },
    nodePools: {
      // A volume is in one zone, so each zone needs a node.
      system: { instanceTypes: ["ecs.g6.xlarge", "ecs.g7.xlarge"], minimum: 2, maximum: 3 },
      app: { instanceTypes: ["ecs.g6.xlarge", "ecs.g7.xlarge"], minimum: 1, maximum: 2 },
    },
  },
};
