import config from "./jest.config.mjs";

/**
 * Tests that take long without another program than Node and Python: the CDK for Terraform CLI, hosts from their bundle to
 * the end of provisioning, every fault at every request to a CDN.
 *
 * @type {import("jest").Config}
 */
export default { ...config, testMatch: ["<rootDir>/__tests__/**/*.slow.ts"] };
