import { CLOUDFLARE_RANGES } from "./cloudflare-ranges";
import type { PlatformEnvironmentInput } from "./schema/environment";

/**
 * The platform's second home in Singapore, for when Hong Kong is lost. Its addresses do not overlap with production's.
 * It is a pilot light: network, small databases and buckets with production's copies exist. `compute.enabled` starts
 * the rest.
 */
export const disasterRecovery: PlatformEnvironmentInput = {
  kind: "platform",
  name: "disaster-recovery",
  region: "ap-southeast-1",
  phase: "hosts",
  subdomain: "dr",
  network: {
    // Visitors come through Cloudflare, so only its addresses may reach the load balancer.
    webSources: CLOUDFLARE_RANGES,
    vpc: { cidr: "10.2.0.0/16" },
    vSwitches: {
      public: [
        { zone: "ap-southeast-1a", cidr: "10.2.1.0/24" },
        { zone: "ap-southeast-1b", cidr: "10.2.11.0/24" },
      ],
      private: [
        { zone: "ap-southeast-1a", cidr: "10.2.2.0/24" },
        { zone: "ap-southeast-1b", cidr: "10.2.12.0/24" },
      ],
    },
  },
  data: {
    postgres: { instanceClass: "pg.n2.2c.1m", storageGiB: 20 },
    redis: { topology: "standard", instanceClass: "redis.shard.micro.ce", readReplicas: 0 },
  },
  compute: {
    enabled: false,
    hosts: {
      app: { instanceTypes: ["ecs.c6.xlarge", "ecs.c7.xlarge", "ecs.g6.xlarge"], minimum: 2, maximum: 10 },
      worker: { instanceTypes: ["ecs.c6.large", "ecs.c7.large", "ecs.g6.large"] },
      search: { instanceTypes: ["ecs.c6.large", "ecs.c7.large", "ecs.g6.large"] },
      bastion: { instanceTypes: ["ecs.c6.large", "ecs.c7.large", "ecs.g6.large"] },
    },
  },
  cluster: {
    version: "1.33.3-aliyun.1",
    podVSwitches: [
      { zone: "ap-southeast-1a", cidr: "10.2.32.0/20" },
      { zone: "ap-southeast-1b", cidr: "10.2.48.0/20" },
    ],
    images: { tag: "2026-11-25.1" },
    nodePools: {
      system: { instanceTypes: ["ecs.g6.xlarge", "ecs.g7.xlarge"], minimum: 2, maximum: 4 },
      app: { instanceTypes: ["ecs.g6.xlarge", "ecs.g7.xlarge"], minimum: 2, maximum: 10 },
    },
  },
};
