import type { ApiCall } from "./decision";

/** A way to more permissions, for whoever may make the call. */
export interface Escalation extends ApiCall {
  /** What makes an administrator of the caller. */
  readonly because: string;
}

/** Names of the project's account, as ARNs have them. */
export interface EscalationNames {
  readonly project: string;
  readonly accountId: string;
  readonly stateBucket: string;
  /** Keys of the states of administrators' stacks. */
  readonly stateKeys: readonly string[];
  /** A role that the caller has, and one that it can pass to a service. */
  readonly roles: { readonly own: string; readonly passed: string };
}

/** Every known way for a role of the project to become an administrator of its account. */
export function escalations(names: EscalationNames): Escalation[] {
  const { project, accountId, stateBucket, stateKeys, roles } = names;
  const ram = (what: string) => `acs:ram::${accountId}:${what}`;
  const bucket = `acs:oss:oss-cn-hongkong:${accountId}:${stateBucket}`;
  const way = (because: string, resource: string, ...actions: string[]): Escalation[] =>
    actions.map((action) => ({ action, resource, because }));
  const pass = (role: string, service: string, because: string): Escalation => ({
    action: "ram:PassRole",
    resource: ram(`role/${role}`),
    context: { "acs:Service": `${service}.aliyuncs.com` },
    because,
  });
  const changesOfPolicies = ["ram:CreatePolicyVersion", "ram:SetDefaultPolicyVersion", "ram:DeletePolicyVersion"];
  return [
    ...[roles.own, roles.passed, `${project}-new`].flatMap((name) => [
      ...way("a policy says what it wants", ram(`policy/${name}`), "ram:CreatePolicy", ...changesOfPolicies),
      ...way("the role gets another policy", ram(`role/${name}`), "ram:AttachPolicyToRole", "ram:DetachPolicyFromRole"),
      ...way("the policy goes to a role", ram(`policy/${name}`), "ram:AttachPolicyToRole"),
      ...way("the role trusts the caller", ram(`role/${name}`), "ram:CreateRole", "ram:UpdateRole", "ram:DeleteRole"),
    ]),
    ...way(
      "the system's policy for administrators",
      "acs:ram::system:policy/AdministratorAccess",
      "ram:AttachPolicyToRole",
    ),
    ...way(
      "a key or a password of somebody stronger",
      ram("user/administrator"),
      ...["ram:CreateAccessKey", "ram:UpdateAccessKey", "ram:CreateLoginProfile", "ram:UpdateLoginProfile"],
      ...["ram:AttachPolicyToUser", "ram:AddUserToGroup", "ram:UnbindMFADevice", "ims:CreateAppSecret"],
    ),
    ...way("a user of its own", ram(`user/${project}-new`), "ram:CreateUser", "ram:CreateAccessKey"),
    ...way("the key of a user of the project", ram(`user/${project}-production-loki`), "ram:CreateAccessKey"),
    ...way("a group of administrators", ram("group/administrators"), "ram:AttachPolicyToGroup", "ram:AddUserToGroup"),
    ...way(
      "roles trust whoever the identity provider knows",
      ram(`oidc-provider/${project}-github`),
      ...["ims:CreateOIDCProvider", "ims:UpdateOIDCProvider", "ims:DeleteOIDCProvider"],
      ...["ims:AddClientIdToOIDCProvider", "ims:AddFingerprintToOIDCProvider", "ims:CreateSAMLProvider"],
    ),
    ...way("logins without a second factor", ram("*"), "ims:SetSecurityPreference", "ims:SetPasswordPolicy"),
    ...way("the keys of a stronger role", ram("role/administrator"), "sts:AssumeRole"),
    ...way(
      "the rules of the organisation",
      "*",
      "resourcemanager:DetachControlPolicy",
      "resourcemanager:UpdateControlPolicy",
    ),
    ...way("permissions by a resource group", "*", "resourcemanager:AttachPolicy", "ram:AttachPolicy"),
    ...["ecs", "oos", "fc", "ros", "cs", "log", "oss"].flatMap((service) => [
      pass("administrator", service, `a program in ${service} runs with the role`),
      pass(roles.own, service, `a program in ${service} runs with the role`),
    ]),
    ...["fc", "ros", "eventbridge", "fnf"].flatMap((service) =>
      way("the service runs programs with roles", "*", `${service}:CreateFunction`, `${service}:CreateStack`),
    ),
    ...way(
      "a host of somebody else has a stronger role",
      `acs:ecs:cn-hongkong:${accountId}:instance/i-1`,
      ...["ecs:RunCommand", "ecs:InvokeCommand", "ecs:ModifyCommand", "ecs:SendFile", "ecs:StartTerminalSession"],
    ),
    ...stateKeys.flatMap((key) =>
      way(
        "an administrator deploys what the state says",
        `${bucket}/${key}`,
        ...["oss:PutObject", "oss:DeleteObject", "oss:RestoreObject", "oss:PutObjectAcl", "oss:DeleteObjectVersion"],
      ),
    ),
    ...way(
      "the bucket of the states lets the caller write",
      bucket,
      ...["oss:PutBucketPolicy", "oss:PutBucketAcl", "oss:PutBucketVersioning", "oss:PutBucketLifecycle"],
      ...["oss:DeleteBucket", "oss:DeleteBucketPolicy", "oss:PutBucketEncryption"],
    ),
    ...way(
      "OSS copies the caller's objects over the states",
      `acs:oss:oss-cn-hongkong:${accountId}:${project}-production-bundles-${accountId}`,
      "oss:PutBucketReplication",
    ),
    ...way(
      "nobody sees what was done",
      `acs:actiontrail:cn-hongkong:${accountId}:trail/${project}-audit`,
      "actiontrail:StopLogging",
      "actiontrail:UpdateTrail",
      "actiontrail:DeleteTrail",
    ),
    ...way(
      "nobody sees what was done",
      `acs:log:cn-hongkong:${accountId}:project/${project}-audit-${accountId}`,
      ...["log:DeleteProject", "log:UpdateProject"],
    ),
    ...way(
      "nobody sees what was done",
      `acs:log:cn-hongkong:${accountId}:project/${project}-audit-${accountId}/logstore/actiontrail_${project}-audit`,
      ...["log:DeleteLogStore", "log:UpdateLogStore", "log:UpdateIndex"],
    ),
    ...way(
      "nobody sees what was done",
      `acs:oss:oss-cn-hongkong:${accountId}:${project}-audit-${accountId}`,
      ...["oss:PutBucketLifecycle", "oss:DeleteBucket", "oss:PutBucketPolicy"],
    ),
  ];
}
