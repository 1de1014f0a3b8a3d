import type { PolicyStatement } from "../constructs/security/policy-statement";

/** The services that the platform's stacks are made of, as RAM names them. A new one is a line here. */
const SERVICES = ["ecs", "vpc", "log", "cms", "cr"] as const;

/** What reads everything of a service, and no content of it. */
const READS = ["Describe*", "Get*", "List*", "Query*"] as const;

/** Buckets are read by their settings, never by their objects. */
const BUCKET_READS = ["oss:GetBucket*", "oss:ListBuckets", "oss:GetBucketInfo"];

/** What a plan reads. Logs and images are content: a plan compares settings. */
export function planStatements(): PolicyStatement[] {
  return [
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
  ];
}

/**
 * What a deploy does: anything to the services that the platform is made of, and roles and policies of its own making.
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
    { effect: "Allow", actions: ["ram:*"], resources: [ramOf("role", "*"), ramOf("policy", "*")] },
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
