// The clock of every synth that a test starts: a day before any date of the real environments, so that the suite passes
// on any day.
process.env.SOURCE_DATE_EPOCH = "1796083200";

/** @type {import("jest").Config} */
export default {
  testEnvironment: "node",
  // Most tests wait for programs, or load many modules: a worker for each processor.
  maxWorkers: "100%",
  // Generous: tests that start programs take as long as the machine takes.
  testTimeout: 120_000,
  testMatch: ["<rootDir>/__tests__/**/*.test.ts"],
  // These need Terraform; `npm run test:terraform` runs them.
  testPathIgnorePatterns: ["/node_modules/", "<rootDir>/__tests__/terraform/"],
  globalSetup: "<rootDir>/__tests__/bindings.setup.mjs",
  resolver: "<rootDir>/tools/bindings/jest-resolver.cjs",
  transform: {
    "^.+\\.ts$": [
      "@swc/jest",
      { jsc: { parser: { syntax: "typescript" }, target: "es2022" }, module: { type: "commonjs" } },
    ],
  },
};
