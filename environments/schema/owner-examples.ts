/**
 * The values that a new copy of the project has in `environments/owner.ts`, of the settings that no two owners share. They
 * have the right form, so everything can be tried with them. Nobody can deploy them: with the backend `oss` they are
 * refused.
 */
export const OWNER_EXAMPLES = {
  accountId: "1234567890123456",
  domain: "ainav.cn",
  cloudflareZoneId: "0123456789abcdef0123456789abcdef",
  cloudflareAccountId: "fedcba9876543210fedcba9876543210",
  adminCidrs: ["203.0.113.0/24"],
  adminPublicKeys: ["ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAABAgMEBQYHCAkKCwwNDg8QERITFBUWFxgZGhscHR4f example"],
  certificateId: "12345678-cn-hangzhou",
  githubRepository: "ainav/infrastructure",
  alarmContacts: [{ name: "operations", email: "operations@ainav.cn" }],
  icpNumber: "粤ICP备2026000001号",
  chinaCdnTargets: {
    static: "static-example.qiniudns.com",
    images: "images-example.b0.aicdn.com",
    pages: "pages-example.qiniudns.com",
  },
} as const;

export type ExampleSetting = keyof typeof OWNER_EXAMPLES;

export const EXAMPLE_SETTINGS = Object.keys(OWNER_EXAMPLES) as [ExampleSetting, ...ExampleSetting[]];
