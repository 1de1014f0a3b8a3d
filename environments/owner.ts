import type { Owner } from "./schema/owner";

/**
 * The settings that everybody who runs this platform has to change. None of them is secret. The values are working
 * examples, which the backend `oss` refuses. Replace them here, in `environments/owner.local.json` (which git ignores), or by environment variables.
 * docs/settings.md lists their meanings and variables.
 */
export const owner: Owner = {
  project: "ainav",
  accountId: "1234567890123456",
  domain: "ainav.cn",
  cloudflareZoneId: "0123456789abcdef0123456789abcdef",
  cloudflareAccountId: "fedcba9876543210fedcba9876543210",
  adminCidrs: ["203.0.113.0/24"],
  adminPublicKeys: ["ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAABAgMEBQYHCAkKCwwNDg8QERITFBUWFxgZGhscHR4f example"],
  certificateId: "12345678-cn-hangzhou",
  githubRepository: "ainav/infrastructure",
  alarmContacts: [{ name: "operations", email: "operations@ainav.cn" }],
  registryNamespace: "ainav",
  imageRegistries: {
    "cn-hongkong": "registry.cn-hongkong.aliyuncs.com",
    "ap-southeast-1": "registry.cn-hongkong.aliyuncs.com",
  },
  databaseName: "ainav",
  databaseAccountPrefix: "ainav",
  icpNumber: "粤ICP备2026000001号",
  chinaCdnTargets: {
    static: "static-example.qiniudns.com",
    images: "images-example.b0.aicdn.com",
    pages: "pages-example.qiniudns.com",
  },
  upyunService: "ainav-img",
  monthlyBudgetUsd: 620,
  confirmedExamples: [],
  stateRegion: "cn-hongkong",
  stateBackend: "local",
  stateStackBackend: "local",
};
