import { CLOUDFLARE_RANGES } from "./cloudflare-ranges";
import type { PlatformEnvironmentInput } from "./schema/environment";

/** The platform that its users see (requirements: region-hong-kong, vpc, public-subnet, private-subnet). */
export const production: PlatformEnvironmentInput = {
  kind: "platform",
  name: "production",
  region: "cn-hongkong",
  phase: "hosts",
  network: {
    // Visitors come through Cloudflare, so only its addresses may reach the load balancer.
    webSources: CLOUDFLARE_RANGES,
    vpc: { cidr: "10.0.0.0/16" },
    vSwitches: {
      public: [
        { zone: "cn-hongkong-b", cidr: "10.0.1.0/24" },
        { zone: "cn-hongkong-c", cidr: "10.0.11.0/24" },
      ],
      private: [
        { zone: "cn-hongkong-b", cidr: "10.0.2.0/24" },
        { zone: "cn-hongkong-c", cidr: "10.0.12.0/24" },
      ],
    },
  },
  data: {
    postgres: { instanceClass: "pg.n4.4c.2m", storageGiB: 200 },
    redis: { instanceClass: "redis.shard.with.proxy.small.ce" },
    copies: { environment: "disaster-recovery", region: "ap-southeast-1" },
  },
  compute: {
    hosts: {
      app: {
        instanceTypes: ["ecs.c6.xlarge", "ecs.c7.xlarge", "ecs.g6.xlarge"],
        minimum: 2,
        maximum: 10,
        schedule: { follows: "web" },
      },
      worker: { instanceTypes: ["ecs.c6.large", "ecs.c7.large", "ecs.g6.large"] },
      search: { instanceTypes: ["ecs.c6.large", "ecs.c7.large", "ecs.g6.large"] },
      bastion: { instanceTypes: ["ecs.c6.large", "ecs.c7.large", "ecs.g6.large"] },
    },
  },
  edge: { ownsZone: true, chinaCdn: { enabled: true } },
  cluster: {
    version: "1.33.3-aliyun.1",
    podVSwitches: [
      { zone: "cn-hongkong-b", cidr: "10.0.32.0/20" },
      { zone: "cn-hongkong-c", cidr: "10.0.48.0/20" },
    ],
    images: { tag: "2026-11-25.1" },
    nodePools: {
      system: { instanceTypes: ["ecs.g6.xlarge", "ecs.g7.xlarge"], minimum: 2, maximum: 4 },
      app: { instanceTypes: ["ecs.g6.xlarge", "ecs.g7.xlarge"], minimum: 2, maximum: 10 },
    },
  },
};
