import type { Construct } from "constructs";
import { AuditTrail } from "../../constructs/audit/audit-trail";
import { LOG_ALARM_CONTACTS_REGION, LogAlarmContacts } from "../../constructs/observability/log-alarm-contacts";
import { LogProject } from "../../constructs/observability/log-project";
import { GithubIdentity } from "../../constructs/security/github-identity";
import { LoginPolicy } from "../../constructs/security/login-policy";
import { Role } from "../../constructs/security/role";
import { Bucket } from "../../constructs/storage/bucket";
import { ImageRegistry } from "../../constructs/storage/image-registry";
import { LockTable } from "../../constructs/storage/lock-table";
import { PrivateBucket } from "../../constructs/storage/private-bucket";
import type { AccountEnvironment } from "../../environments/schema/environment";
import { BaseStack, type StackProps } from "../base";
import { CI_STACKS } from "../conventions/deployers";
import { imageRegistry } from "../conventions/endpoints";
import { auditName, githubProviderName } from "../conventions/names";
import { stateLocation } from "../conventions/state-location";
import { deployStatements, planStatements } from "./ci-permissions";

/**
 * The parts that an account has once: CI's roles, the login policy, the audit trail with its alarms, the image registry. An
 * administrator deploys it, because CI's own role may not change what limits it.
 */
export class AccountStack extends BaseStack<AccountEnvironment> {
  constructor(scope: Construct, props: StackProps<AccountEnvironment>) {
    super(scope, "account", props);
    const deployRole = this.addCiRoles();
    new LoginPolicy(this, "login-policy");
    this.addAuditAlarms(this.addAuditTrail(), deployRole);
    this.addImageRegistry();
    this.output("monthly_budget_usd", String(this.owner.monthlyBudgetUsd), "Amount of the budget, in US dollars");
  }

  /** @returns the role that deploys */
  private addCiRoles(): Role {
    const { accountId, githubRepository } = this.owner;
    const { fingerprints, planEnvironments, deployEnvironments, sessionMinutes } = this.environment.github;
    const github = new GithubIdentity(this, "github", {
      accountId,
      name: githubProviderName(this.prefix),
      repository: githubRepository,
      fingerprints,
    });
    const sessionSeconds = sessionMinutes * 60;
    const plan = new Role(this, "plan-role", {
      roleName: `${this.prefix}-terraform-plan`,
      description: "Reads what Terraform manages, for plans of pull requests",
      trustedBy: github.jobsIn(planEnvironments),
      sessionSeconds,
    });
    const deploy = new Role(this, "deploy-role", {
      roleName: `${this.prefix}-terraform-deploy`,
      description: "Deploys the environments",
      trustedBy: github.jobsIn(deployEnvironments),
      sessionSeconds,
    });
    for (const statement of planStatements(this.prefix)) plan.addToPolicy(statement);
    for (const statement of deployStatements(this.owner, this.environment.platformNames)) deploy.addToPolicy(statement);

    const location = stateLocation(this.owner);
    const states = Bucket.fromBucketName(this, "states", location.bucket);
    const locks = LockTable.fromTableName(this, "locks", location.lockInstance, location.lockTable);
    states.grantRead(plan);
    states.grantRead(deploy);
    states.grantWrite(
      deploy,
      CI_STACKS.map((stack) => `${this.owner.project}/*/${stack}`),
    );
    locks.grantLock(plan);
    locks.grantLock(deploy);

    this.output("plan_role_arn", plan.arn, "Role that CI takes on to make plans");
    this.output("deploy_role_arn", deploy.arn, "Role that CI takes on to deploy");
    this.output("plan_role_id", plan.roleId, "The same by its id, as cluster.permissions names it");
    this.output("deploy_role_id", deploy.roleId, "The same by its id, as cluster.permissions names it");
    this.output("oidc_provider_arn", github.arn, "Identity provider that CI names when it asks for keys");
    return deploy;
  }

  private addAuditTrail(): AuditTrail {
    const { accountId } = this.owner;
    const { deletionProtection, audit, region, state } = this.environment;
    const name = auditName(this.owner);
    const accessLogs = new PrivateBucket(this, "audit-access-logs", {
      bucketName: `${name}-log`,
      retention: { currentDays: state.logRetentionDays, noncurrentDays: 7 },
      kmsKeyId: audit.kmsKeyId,
      deletionProtection,
    });
    const bucket = new PrivateBucket(this, "audit", {
      bucketName: name,
      retention: { currentDays: audit.retentionDays, noncurrentDays: 30 },
      kmsKeyId: audit.kmsKeyId,
      accessLogs,
      deletionProtection,
    });
    const logProject = new LogProject(this, "audit-logs", {
      projectName: name,
      description: "Every call to the account's API",
      deletionProtection,
    });
    this.output("audit_bucket", bucket.bucketName, "Bucket that keeps the record of every API call");
    this.output("audit_log_project", logProject.projectName, "Log project in which API calls are searched");
    return new AuditTrail(this, "audit-trail", { name: `${this.prefix}-audit`, accountId, region, bucket, logProject });
  }

  private addAuditAlarms(trail: AuditTrail, deployRole: Role): void {
    const contacts = new LogAlarmContacts(this, "audit-alarm-contacts", {
      groupId: `${this.prefix}-audit`,
      contacts: this.owner.alarmContacts,
      provider: this.addProviderOf(LOG_ALARM_CONTACTS_REGION),
    });
    trail.addAlarms(contacts, `${this.prefix}-audit`, deployRole.roleName);
    this.output("audit_alarm_policy", contacts.actionPolicyId, "Policy by which alarms on API calls reach people");
  }

  private addImageRegistry(): void {
    const { deletionProtection, images, region, services } = this.environment;
    const { registryNamespace: namespace } = this.owner;
    const { enterprise } = images;
    const instanceName = enterprise && `${this.prefix}-images`;
    new ImageRegistry(this, "images", {
      namespace,
      // Several services may share an image.
      repositories: [...new Set(Object.values(services).map(({ image }) => image))],
      enterprise: enterprise && { ...enterprise, instanceName: `${this.prefix}-images` },
      deletionProtection,
    });
    const registry = imageRegistry(region, namespace, instanceName);
    this.output("image_registry", registry, "Address below which images are pushed and pulled");
  }
}
