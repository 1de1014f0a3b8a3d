/** Lets tests import the generated bindings as the bundler does: `@cdktf/provider-alicloud/lib/<resource>`. */
const path = require("node:path");
const { PACKAGE, resolveBinding } = require("./provider.cjs");

const PROJECT_ROOT = path.resolve(__dirname, "../..");

/**
 * @param {string} request
 * @param {{ defaultResolver: (request: string, options: object) => string }} options
 */
module.exports = (request, options) =>
  request === PACKAGE || request.startsWith(`${PACKAGE}/`)
    ? resolveBinding(request, PROJECT_ROOT)
    : options.defaultResolver(request, options);
