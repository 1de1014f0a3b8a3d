import { describe, expect, test } from "@jest/globals";
import { AccountStack } from "../../../stacks/account/account-stack";
import { account as input } from "../../support/fixture/environments/account";
import { FIXTURE_OWNER } from "../../support/fixture/fixture";
import { checked, fixtureStacks } from "../../support/fixture/stacks";
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
