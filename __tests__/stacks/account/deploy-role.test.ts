import { describe, expect, test } from "@jest/globals";
import { PHASES } from "../../../environments/schema/environment";
import { CI_STACKS, isAdministrators } from "../../../stacks/conventions/deployers";
import { stateLocation } from "../../../stacks/conventions/state-location";
import { completePlatform } from "../../support/complete-environments";
import { production } from "../../support/fixture/environments/production";
import { FIXTURE_OWNER } from "../../support/fixture/fixture";
import { fixtureStacks, stacksOf } from "../../support/fixture/stacks";
import { isAllowed } from "../../support/ram/decision";
import { DEPLOYED_WITH } from "../../support/ram/deployed-with";
import { escalations } from "../../support/ram/escalations";
import { roleNames, statementsOf, statementsOfHolder } from "../../support/ram/policy-document";
import type { Block, SynthesizedStack } from "../../support/synthesis";

const DEPLOY_ROLE = "ainav-terraform-deploy";
const { accountId, project } = FIXTURE_OWNER;

/** Every stack that there can be, by a name that says where it comes from. */
const SYNTHESES: Record<string, Record<string, SynthesizedStack>> = {
  fixture: fixtureStacks(),
  ...Object.fromEntries(PHASES.map((phase) => [phase, stacksOf({ ...production, phase })])),
  complete: stacksOf({ ...completePlatform(), phase: "migrating" }),
};
const STACKS = Object.entries(SYNTHESES).flatMap(([synthesis, stacks]) =>
  Object.entries(stacks).map(([id, stack]) => ({ id, stack, place: `${synthesis}/${id}`, stacks })),
);

const byCi = STACKS.filter(({ id }) => CI_STACKS.some((name) => id.endsWith(`-${name}`)));
const byAdministrators = STACKS.filter(({ id }) => isAdministrators(id));

const account = fixtureStacks().account as SynthesizedStack;
const deployStatements = statementsOfHolder(account, DEPLOY_ROLE);
const deployMay = (action: string, resource: string, context?: Record<string, string>) =>
  isAllowed(deployStatements, { action, resource, context });

/** The keys of the states of stacks. */
function stateKeys(stacks: typeof STACKS): string[] {
  const backends = stacks.filter(({ id }) => id !== "state").map(({ stack }) => stack.json.terraform.backend.oss);
  return [...new Set(backends.map(({ prefix, key }) => `${prefix}/${key}`))];
}

const stateBucket = stateLocation(FIXTURE_OWNER).bucket;
const ways = (own: string, passed: string) =>
  escalations({
    project,
    accountId,
    stateBucket,
    stateKeys: [...stateKeys(byAdministrators), `${project}/account/state`],
    roles: { own, passed },
  });

/** The roles that a stack hands to a service, by the names that other stacks give them. */
function handedRoles({ stack, stacks }: (typeof STACKS)[number]): string[] {
  const text = JSON.stringify(stack.json.resource);
  const references = text.matchAll(
    /terraform_remote_state\.cross-stack-reference-input-([\w-]+)\.outputs\.([\w-]*role_name)/g,
  );
  return [...references].map(([, id = "", output = ""]) => {
    const value: string = stacks[id]?.json.output[output].value;
    const [, role = ""] = /^\$\{alicloud_ram_role\.([\w-]+)\.role_name\}$/.exec(value) ?? [];
    return stacks[id]?.resources("alicloud_ram_role")[role]?.role_name;
  });
}

/** What a role is for: its name without the environment's. */
function purposeOf(name: string): string {
  return name.replace(new RegExp(`^${project}-(production|staging|disaster-recovery)-`), "");
}

