import {
  type AccountEnvironmentInput,
  accountEnvironment,
  type PlatformEnvironmentInput,
  platformEnvironment,
} from "../../environments/schema/environment";
import { account } from "./fixture/environments/account";
import { production } from "./fixture/environments/production";

/** A platform environment in which every optional knob is set, so that tests reach each of them. */
export function completePlatform(): PlatformEnvironmentInput {
  const [first, second] = production.network.vSwitches.public;
  const input: PlatformEnvironmentInput = {
    ...production,
    data: {
      ...production.data,
      postgres: { ...production.data.postgres, restoredEndpoint: "pgm-j6crestored.pg.rds.aliyuncs.com" },
      buckets: { originPullSources: ["198.51.100.0/24"] },
      copies: { environment: "disaster-recovery", region: "ap-southeast-1", kmsKeyId: "key-sgpexample" },
      secrets: { store: "kms", kmsInstanceId: "kst-hkexample", kmsKeyId: "key-hkexample" },
    },
    edge: {
      ownsZone: true,
      originHost: "alb-example.ap-southeast-1.alb.aliyuncs.com",
      originPulls: "own",
      originCertificateRequest: "-----BEGIN CERTIFICATE REQUEST-----\nexample\n-----END CERTIFICATE REQUEST-----\n",
      mail: { exchangers: [{ host: "mx1.example.com", priority: 10 }] },
      verification: [{ name: "@", value: "google-site-verification=example" }],
      chinaCdn: { enabled: true },
    },
    cluster: production.cluster && {
      ...production.cluster,
      permissions: [{ uid: "300000000000000001", isRole: true, role: "restricted" }],
      images: {
        registry: "ainav-images-registry.cn-hongkong.cr.aliyuncs.com/ainav",
        tag: "2026-11-25.1",
        enterpriseInstanceId: "cri-hkexample",
        kubectl: "ainav-images-registry.cn-hongkong.cr.aliyuncs.com/ainav/kubectl",
      },
      chartMirror: "oci://ainav-images-registry.cn-hongkong.cr.aliyuncs.com/ainav",
      queueScaling: { tasksPerWorker: 20 },
    },
    network: {
      ...production.network,
      vpc: { cidr: "10.0.0.0/16", id: "vpc-j6c1example" },
      vSwitches: {
        ...production.network.vSwitches,
        public: [
          { zone: "cn-hongkong-b", cidr: "10.0.1.0/24", ...first, id: "vsw-j6c1example" },
          { zone: "cn-hongkong-c", cidr: "10.0.11.0/24", ...second },
        ],
      },
      vpn: {
        clients: { cidr: "192.168.200.0/24" },
        sites: [{ name: "office", gatewayIp: "198.51.100.7", cidr: "192.168.10.0/24" }],
      },
    },
  };
  return structuredClone(platformEnvironment.parse(input));
}

/** The account's environment in which every optional knob is set. */
export function completeAccount(): AccountEnvironmentInput {
  const input: AccountEnvironmentInput = {
    ...account,
    state: { kmsKeyId: "key-hkexample" },
    audit: { kmsKeyId: "key-hkaudit" },
    github: { ...account.github, deployEnvironments: ["production"] },
    images: { enterprise: {} },
  };
  return structuredClone(accountEnvironment.parse(input));
}
