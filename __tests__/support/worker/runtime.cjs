/**
 * Loads what is installed, and what suites synthesize with, once a worker. Each suite still loads its own tests, the tools
 * and all other support.
 *
 * This is sound for modules that keep nothing that one suite could see of another. So a module with such a state does not
 * belong to the folders below, and a test may not replace a part of these modules (`jest.mock`).
 */
const { isBuiltin } = require("node:module");
const path = require("node:path");
const { default: Runtime } = require("jest-runtime");

const PROJECT_ROOT = path.resolve(__dirname, "../../..");
const SUPPORT = ["complete-environments", "fixture/", "real-environments", "synthesis", "synthesized-once"];
const SHARED = ["constructs/", "environments/", "stacks/", ...SUPPORT.map((place) => `__tests__/support/${place}`)];

/** @type {Runtime | undefined} */
let shared;

module.exports = class WorkerRuntime extends Runtime {
  /** @param {ConstructorParameters<typeof Runtime>} options */
  constructor(...options) {
    super(...options);
    // It is never torn down: shared modules load some others only when they need them.
    shared ??= new Runtime(...options);
  }

  /**
   * @template T
   * @param {string} from the module that asks
   * @param {string} [name] what it asks for, as it is written there
   * @param {Parameters<Runtime["requireModule"]>[2]} [options] given for modules of Jest itself
   * @param {boolean} [isRequireActual]
   * @returns {T}
   */
  requireModule(from, name, options, isRequireActual) {
    return shared !== undefined && name !== undefined && options === undefined && isShared(from, name)
      ? shared.requireModule(from, name)
      : super.requireModule(from, name, options, isRequireActual);
  }
};

/**
 * @param {string} from
 * @param {string} name
 */
function isShared(from, name) {
  if (isBuiltin(name) || path.isAbsolute(name)) return false;
  if (!/^\.\.?(\/|$)/.test(name)) return true;
  const place = path.relative(PROJECT_ROOT, path.resolve(path.dirname(from), name)).replaceAll(path.sep, "/");
  return SHARED.some((start) => place.startsWith(start));
}
