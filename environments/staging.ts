import type { PlatformEnvironmentInput } from "./schema";

/** Production's twin for trying things out, at the least sensible size. */
export const staging: PlatformEnvironmentInput = {
  kind: "platform",
  name: "staging",
  region: "cn-hongkong",
  phase: "hosts",
  network: {
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
};
