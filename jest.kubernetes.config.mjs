import config from "./jest.config.mjs";

/**
 * What real programs say of what runs in the cluster: kubeconform, kube-score and Helm, which the setup builds, and
 * promtool (Debian's package prometheus).
 *
 * @type {import("jest").Config}
 */
export default {
  ...config,
  testMatch: ["<rootDir>/__tests__/**/*.check.ts"],
  globalSetup: "<rootDir>/__tests__/kubernetes-programs.setup.mjs",
};
