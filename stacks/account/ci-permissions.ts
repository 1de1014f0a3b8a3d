import type { PolicyStatement } from "../../constructs/security/policy-statement";

/** The services that the platform's stacks are made of, as RAM names them. A new one is a line here. */
const SERVICES = ["alb", "cms", "cr", "cs", "ecs", "ess", "kvstore", "log", "oos", "pvtz", "rds", "vpc"] as const;

/** What reads everything of a service, and no content of it. */
const READS = ["Describe*", "Get*", "List*", "Query*"] as const;

/** Buckets are read by their settings, never by their objects. */
const BUCKET_READS = ["oss:GetBucket*", "oss:ListBuckets", "oss:GetBucketInfo"];

/** What hosts are made from: a plan sees whether it is there, a deploy puts it there. */
function bundles(prefix: string, actions: readonly string[]): PolicyStatement {
  return { effect: "Allow", actions, resources: [`acs:oss:*:*:${prefix}-*-bundles-*/hosts/*`] };
}

function kmsSecrets(prefix: string): string[] {
  return [`acs:kms:*:*:secret/${prefix}/*`];
}

/**
 * What a plan reads. Logs, images and the values of secret parameters are content: a plan compares settings.
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
    // Of secrets in KMS the provider reads the value at every plan; it stands in the state as well.
    { effect: "Allow", actions: ["kms:DescribeSecret", "kms:GetSecretValue"], resources: kmsSecrets(prefix) },
  ];
}

/**
 * What a deploy does: anything to the services that the platform is made of, and roles and policies of its own making; the
 * one user is Loki's.
 * It may not touch what binds it: its own role, CI's identity provider, the login policy, the audit trail.
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
  ];
}
