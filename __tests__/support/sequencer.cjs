const { readFileSync } = require("node:fs");
const { default: Sequencer } = require("@jest/test-sequencer");

/**
 * Begins with the suites that ask for the most time, so that the last ones are short and no worker waits for another. Where
 * they ask for the same, Jest's own order holds: what failed or took long the last time first.
 */
module.exports = class LongestFirst extends Sequencer {
  /** @param {Parameters<Sequencer["sort"]>[0]} tests */
  async sort(tests) {
    const asked = new Map(tests.map((test) => [test, timeout(test.path)]));
    return [...(await super.sort(tests))].sort((one, other) => (asked.get(other) ?? 0) - (asked.get(one) ?? 0));
  }
};

/**
 * What a suite sets as the time that its tests may take, in milliseconds. Zero where it sets nothing.
 *
 * @param {string} suite
 */
function timeout(suite) {
  const [, set] = /^jest\.setTimeout\(([\d_]+)\);$/m.exec(readFileSync(suite, "utf8")) ?? [];
  return Number(set?.replaceAll("_", "") ?? 0);
}
