import type { PlatformEnvironmentInput } from "./schema";

/** Where the platform comes back when Hong Kong is gone: Singapore, with addresses apart from production's. */
export const disasterRecovery: PlatformEnvironmentInput = {
  kind: "platform",
  name: "disaster-recovery",
  region: "ap-southeast-1",
  phase: "hosts",
  network: {
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
};
