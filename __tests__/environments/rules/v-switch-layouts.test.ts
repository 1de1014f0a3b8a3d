import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { type ValidEnvironments, validateEnvironments } from "../../../environments/loading/validation";
import { InvalidEnvironment, type Problem } from "../../../environments/rules/problem";
import type { PlatformEnvironment, PlatformEnvironmentInput } from "../../../environments/schema/environment";
import { NetworkStack } from "../../../stacks/region/network-stack";
import { OperationsStack } from "../../../stacks/region/operations-stack";
import { completePlatform } from "../../support/complete-environments";
import { FIXTURE, rawOwner } from "../../support/fixture/fixture";
import { synthesize } from "../../support/synthesis";

function validate(environment: PlatformEnvironmentInput): ValidEnvironments | readonly Problem[] {
  try {
    return validateEnvironments([environment], rawOwner(), [], FIXTURE);
  } catch (error) {
    if (error instanceof InvalidEnvironment) return error.problems;
    throw error;
  }
}

describe("any layout of vSwitches", () => {
  const octet = fc.integer({ min: 0, max: 7 });
  const block = fc
    .tuple(fc.constantFrom(0, 0, 0, 0, 0, 0, 0, 1), octet, fc.constantFrom(22, 23, 24))
    .map(([second, third, length]) => {
      const size = 2 ** (24 - length);
      return {
        text: `10.${second}.${Math.floor(third / size) * size}.0/${length}`,
        second,
        first: Math.floor(third / size) * size,
        size,
      };
    });

  test("synthesizes when the blocks lie apart inside the VPC, and is refused, by a vSwitch's path, when not", () => {
    fc.assert(
      fc.property(fc.tuple(block, block, block, block), (blocks) => {
        const environment = completePlatform();
        const vSwitches = [...environment.network.vSwitches.public, ...environment.network.vSwitches.private];
        for (const [index, vSwitch] of vSwitches.entries()) Object.assign(vSwitch, { cidr: blocks[index]?.text });
        const apart = blocks.every((a, index) =>
          blocks
            .slice(0, index)
            .every((b) => a.second !== b.second || a.first + a.size <= b.first || b.first + b.size <= a.first),
        );
        const inside = blocks.every(({ second }) => second === 0);
        const result = validate(environment);
        if (Array.isArray(result)) {
          expect(apart && inside).toBe(false);
          for (const { path } of result) expect(path).toMatch(/^network\.vSwitches\.(public|private)\[[01]\]\.cidr$/);
          return;
        }
        expect(apart && inside).toBe(true);
        const valid = result as ValidEnvironments;
        const { stacks } = synthesize((app) => {
          const props = { environment: valid.environments[0] as PlatformEnvironment, owner: valid.owner };
          new NetworkStack(app, { ...props, operations: new OperationsStack(app, props) });
        });
        const cidrs = Object.values(stacks["production-network"]?.resources("alicloud_vswitch") ?? {}).map(
          (made) => made.cidr_block,
        );
        expect(cidrs.sort()).toEqual(
          blocks
            .slice(1)
            .map(({ text }) => text)
            .sort(),
        );
      }),
      { numRuns: 150 },
    );
  });
});
