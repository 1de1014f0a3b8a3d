import type { PolicyStatement } from "../../constructs/security/policy-statement";

/** RAM's names of the cloud services that the platform's stacks use. Add a new one here. */
const SERVICES = ["alb", "cms", "cr", "cs", "ecs", "ess", "kvstore", "log", "oos", "pvtz", "rds", "vpc"] as const;

/** Actions that read all settings of a service. */
const READS = ["Describe*", "Get*", "List*", "Query*"] as const;

/** Actions that read the settings of buckets, never their objects. */
const BUCKET_READS = ["oss:GetBucket*", "oss:ListBuckets", "oss:GetBucketInfo"];

/** Access to the bundles that hosts boot from. A plan checks whether they exist, a deploy uploads them. */
function bundles(prefix: string, actions: readonly string[]): PolicyStatement {
  return { effect: "Allow", actions, resources: [`acs:oss:*:*:${prefix}-*-bundles-*/hosts/*`] };
}

function kmsSecrets(prefix: string): string[] {
  return [`acs:kms:*:*:secret/${prefix}/*`];
}

/**
 * The permissions of a plan. It compares settings, so it may not read content: logs, images and the values of secret
 * parameters.
 *
 * @param prefix first part of the names of the project's buckets and secrets
 */
export function planStatements(prefix: string): PolicyStatement[] {
  return [
    bundles(prefix, ["oss:GetObject"]),
    {
      effect: "Allow",
      actions: [
        ...SERVICES.flatMap((service) => READS.map((read) => `${service}:${read}`)),
        ...BUCKET_READS,
        "ots:GetInstance",
        "ots:ListInstance",
        "ots:DescribeTable",
        "ots:ListTable",
        "ram:Get*",
        "ram:List*",
        "ims:Get*",
        "ims:List*",
        "actiontrail:Describe*",
        "actiontrail:Get*",
        "actiontrail:List*",
      ],
      resources: ["*"],
    },
    {
      effect: "Deny",
      actions: [
        "log:GetLogStoreLogs",
        "log:GetCursorOrData",
        "log:PullLogs",
        "cr:GetAuthorizationToken",
        "cr:PullRepository",
      ],
      resources: ["*"],
    },
    // The provider reads the values of secrets in KMS at every plan. The state has them as well.
    { effect: "Allow", actions: ["kms:DescribeSecret", "kms:GetSecretValue"], resources: kmsSecrets(prefix) },
  ];
}

/**
 * The permissions of a deploy. It may do anything to the services that the platform uses, to the project's roles and
 * policies, and to one user, Loki's. It may not change what limits it: CI's roles, the identity provider, the login
 * policy, the audit trail, its log and alarms, and the settings of the buckets of states and audit records.
 *
 * @param prefix first part of the names of every role and policy that the project makes
 */
export function deployStatements(prefix: string, accountId: string): PolicyStatement[] {
  const ramOf = (kind: string, name: string) => `acs:ram:*:${accountId}:${kind}/${prefix}-${name}`;
  return [
    { effect: "Allow", actions: [...SERVICES.map((service) => `${service}:*`)], resources: ["*"] },
    {
      effect: "Allow",
      actions: [...BUCKET_READS, "oss:PutBucket*", "oss:DeleteBucket*"],
      resources: [`acs:oss:*:*:${prefix}-*`],
    },
    { effect: "Allow", actions: ["oss:ListBuckets"], resources: ["*"] },
    bundles(prefix, ["oss:GetObject", "oss:PutObject", "oss:DeleteObject"]),
    { effect: "Allow", actions: ["kms:*"], resources: [...kmsSecrets(prefix), ...kmsSecrets(`oos/${prefix}`)] },
    {
      effect: "Allow",
      actions: ["kms:Encrypt", "kms:Decrypt", "kms:GenerateDataKey"],
      resources: ["acs:kms:*:*:key/*"],
    },
    {
      effect: "Allow",
      actions: ["ram:*"],
      resources: [ramOf("role", "*"), ramOf("policy", "*"), ramOf("user", "*-loki")],
    },
    { effect: "Allow", actions: ["ram:CreateServiceLinkedRole", "ram:Get*", "ram:List*"], resources: ["*"] },
    {
      effect: "Deny",
      actions: ["ram:*"],
      resources: [ramOf("role", "terraform-*"), ramOf("policy", "terraform-*")],
    },
    {
      effect: "Deny",
      actions: ["oss:DeleteBucket*", "oss:PutBucket*"],
      resources: [`acs:oss:*:*:${prefix}-terraform-state-*`, `acs:oss:*:*:${prefix}-audit-*`],
    },
    // The first are the audit log with its alarms; the second are the people who are told of them.
    {
      effect: "Deny",
      actions: ["log:*"],
      resources: [`acs:log:*:*:project/${prefix}-audit-*`, "acs:log:*:*:resource/*"],
    },
  ];
}
