import { describe, expect, test } from "@jest/globals";
import { validateEnvironments } from "../../../environments/loading/validation";
import { InvalidEnvironment } from "../../../environments/rules/problem";
import type { PlatformEnvironmentInput } from "../../../environments/schema/environment";
import type { Owner } from "../../../environments/schema/owner";
import { production } from "../../support/fixture/environments/production";
import { FIXTURE, FIXTURE_OWNER, rawOwner } from "../../support/fixture/fixture";

/** The places of the problems that production's edge has after a change, beside these settings of the owner. */
function problems(edge: PlatformEnvironmentInput["edge"], settings: Partial<Owner>): string[] {
  const input = { ...production, edge: { ...production.edge, ...edge } };
  try {
    validateEnvironments([input], rawOwner({ ...FIXTURE_OWNER, ...settings }), [], FIXTURE);
    return [];
  } catch (error) {
    if (error instanceof InvalidEnvironment) return error.problems.map(({ path }) => path);
    throw error;
  }
}

describe("the environment that owns the zone", () => {
  test("shows a client certificate where load balancers ask for one", () => {
    const authority = { originPullAuthorityId: "ca-12345678" };
    expect(problems({ originPulls: "off" }, authority)).toEqual(["edge.originPulls"]);
    expect(problems({ originPulls: "own" }, authority)).toEqual([]);
    expect(problems({ originPulls: "off" }, {})).toEqual([]);
  });
});
