import { describe, expect, test } from "@jest/globals";
import { validateEnvironments } from "../../../environments/loading/validation";
import { InvalidEnvironment } from "../../../environments/rules/problem";
import { EXAMPLE_SETTINGS, OWNER_EXAMPLES } from "../../../environments/schema/owner-examples";
import { FIXTURE, FIXTURE_OWNER, rawOwner } from "../../support/fixture/fixture";

const EXAMPLES = { ...FIXTURE_OWNER, ...OWNER_EXAMPLES, confirmedExamples: [] };

const validate = (settings: Record<string, unknown>) =>
  validateEnvironments(FIXTURE.environments, rawOwner({ ...EXAMPLES, ...settings }), [], FIXTURE);

/** The settings that are refused as examples. */
function refused(settings: Record<string, unknown>): string[] {
  try {
    validate(settings);
    return [];
  } catch (error) {
    if (!(error instanceof InvalidEnvironment)) throw error;
    expect(new Set(error.problems.map(({ message }) => message))).toEqual(
      new Set(["is still the example, which is nobody's"]),
    );
    return error.problems.map(({ path }) => path);
  }
}

describe("values that are still examples", () => {
  test("are refused where they would be deployed, all in one message", () => {
    expect(refused({ stateBackend: "oss" }).sort()).toEqual([...EXAMPLE_SETTINGS].sort());
    expect(() => validate({ stateBackend: "oss" })).toThrow(/accountId\n(.*\n)*.*chinaCdnTargets\n/);
  });

  test("are listed in one warning where only files on this machine come of them", () => {
    const { warnings } = validate({ stateBackend: "local" });
    expect(warnings).toEqual([expect.stringContaining(EXAMPLE_SETTINGS.join(", "))]);
    expect(validate({ stateBackend: "local", confirmedExamples: EXAMPLE_SETTINGS }).warnings).toEqual([]);
  });

  test.each([
    ["adminCidrs", ["198.51.100.7/32", ...OWNER_EXAMPLES.adminCidrs], ["198.51.100.7/32"]],
    ["chinaCdnTargets", { ...OWNER_EXAMPLES.chinaCdnTargets, static: "a.qiniudns.com" }, undefined],
    ["icpNumber", OWNER_EXAMPLES.icpNumber, "京ICP备12345678号"],
    [
      "alarmContacts",
      [...OWNER_EXAMPLES.alarmContacts, { name: "day", email: "day@example.com" }],
      [{ name: "operations", email: "day@example.com" }],
    ],
  ])("are so in a part of %s, too", (setting, mixed, own) => {
    const others = EXAMPLE_SETTINGS.filter((each) => each !== setting);
    const settings = { stateBackend: "oss", confirmedExamples: others };
    expect(refused({ ...settings, [setting]: mixed })).toEqual([setting]);
    // The environments of the fixture use the China CDNs, so these cannot be left out of its owner.
    if (own !== undefined) expect(refused({ ...settings, [setting]: own })).toEqual([]);
  });

  test("are the owner's own once he says so", () => {
    expect(refused({ stateBackend: "oss", confirmedExamples: EXAMPLE_SETTINGS })).toEqual([]);
  });
});

describe("an environment", () => {
  const problems = (settings: Record<string, unknown>) => {
    try {
      return validate({ stateBackend: "local", ...settings }).warnings;
    } catch (error) {
      return (error as InvalidEnvironment).problems.map(({ source, path, message }) => `${source}: ${path} ${message}`);
    }
  };

  test("has no China CDNs without an ICP number and the names that the CDNs gave", () => {
    expect(problems({ icpNumber: undefined, chinaCdnTargets: undefined })).toEqual([
      "environments/production.ts: edge.chinaCdn.enabled is true, and icpNumber is missing in environments/owner.ts",
      "environments/production.ts: edge.chinaCdn.enabled is true, and chinaCdnTargets is missing in environments/owner.ts",
    ]);
  });

  test("has a cluster only in a region with an image registry", () => {
    const { "ap-southeast-1": _, ...imageRegistries } = FIXTURE_OWNER.imageRegistries;
    expect(problems({ imageRegistries })).toEqual([
      "environments/disaster-recovery.ts: region is a region for which imageRegistries of environments/owner.ts has no host",
    ]);
  });
});
