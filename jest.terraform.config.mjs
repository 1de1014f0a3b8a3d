import config from "./jest.config.mjs";

/**
 * The tests that run a real Terraform: no account, no network, no provider but the one that is built in.
 *
 * @type {import("jest").Config}
 */
export default {
  ...config,
  testMatch: ["<rootDir>/__tests__/terraform/**/*.test.ts"],
  testPathIgnorePatterns: ["/node_modules/"],
};
