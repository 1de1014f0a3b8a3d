import { describe, expect, test } from "@jest/globals";
import { fixtureStacks } from "../../../support/fixture/stacks";
import { isAllowed } from "../../../support/ram/decision";
import { statementsOf, statementsOfHolder } from "../../../support/ram/policy-document";
import type { SynthesizedStack } from "../../../support/synthesis";

const ROLE = "ainav-production-release";
const stacks = fixtureStacks({ applicationRepository: "ainav/platform" });
const identity = stacks["production-identity"] as SynthesizedStack;
const statements = statementsOfHolder(identity, ROLE);
const ARN = "acs:ecs:cn-hongkong:1234567890123456";
const TAGS = { "acs:ResourceTag/project": "ainav", "acs:ResourceTag/environment": "production" };
const may = (action: string, resource: string, context?: Record<string, string>) =>
  isAllowed(statements, { action, resource, context });
const commands = identity.resources("alicloud_ecs_command");

describe("the role that releases", () => {
  test("trusts jobs of the application's repository, in the environment's GitHub environment, and nobody else", () => {
    const roles = Object.values(identity.resources("alicloud_ram_role"));
    const [trust] = statementsOf(
      String(roles.find(({ role_name }) => role_name === ROLE)?.assume_role_policy_document),
    );
    expect(trust?.Condition.StringEquals["oidc:sub"]).toEqual(["repo:ainav/platform:environment:production"]);
  });

  test("is there only if the owner names the application's repository", () => {
    const roles = Object.values(
      (fixtureStacks()["production-identity"] as SynthesizedStack).resources("alicloud_ram_role"),
    );
    expect(roles.map(({ role_name }) => role_name)).not.toContain(ROLE);
  });

  test("runs the prepared commands on hosts of the environment, and on no others", () => {
    const [id] = Object.keys(commands);
    const command = `acs:ecs:cn-hongkong:1234567890123456:command/\${alicloud_ecs_command.${id}.id}`;
    expect(statements.flatMap(({ Resource }) => Resource)).toContain(
      command.replace("cn-hongkong:1234567890123456", "*:*"),
    );
    expect(may("ecs:InvokeCommand", `${ARN}:instance/i-1`, TAGS)).toBe(true);
    expect(may("ecs:InvokeCommand", `${ARN}:instance/i-1`)).toBe(false);
    expect(may("ecs:InvokeCommand", `${ARN}:instance/i-1`, { ...TAGS, "acs:ResourceTag/environment": "staging" })).toBe(
      false,
    );
    expect(may("ecs:InvokeCommand", `${ARN}:command/c-other`, TAGS)).toBe(false);
  });

  test.each(["RunCommand", "CreateCommand", "ModifyCommand", "SendFile", "StartTerminalSession"])(
    "may not ecs:%s",
    (action) => {
      for (const resource of [`${ARN}:instance/i-1`, `${ARN}:command/c-1`])
        expect(may(`ecs:${action}`, resource, TAGS)).toBe(false);
    },
  );

  test("reads and writes records of releases, deletes none, and touches nothing else of the bucket", () => {
    const bucket = "acs:oss:oss-cn-hongkong:1234567890123456:ainav-production-bundles-1234567890123456";
    for (const action of ["oss:GetObject", "oss:PutObject"]) {
      expect(may(action, `${bucket}/releases/one.json`)).toBe(true);
      expect(may(action, `${bucket}/hosts/app/0.tar`)).toBe(false);
    }
    expect(may("oss:DeleteObject", `${bucket}/releases/one.json`)).toBe(false);
  });
});

test("commands by which hosts release take no parameters", () => {
  const scripts = Object.values(commands).map(({ command_content }) =>
    Buffer.from(String(command_content), "base64").toString(),
  );
  expect(scripts.sort()).toEqual(
    ["current", "rollout", "status"].map((action) => `exec /opt/ainav/bin/release ${action} --json\n`),
  );
  expect(Object.values(commands).map(({ enable_parameter }) => enable_parameter)).toEqual([false, false, false]);
});
