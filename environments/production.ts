import type { PlatformEnvironmentInput } from "./schema";

/** The platform as its users see it: Hong Kong, two zones. Addresses of zone b as in section 1 of the specification. */
export const production: PlatformEnvironmentInput = {
  kind: "platform",
  name: "production",
  region: "cn-hongkong",
  phase: "hosts",
  network: {
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
};