describe("the deploy role", () => {
  test("has one policy, whose statements hold these tests", () => {
    const attachments = Object.values(account.resources("alicloud_ram_role_policy_attachment"));
    expect(attachments.filter(({ role_name }) => role_name === "${alicloud_ram_role.deploy-role.role_name}")).toEqual([
      expect.objectContaining({ policy_type: "Custom" }),
    ]);
    expect(deployStatements.length).toBeGreaterThan(5);
  });

  test.each(
    ways(DEPLOY_ROLE, "ainav-production-worker").map((way) => {
      const { action, resource, context } = way;
      return { ...way, call: [action, resource, ...Object.values(context ?? {})].join(" ") };
    }),
  )("may not $call: $because", (way) => {
    expect(isAllowed(deployStatements, way)).toBe(false);
  });

  test("is held against calls that an administrator may make", () => {
    const everything = [{ Effect: "Allow", Action: ["*"], Resource: ["*"] }] as const;
    expect(ways(DEPLOY_ROLE, "ainav-production-worker").filter((call) => !isAllowed(everything, call))).toEqual([]);
  });

  test("writes the states of the stacks that it deploys, and those of no others", () => {
    const arn = (key: string) => `acs:oss:oss-cn-hongkong:${accountId}:${stateBucket}/${key}`;
    const keys = [...stateKeys(byCi), ...stateKeys(byAdministrators)];
    expect(keys.filter((key) => deployMay("oss:PutObject", arn(key))).sort()).toEqual(stateKeys(byCi).sort());
    expect(keys.filter((key) => !deployMay("oss:GetObject", arn(key)))).toEqual([]);
  });

  test("passes the roles that its stacks hand to services, each to the service that assumes it, and no other role", () => {
    // An environment without hosts gets some by one knob: what counts is what a role is for.
    const handed = new Set(
      byCi
        .filter(({ id }) => !/-(platform|workloads)$/.test(id))
        .flatMap(handedRoles)
        .map(purposeOf),
    );
    expect(handed.size).toBeGreaterThan(0);
    const roles = byAdministrators.flatMap(({ stack }) => Object.values(stack.resources("alicloud_ram_role")));
    for (const { role_name, assume_role_policy_document } of roles) {
      const [trust] = statementsOf(assume_role_policy_document);
      const trusted: string[] = trust?.Principal.Service ?? [];
      const passable = ["ecs", "oos", "oss", "cs", "fc", "ros", "log", "ess"]
        .map((service) => `${service}.aliyuncs.com`)
        .filter((service) =>
          deployMay("ram:PassRole", `acs:ram::${accountId}:role/${role_name}`, { "acs:Service": service }),
        );
      expect([role_name, passable]).toEqual([role_name, handed.has(purposeOf(role_name)) ? trusted : []]);
    }
  });

  test("may make, change and delete whatever the stacks that it deploys are made of", () => {
    const types = new Set(byCi.flatMap(({ stack }) => Object.keys(stack.json.resource)));
    const ours = [...types].filter((type) => type.startsWith("alicloud_")).sort();
    expect(ours.filter((type) => DEPLOYED_WITH[type] === undefined)).toEqual([]);
    const refused = ours.flatMap((type) => {
      const { actions, resource } = DEPLOYED_WITH[type] ?? { actions: [], resource: "" };
      return actions.filter((action) => !deployMay(action, resource)).map((action) => `${type}: ${action}`);
    });
    expect(refused).toEqual([]);
  });

  test("reads what administrators' stacks are made of, so that it can plan them", () => {
    const reads: [string, string][] = [
      ["ram:GetRole", `acs:ram::${accountId}:role/ainav-production-worker`],
      ["ram:GetPolicy", `acs:ram::${accountId}:policy/ainav-production-worker`],
      ["ram:ListPoliciesForRole", `acs:ram::${accountId}:role/ainav-production-worker`],
      ["ram:ListAccessKeys", `acs:ram::${accountId}:user/ainav-production-loki`],
      ["oss:GetBucketReplication", `acs:oss:oss-cn-hongkong:${accountId}:ainav-production-assets-${accountId}`],
    ];
    expect(reads.filter(([action, resource]) => !deployMay(action, resource))).toEqual([]);
  });
});

describe("the stacks that CI deploys", () => {
  test("are, with those of administrators, all that there are", () => {
    const known = [...byCi, ...byAdministrators].map(({ place }) => place);
    expect(STACKS.map(({ place }) => place).filter((place) => !known.includes(place))).toEqual([]);
    expect(new Set(known).size).toBe(known.length);
  });

  test("make no role, policy, user, key, identity provider or copy of a bucket", () => {
    const decides = /^alicloud_(ram|ims|cloud_sso|resource_manager|actiontrail)_|^alicloud_oss_bucket_replication$/;
    const made = byCi.flatMap(({ place, stack }) =>
      Object.keys(stack.json.resource)
        .filter((type) => decides.test(type))
        .map((type) => `${place} ${type}`),
    );
    expect(made).toEqual([]);
  });
});

describe("the roles and users of environments", () => {
  const holders = byAdministrators
    .filter(({ id }) => id !== "account")
    .flatMap(({ stack }) => {
      const users = Object.values<Block>(stack.resources("alicloud_ram_user")).map(({ name }) => name as string);
      return [...roleNames(stack), ...users].map((name) => ({ name, statements: statementsOfHolder(stack, name) }));
    });

  // Auto Scaling passes any role to hosts, whoever asks it. So none that a service assumes may be stronger.
  test("are no way around the deploy role: none of them can become an administrator either", () => {
    expect(holders.length).toBeGreaterThan(10);
    for (const { name, statements } of holders) {
      expect([name, statements.length > 0]).toEqual([name, true]);
      const open = ways(name, name).filter((call) => isAllowed(statements, call));
      expect([name, open]).toEqual([name, []]);
    }
  });
});

describe("the decisions of these tests", () => {
  const allow = { Effect: "Allow", Action: ["ram:Get*"], Resource: ["acs:ram:*:1:role/a-*"] } as const;
  const call = { action: "ram:GetRole", resource: "acs:ram::1:role/a-b" };

  test("are RAM's: nothing is allowed but by a statement, wildcards reach over everything, and a denial wins", () => {
    expect(isAllowed([], call)).toBe(false);
    expect(isAllowed([allow], call)).toBe(true);
    expect(isAllowed([allow], { ...call, action: "RAM:getrole" })).toBe(true);
    expect(isAllowed([allow], { ...call, action: "ram:CreateRole" })).toBe(false);
    expect(isAllowed([allow], { ...call, resource: "acs:ram::2:role/a-b" })).toBe(false);
    expect(isAllowed([{ Effect: "Deny", Action: ["*"], Resource: ["*"] }, allow], call)).toBe(false);
  });

  test("take a condition to fail where the call does not say what it asks for, and none that they do not know", () => {
    const conditional = { ...allow, Condition: { StringEquals: { "acs:Service": ["ecs.aliyuncs.com"] } } };
    expect(isAllowed([conditional], call)).toBe(false);
    expect(isAllowed([conditional], { ...call, context: { "acs:Service": "ecs.aliyuncs.com" } })).toBe(true);
    expect(isAllowed([conditional], { ...call, context: { "acs:Service": "oos.aliyuncs.com" } })).toBe(false);
    expect(() => isAllowed([{ ...allow, Condition: { StringLike: {} } }], call)).toThrow(
      "StringLike is not known here",
    );
    const inverse = { ...allow, NotAction: ["ram:*"] };
    expect(() => isAllowed([inverse], call)).toThrow("a statement has NotAction, which is not known here");
  });
});
