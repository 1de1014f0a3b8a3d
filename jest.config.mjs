/**
 * The suites, told apart by the end of a file's name:
 *
 * | file | suite | needs | run by |
 * | --- | --- | --- | --- |
 * | `*.test.ts` | fast | Node | `npm test` |
 * | `*.commands.test.ts` | commands | Node, Git, a shell | `npm run test:commands` |
 * | `*.hosts.test.ts` | hosts | Python, Bash, tar, script, nginx, Prometheus | `npm run test:hosts` |
 * | `*.slow.test.ts` | slow | Node, Python; minutes | `npm run test:slow` |
 * | `*.terraform.test.ts` | terraform | Terraform, no network | `npm run test:terraform` |
 * | `*.kubernetes.test.ts` | kubernetes | Go, Python, promtool | `npm run test:kubernetes` |
 * | `*.celery.test.ts` | celery | Python with venv, redis-server | `npm run test:celery` |
 * | `*.judges.test.ts` | judges | Go, Python with venv | `npm run test:judges` |
 * | `*.containers.test.ts` | containers | root, Docker, Go, Python | `npm run test:containers` |
 *
 * The quick tests start no programs of their own, so they run on any machine. Those of the suite `commands` start the
 * project's commands, its linter and its type checker.
 *
 * Most tests wait for programs, or load many modules: the scripts ask for a worker for each processor. A flag has to stand
 * behind --selectProjects, which would take `npm test -- PATTERN` for another project.
 */

/** @type {import("jest").Config} */
const shared = {
  testEnvironment: "node",
  roots: ["<rootDir>/__tests__"],
  globalSetup: "<rootDir>/__tests__/support/bindings.setup.mjs",
  resolver: "<rootDir>/tools/bindings/jest-resolver.cjs",
  transform: {
    "^.+\\.ts$": [
      "@swc/jest",
      { jsc: { parser: { syntax: "typescript" }, target: "es2022" }, module: { type: "commonjs" } },
    ],
  },
};

/**
 * Suites of one worker share a realm and the modules that they synthesize with. Loading these took most of the time.
 *
 * @type {Partial<import("jest").Config>}
 */
const sharedModules = {
  testEnvironment: "<rootDir>/__tests__/support/worker/environment.cjs",
  runtime: "<rootDir>/__tests__/support/worker/runtime.cjs",
};

/**
 * @param {string} name
 * @param {Partial<import("jest").Config>} [changes]
 */
function suite(name, changes) {
  return { ...shared, displayName: name, testRegex: `/[^/.]+\\.${name}\\.test\\.ts$`, ...changes };
}

/** @type {import("jest").Config} */
export default {
  // Generous: tests that start programs take as long as the machine takes.
  testTimeout: 120_000,
  testSequencer: "<rootDir>/__tests__/support/sequencer.cjs",
  projects: [
    suite("fast", { testRegex: "/[^/.]+\\.test\\.ts$", ...sharedModules }),
    suite("commands"),
    suite("hosts", { globalSetup: "<rootDir>/__tests__/support/hosts-programs.setup.mjs" }),
    suite("slow"),
    suite("terraform"),
    suite("kubernetes", { globalSetup: "<rootDir>/__tests__/support/kubernetes-programs.setup.mjs" }),
    suite("celery", { globalSetup: "<rootDir>/__tests__/support/celery.setup.mjs" }),
    suite("judges", { globalSetup: "<rootDir>/__tests__/support/judges.setup.mjs" }),
    suite("containers", {
      globalSetup: "<rootDir>/__tests__/support/docker.setup.mjs",
      globalTeardown: "<rootDir>/__tests__/support/docker.teardown.mjs",
    }),
  ],
};
