import config from "./jest.config.mjs";

/**
 * What real programs say of what runs in the cluster: kubeconform and kube-score (`.ci/kubernetes-checkers`), Helm
 * (`.ci/helm`) and promtool (Debian's package prometheus).
 *
 * @type {import("jest").Config}
 */
export default { ...config, testMatch: ["<rootDir>/__tests__/**/*.check.ts"] };
