/**
 * One test environment for all suites of a worker. Jest makes a realm for each suite, in which every module has to be
 * loaded anew: cdktf, the bindings and the schemas took most of the time of the tests. What a suite leaves behind in the
 * realm's globals, and in the environment variables, goes with it.
 */
const { TestEnvironment: NodeEnvironment } = require("jest-environment-node");

/** @typedef {InstanceType<typeof NodeEnvironment>} Environment */

/**
 * The environment of this worker, and how it was before the first suite.
 *
 * @type {{ environment: Environment, globals: Set<string | symbol>, variables: NodeJS.ProcessEnv } | undefined}
 */
let first;

module.exports = class WorkerEnvironment {
  /** @param {ConstructorParameters<typeof NodeEnvironment>} options */
  constructor(...options) {
    first ??= observed(new NodeEnvironment(...options));
    this.environment = first.environment;
    this.global = first.environment.global;
    this.moduleMocker = first.environment.moduleMocker;
    this.fakeTimers = first.environment.fakeTimers;
    this.fakeTimersModern = first.environment.fakeTimersModern;
    this.exit = this.global.process.exit;
  }

  async setup() {}

  async teardown() {
    this.fakeTimersModern?.useRealTimers();
    for (const name of Reflect.ownKeys(this.global)) if (!isKept(name)) Reflect.deleteProperty(this.global, name);
    const { process } = this.global;
    for (const name of Object.keys(process.env)) delete process.env[name];
    Object.assign(process.env, first?.variables);
    // Jest puts a function of each suite's own here.
    process.exit = this.exit;
  }

  exportConditions() {
    return this.environment.exportConditions();
  }

  getVmContext() {
    return this.environment.getVmContext();
  }
};

/** @param {Environment} environment */
function observed(environment) {
  const { global } = environment;
  return { environment, globals: new Set(Reflect.ownKeys(global)), variables: { ...global.process.env } };
}

/**
 * Whether a global stays for the next suite: those of Node, and those with which packages keep their state. cdktf has a
 * list of tokens there, to which modules that are loaded once refer.
 *
 * @param {string | symbol} name
 */
function isKept(name) {
  return first?.globals.has(name) || (typeof name === "string" && name.startsWith("__"));
}
