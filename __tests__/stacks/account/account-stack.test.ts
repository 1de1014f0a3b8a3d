import { describe, expect, test } from "@jest/globals";
import { AccountStack } from "../../../stacks/account/account-stack";
import { account as input } from "../../support/fixture/environments/account";
import { FIXTURE_OWNER } from "../../support/fixture/fixture";
import { checked, fixtureStacks } from "../../support/fixture/stacks";
import { columnsOf } from "../../support/log-service/query";
import { type Block, type SynthesizedStack, synthesize } from "../../support/synthesis";

const account = fixtureStacks().account as SynthesizedStack;

function role(name: string): { trust: Block; statements: Block[] } {
  const resource = account.resources("alicloud_ram_role")[`${name}-role`];
  const policies = Object.values(account.resources("alicloud_ram_policy"));
  const policy = policies.find(({ policy_name }) => policy_name === resource?.role_name);
  return {
    trust: JSON.parse(resource?.assume_role_policy_document).Statement[0],
    statements: JSON.parse(policy?.policy_document).Statement,
  };
}

describe("the account stack", () => {
  test("trusts tokens of GitHub for Alibaba Cloud's STS only", () => {
    expect(account.resource("alicloud_ims_oidc_provider")).toMatchObject({
      issuer_url: "https://token.actions.githubusercontent.com",
      client_ids: ["sts.aliyuncs.com"],
      fingerprints: expect.arrayContaining([expect.stringMatching(/^[0-9a-f]{40}$/)]),
    });
  });

  test.each([
    ["plan", ["plan"]],
    ["deploy", ["disaster-recovery", "production", "staging"]],
  ])("binds the %s role to the repository and to its GitHub environments", (name, environments) => {
    const { trust } = role(name);
    expect(trust.Principal).toEqual({ Federated: ["acs:ram::1234567890123456:oidc-provider/ainav-github"] });
    expect(trust.Condition).toEqual({
      StringEquals: {
        "oidc:iss": ["https://token.actions.githubusercontent.com"],
        "oidc:aud": ["sts.aliyuncs.com"],
        "oidc:sub": environments.map((environment) => `repo:ainav/infrastructure:environment:${environment}`),
      },
    });
  });

  test("lets the plan role change nothing but locks, and read no object but states and bundles of hosts", () => {
    const allowed = role("plan").statements.filter(({ Effect }) => Effect === "Allow");
    const reads = /^[a-z]+:(Describe|Get|List|Query)[A-Za-z]*\*?$/;
    const others = allowed.flatMap(({ Action, Resource }) =>
      Action.filter((action: string) => !reads.test(action)).map((action: string) => `${action} ${Resource}`),
    );
    const table = "acs:ots:*:*:instance/ainav-0123456/table/terraform_locks";
    expect(others).toEqual([`ots:PutRow ${table}`, `ots:DeleteRow ${table}`]);
    const objects = allowed.filter(({ Action }) => Action.includes("oss:GetObject"));
    expect(objects.map(({ Resource }) => Resource)).toEqual([
      ["acs:oss:*:*:ainav-*-bundles-*/hosts/*"],
      ["acs:oss:*:*:ainav-terraform-state-1234567890123456/*"],
    ]);
    const secrets = allowed.filter(({ Action }) => Action.some((action: string) => action.startsWith("kms:")));
    expect(secrets.map(({ Resource }) => Resource)).toEqual([["acs:kms:*:*:secret/ainav/*"]]);
    expect(allowed.flatMap(({ Action }) => Action)).not.toContain("oss:Get*");
  });

  test("denies the plan role the content of logs and images", () => {
    const denied = role("plan").statements.filter(({ Effect }) => Effect === "Deny");
    expect(denied.flatMap(({ Action }) => Action)).toEqual(
      expect.arrayContaining(["log:GetLogStoreLogs", "cr:PullRepository"]),
    );
  });

  test("has the two roles of CI and no other", () => {
    const names = Object.values(account.resources("alicloud_ram_role")).map(({ role_name }) => role_name);
    expect(names.sort()).toEqual(["ainav-terraform-deploy", "ainav-terraform-plan"]);
  });

  test("gives the deploy role full access only to services that the platform uses", () => {
    const allowed = role("deploy").statements.filter(({ Effect }) => Effect === "Allow");
    const everything = allowed.filter(({ Resource }) => Resource.includes("*")).flatMap(({ Action }) => Action);
    expect(everything).not.toContain("*");
    expect(everything).not.toContain("ram:*");
    expect(everything).not.toContain("ims:*");
    expect(everything).not.toContain("oss:*");
    expect(everything).not.toContain("actiontrail:*");
  });

  test("asks every user for a strong password and a second factor", () => {
    expect(account.resource("alicloud_ram_account_password_policy")).toMatchObject({
      minimum_password_length: 14,
      require_lowercase_characters: true,
      require_uppercase_characters: true,
      require_numbers: true,
      require_symbols: true,
      max_login_attempts: 5,
    });
    expect(account.resource("alicloud_ram_security_preference")).toMatchObject({
      mfa_operation_for_login: "mandatory",
      enable_save_mfa_ticket: false,
      allow_user_to_manage_access_keys: false,
    });
  });

  test("records all events of all regions, in OSS and in SLS", () => {
    expect(account.resource("alicloud_actiontrail_trail")).toMatchObject({
      event_rw: "All",
      trail_region: "All",
      status: "Enable",
      oss_bucket_name: "${alicloud_oss_bucket.audit.id}",
      sls_project_arn: "acs:log:cn-hongkong:1234567890123456:project/${alicloud_log_project.audit-logs.project_name}",
    });
  });

  test("encrypts both buckets of the audit record with the owner's key, and with OSS' keys when there is none", () => {
    const environment = checked({ ...input, audit: { kmsKeyId: "key-hkaudit" } });
    const { stacks } = synthesize((app) => new AccountStack(app, { environment, owner: FIXTURE_OWNER }));
    const rules = (stack: SynthesizedStack | undefined) =>
      Object.values(stack?.resources("alicloud_oss_bucket") ?? {}).map((bucket) => bucket.server_side_encryption_rule);
    const own = { sse_algorithm: "KMS", kms_master_key_id: "key-hkaudit" };
    expect(rules(stacks.account)).toEqual([own, own]);
    expect(rules(account)).toEqual([{ sse_algorithm: "AES256" }, { sse_algorithm: "AES256" }]);
  });

  describe("alarms on the audit trail", () => {
    const alerts = Object.values(account.resources("alicloud_sls_alert"));
    const records = account.resources("alicloud_log_resource_record");

    /** The decoded record that `<address>.<attribute>`, or its id, leads to. */
    const record = (kind: string, id: string): Block => {
      const logicalId = /^\$\{alicloud_log_resource_record\.(.+)\.record_id\}$/.exec(id)?.[1];
      const found = Object.entries(records).find(
        ([key, { resource_name, record_id }]) => resource_name === kind && (key === logicalId || record_id === id),
      );
      return JSON.parse(found?.[1].value);
    };

    test("reach the owner's contacts by e-mail, each of them", () => {
      expect(alerts.length).toBeGreaterThan(0);
      for (const { configuration, status } of alerts) {
        expect(status).toBe("ENABLED");
        expect(configuration.sink_alerthub.enabled).toBe(true);
        const policy = record("sls.alert.action_policy", configuration.policy_configuration.action_policy_id);
        const [, group = ""] = /^fire\(type="email", .*groups=\["([^"]+)"\]/.exec(policy.primary_policy_script) ?? [];
        const { members } = record("sls.common.user_group", group);
        expect(members.flatMap((member: string) => record("sls.common.user", member).email)).toEqual(
          FIXTURE_OWNER.alarmContacts.map(({ email }) => email),
        );
      }
    });

    test("have their contacts where Log Service keeps those of the account", () => {
      const aliases = account.json.provider.alicloud.filter(({ alias }: Block) => alias !== undefined);
      expect(aliases).toMatchObject([{ alias: "cn-heyuan", region: "cn-heyuan" }]);
      for (const { provider } of Object.values(records)) expect(provider).toBe("alicloud.cn-heyuan");
      for (const { provider } of alerts) expect(provider).toBeUndefined();
    });

    test("look into the log store that the trail makes, once it is there", () => {
      const [id, trail] = Object.entries(account.resources("alicloud_actiontrail_trail"))[0] ?? [];
      for (const { configuration, depends_on, project_name } of alerts) {
        expect(configuration.query_list).toMatchObject([
          { store: `actiontrail_${trail?.trail_name}`, project: project_name, region: "cn-hongkong" },
        ]);
        expect(trail?.sls_project_arn).toContain(project_name);
        expect(depends_on).toContain(`alicloud_actiontrail_trail.${id}`);
      }
    });

    test("leave out what the role does that deploys, and nobody else", () => {
      const [id] = Object.entries(account.resources("alicloud_ram_role")).find(
        ([, { role_name }]) => role_name === "ainav-terraform-deploy",
      ) ?? [""];
      const excepted = alerts.flatMap(({ configuration }) =>
        [...configuration.query_list[0].query.matchAll(/not like '([^']*)'/g)].map(([, pattern]) => pattern),
      );
      expect(new Set(excepted)).toEqual(new Set([`\${alicloud_ram_role.${id}.role_name}:%`]));
    });

    test("have messages with values of their queries, which Terraform leaves alone", () => {
      for (const { configuration } of alerts) {
        const text = configuration.annotations.find(({ key }: Block) => key === "desc").value;
        const placeholders = [...text.matchAll(/(\$+)\{(\w+)\}/g)];
        expect(placeholders.length).toBeGreaterThan(0);
        for (const [, dollars, column] of placeholders) {
          expect(dollars).toBe("$$");
          expect(columnsOf(configuration.query_list[0].query)).toContain(column);
        }
      }
    });
  });

  test("has a private repository for each image that the platform deploys", () => {
    const repositories = Object.values(account.resources("alicloud_cr_repo"));
    expect(repositories.map(({ name }) => name).sort()).toEqual(["automation", "content-api", "search-api", "web"]);
    for (const { repo_type } of repositories) expect(repo_type).toBe("PRIVATE");
    expect(account.json.output.image_registry.value).toBe("registry.cn-hongkong.aliyuncs.com/ainav");
  });

  test("has the same repositories in an Enterprise instance when the environment says so", () => {
    const environment = checked({ ...input, images: { ...input.images, enterprise: {} } });
    const { stacks } = synthesize((app) => new AccountStack(app, { environment, owner: FIXTURE_OWNER }));
    const enterprise = stacks.account as SynthesizedStack;
    expect(enterprise.resources("alicloud_cr_repo")).toEqual({});
    expect(Object.values(enterprise.resources("alicloud_cr_ee_repo"))).toHaveLength(4);
    expect(enterprise.resource("alicloud_cr_ee_instance")).toMatchObject({
      payment_type: "Subscription",
      period: 12,
      renewal_status: "AutoRenewal",
      renew_period: 12,
    });
    expect(enterprise.json.output.image_registry.value).toBe("ainav-images-registry.cn-hongkong.cr.aliyuncs.com/ainav");
  });
});
