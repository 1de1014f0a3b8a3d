import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { LOCAL_FILE, readOwnerSettings, VARIABLES } from "../../../environments/loading/owner-settings";
import { owner } from "../../../environments/owner";
import { ownerSettings } from "../../../environments/schema/owner";

let root: string;
beforeEach(() => {
  root = mkdtempSync(path.join(tmpdir(), "owner-"));
  mkdirSync(path.join(root, "environments"));
});
afterEach(() => rmSync(root, { recursive: true }));

function writeLocal(content: string): void {
  writeFileSync(path.join(root, LOCAL_FILE), content);
}

describe("the owner's settings", () => {
  test("are working examples where nothing overrides them", () => {
    const { settings, problems } = readOwnerSettings(root, { PATH: "/bin" });
    expect(settings).toEqual(owner);
    expect(problems).toEqual([]);
    expect(ownerSettings.safeParse(owner).success).toBe(true);
  });

  test("are overridden by the local file, and that by variables", () => {
    writeLocal(JSON.stringify({ domain: "file.example", accountId: "1111111111111111" }));
    const { settings, sourceOf } = readOwnerSettings(root, { AINAV_DOMAIN: "variable.example" });
    expect(settings).toMatchObject({
      domain: "variable.example",
      accountId: "1111111111111111",
      project: owner.project,
    });
    expect(["domain", "accountId", "project"].map(sourceOf)).toEqual([
      "AINAV_DOMAIN",
      LOCAL_FILE,
      "environments/owner.ts",
    ]);
  });

  test("come from variables as lists, contacts, numbers, and values by region", () => {
    const { settings } = readOwnerSettings(root, {
      AINAV_ADMIN_CIDRS: "203.0.113.1/32, 198.51.100.0/24",
      AINAV_ALARM_CONTACTS: "day=day@example.com,night=night@example.com",
      AINAV_IMAGE_REGISTRIES: "cn-hongkong=registry.hk.example, ap-southeast-1=registry.sg.example",
      AINAV_MONTHLY_BUDGET_USD: "700",
      STATE_BACKEND: "oss",
    });
    expect(settings).toMatchObject({
      adminCidrs: ["203.0.113.1/32", "198.51.100.0/24"],
      alarmContacts: [
        { name: "day", email: "day@example.com" },
        { name: "night", email: "night@example.com" },
      ],
      imageRegistries: { "cn-hongkong": "registry.hk.example", "ap-southeast-1": "registry.sg.example" },
      monthlyBudgetUsd: 700,
      stateBackend: "oss",
    });
  });

  test("take an empty variable for an unset one, as CI passes on what is not defined", () => {
    expect(readOwnerSettings(root, { AINAV_DOMAIN: "" }).settings.domain).toBe(owner.domain);
  });

  test("can all be overridden by a variable", () => {
    expect(
      Object.values(VARIABLES)
        .map(({ key }) => key)
        .sort(),
    ).toEqual(Object.keys(ownerSettings.shape).sort());
  });

  test("name a variable that nothing reads", () => {
    expect(readOwnerSettings(root, { AINAV_DOMIAN: "x" }).problems).toMatchObject([
      { source: "AINAV_DOMIAN", value: "x", message: "is a variable that nothing reads" },
    ]);
  });

  test.each([
    ["{", /^is not JSON: /],
    ["[]", /^is not an object$/],
    ["null", /^is not an object$/],
  ])("name a local file with the content %s", (content, message) => {
    writeLocal(content);
    const { problems, settings } = readOwnerSettings(root, {});
    expect(problems).toMatchObject([{ source: LOCAL_FILE, message: expect.stringMatching(message) }]);
    expect(settings).toEqual(owner);
  });
});
