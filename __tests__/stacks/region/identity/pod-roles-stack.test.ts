import { describe, expect, test } from "@jest/globals";
import { completePlatform } from "../../../support/complete-environments";
import { stacksOf } from "../../../support/fixture/stacks";
import { statementsOf, statementsOfHolder } from "../../../support/ram/policy-document";
import type { SynthesizedStack } from "../../../support/synthesis";

const stack = stacksOf({ ...completePlatform(), phase: "migrating" })["production-pod-roles"] as SynthesizedStack;

function trustOf(name: string) {
  const role = Object.values(stack.resources("alicloud_ram_role")).find((each) => each.role_name === name);
  const [trust] = statementsOf(role?.assume_role_policy_document);
  return trust ?? {};
}

const subjects = (name: string) => trustOf(name).Condition.StringEquals["oidc:sub"];

describe("the roles of pods", () => {
  test("trust service accounts, as the cluster's own identity provider says who they are", () => {
    const trust = trustOf("ainav-production-pods");
    expect(trust.Principal.Federated).toEqual([
      expect.stringMatching(
        /^acs:ram::1234567890123456:oidc-provider\/ack-rrsa-\$\{data\.terraform_remote_state\.[\w-]*production-cluster\.outputs\.[\w-]+\}$/,
      ),
    ]);
    expect(trust.Condition.StringEquals["oidc:aud"]).toEqual(["sts.aliyuncs.com"]);
    expect(subjects("ainav-production-cluster-secrets")).toEqual([
      "system:serviceaccount:kube-system:ack-secret-manager",
    ]);
    expect(subjects("ainav-production-pods")).toEqual(
      ["web", "content-api", "celery-worker", "crawlers", "scheduled-tasks"].map(
        (name) => `system:serviceaccount:ainav:ainav-${name}`,
      ),
    );
  });

  test("read what the cluster needs of the environment's secrets, by name, and change none", () => {
    const statements = statementsOfHolder(stack, "ainav-production-cluster-secrets");
    expect(statements.map(({ Action }) => Action[0])).toEqual(["kms:GetSecretValue", "kms:Decrypt"]);
    const names = statements[0]?.Resource.map((arn) => arn.replace("acs:kms:*:*:secret/ainav/production/", ""));
    expect(names).toEqual(expect.arrayContaining(["postgres-app", "cloudflare-dns", "alert-webhook"]));
    for (const secret of ["postgres-readonly", "redis-default", "origin-edge", "origin-china"])
      expect(names).not.toContain(secret);
    expect(JSON.stringify(statements)).not.toMatch(/secret\/[^"]*\*/);
  });

  test("read and write assets and uploads, and no other bucket", () => {
    const resources = statementsOfHolder(stack, "ainav-production-pods").flatMap(({ Resource }) => Resource);
    const buckets = resources.map(
      (arn) => /^acs:oss:\*:\*:ainav-production-([a-z]+)-1234567890123456(\/\*)?$/.exec(arn)?.[1],
    );
    expect([...new Set(buckets)]).toEqual(["assets", "uploads"]);
  });
});
