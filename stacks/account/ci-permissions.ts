import type { PolicyStatement } from "../../constructs/security/policy-statement";
import type { Owner } from "../../environments/schema/owner";
import { auditName } from "../conventions/names";
import { PASSED_ROLES, roleName } from "../conventions/role-names";
import { stateLocation } from "../conventions/state-location";

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

/** Actions that run a program on a host, with the role of that host. No stack needs them. */
const REMOTE_CONTROL = ["ecs:*Command", "ecs:SendFile", "ecs:StartTerminalSession"];

/**
 * The permissions of a deploy. It may do anything to the services that the platform uses, and pass the roles of hosts to
 * ECS. It may make or change no role, policy, user or key, because RAM cannot limit what a policy says: whoever may write a
 * policy for a role that it can pass is an administrator. Nor may it change how buckets are copied, because OSS writes copies
 * into any bucket of the account, and one of them has the states.
 *
 * @param owner whose project's names begin alike
 * @param environmentNames the platform environments that it deploys
 */
export function deployStatements(owner: Owner, environmentNames: readonly string[]): PolicyStatement[] {
  const { project, accountId } = owner;
  const auditLog = `acs:log:*:*:project/${auditName(owner)}`;
  return [
    { effect: "Allow", actions: [...SERVICES.map((service) => `${service}:*`)], resources: ["*"] },
    {
      effect: "Allow",
      actions: [...BUCKET_READS, "oss:PutBucket*", "oss:DeleteBucket*"],
      resources: [`acs:oss:*:*:${project}-*`],
    },
    { effect: "Allow", actions: ["oss:ListBuckets"], resources: ["*"] },
    bundles(project, ["oss:GetObject", "oss:PutObject", "oss:DeleteObject"]),
    { effect: "Allow", actions: ["kms:*"], resources: [...kmsSecrets(project), ...kmsSecrets(`oos/${project}`)] },
    {
      effect: "Allow",
      actions: ["kms:Encrypt", "kms:Decrypt", "kms:GenerateDataKey"],
      resources: ["acs:kms:*:*:key/*"],
    },
    ...Object.entries(PASSED_ROLES).map(
      ([service, purposes]): PolicyStatement => ({
        effect: "Allow",
        actions: ["ram:PassRole"],
        resources: environmentNames.flatMap((name) =>
          purposes.map((purpose) => `acs:ram:*:${accountId}:role/${roleName(owner, name, purpose)}`),
        ),
        conditions: { StringEquals: { "acs:Service": [`${service}.aliyuncs.com`] } },
      }),
    ),
    // A role linked to a service has the policy that Alibaba Cloud wrote for it, and only the service assumes it.
    { effect: "Allow", actions: ["ram:CreateServiceLinkedRole", "ram:Get*", "ram:List*"], resources: ["*"] },
    {
      effect: "Deny",
      actions: ["oss:DeleteBucket*", "oss:PutBucket*"],
      resources: [`acs:oss:*:*:${stateLocation(owner).bucket}*`, `acs:oss:*:*:${auditName(owner)}*`],
    },
    { effect: "Deny", actions: ["oss:PutBucketReplication", "oss:DeleteBucketReplication"], resources: ["*"] },
    // The last are the people who are told of the audit log's alarms.
    { effect: "Deny", actions: ["log:*"], resources: [auditLog, `${auditLog}/*`, "acs:log:*:*:resource/*"] },
    { effect: "Deny", actions: REMOTE_CONTROL, resources: ["*"] },
  ];
}
