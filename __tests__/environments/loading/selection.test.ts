import { describe, expect, test } from "@jest/globals";
import { readCatalog } from "../../../environments/loading/catalog";
import { type Selection, selectEnvironments } from "../../../environments/loading/selection";
import { InvalidEnvironment } from "../../../environments/rules/problem";
import { FIXTURE } from "../../support/fixture/fixture";

/** No local file lies there. */
const ROOT = __dirname;

function problemsOf(selection: Selection, variables: NodeJS.ProcessEnv = {}): string[] {
  try {
    selectEnvironments(selection, ROOT, variables, FIXTURE);
  } catch (error) {
    if (error instanceof InvalidEnvironment) return error.problems.map(({ source, message }) => `${source} ${message}`);
    throw error;
  }
  return [];
}

describe("the selection of environments", () => {
  test("is all of them by default", () => {
    const { environments } = selectEnvironments({}, ROOT, {}, FIXTURE);
    expect(environments.map(({ name }) => name)).toEqual(["account", "disaster-recovery", "production", "staging"]);
  });

  test("is made from the files of this project, which pass every check", () => {
    const { environments } = selectEnvironments({}, ROOT, {});
    const names = readCatalog().environments.map(({ name }) => name);
    expect(environments.map(({ name }) => name)).toEqual(names);
  });

  test("is those that are named", () => {
    const { environments } = selectEnvironments({ names: ["staging"] }, ROOT, {}, FIXTURE);
    expect(environments.map(({ name }) => name)).toEqual(["staging"]);
  });

  test("puts a phase in the place of each platform environment's own", () => {
    const { environments } = selectEnvironments({ phase: "migrating" }, ROOT, {}, FIXTURE);
    expect(environments.map((environment) => environment.kind === "platform" && environment.phase)).toEqual([
      false,
      "migrating",
      "migrating",
      "migrating",
    ]);
  });

  test("names unknown environments, phases and variables, all at once", () => {
    expect(problemsOf({ names: ["prod", "staging"], phase: "two" }, { AINAV_X: "1", STATE_BACKEND: "s3" })).toEqual([
      "--environment is not an environment",
      "--phase is not a phase",
      "AINAV_X is a variable that nothing reads",
      "STATE_BACKEND is not one of local, oss",
    ]);
  });

  test("names a variable's own entry, not the setting behind it", () => {
    try {
      const variables = { AINAV_ADMIN_CIDRS: "203.0.113.1/32,1.2.3.4", AINAV_ALARM_CONTACTS: "night" };
      selectEnvironments({}, ROOT, variables, FIXTURE);
    } catch (error) {
      expect((error as InvalidEnvironment).problems.map(({ source, path }) => `${source} ${path}`)).toEqual([
        "AINAV_ADMIN_CIDRS [1]",
        "AINAV_ALARM_CONTACTS [0].email",
      ]);
    }
    expect.assertions(1);
  });

  test("refuses a phase where no environment has one", () => {
    expect(problemsOf({ names: ["account"], phase: "cluster" })).toEqual([
      "--phase applies to none of the environments",
    ]);
  });
});
