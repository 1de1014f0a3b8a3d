import type { Construct } from "constructs";
import { AlarmContacts } from "../../constructs/observability/alarm-contacts";
import { HostLogs } from "../../constructs/observability/host-logs";
import { LogProject } from "../../constructs/observability/log-project";
import { LogStore } from "../../constructs/observability/log-store";
import { SiteMonitor } from "../../constructs/observability/site-monitor";
import type { PlatformEnvironment } from "../../environments/schema/environment";
import { defaultService } from "../../environments/schema/services/services";
import { BaseStack, type StackProps } from "../base";
import { siteHost } from "../conventions/names";

/**
 * The means to watch the environment: contacts for alarms, a project for logs, and checks from outside. It is the first
 * of an environment's stacks. The other stacks make the alarms of their own resources, with the contacts made here.
 */
export class OperationsStack extends BaseStack<PlatformEnvironment> {
  readonly contacts: AlarmContacts;
  /** Collects the logs of every host that has its identity. */
  readonly hostLogs: HostLogs;
  /** The log store to which the load balancer writes each request. */
  readonly requestLog: LogStore;
  readonly logProject: LogProject;

  constructor(scope: Construct, props: StackProps<PlatformEnvironment>) {
    super(scope, "operations", props);
    this.contacts = new AlarmContacts(this, "contacts", {
      groupName: this.prefix,
      contactPrefix: this.environment.name,
      contacts: this.owner.alarmContacts,
    });
    this.logProject = new LogProject(this, "logs", {
      projectName: `${this.prefix}-operations-${this.owner.accountId}`,
      description: `Logs of ${this.prefix}`,
      deletionProtection: this.environment.deletionProtection,
    });
    this.requestLog = this.addLogStore("requests");
    this.hostLogs = this.addHostLogs();
    if (this.environment.compute.enabled) this.addSiteMonitors();
    this.output("alarm_contact_group", this.contacts.groupName, "Group of contacts whom alarms go to");
    this.output(
      "log_project",
      this.logProject.projectName,
      "Log project in which logs of hosts and requests are searched",
    );
    this.output("host_log_identity", this.hostLogs.identity, "What a host calls itself for its logs to be collected");
  }

  private addHostLogs(): HostLogs {
    const system = this.addLogStore("system");
    const audit = this.addLogStore("audit");
    const sessions = this.addLogStore("sessions");
    const services = this.addLogStore("services");
    return new HostLogs(this, "host-logs", {
      identity: `${this.prefix}-hosts`,
      files: [
        { name: "messages", folder: "/var/log", pattern: "messages", logStore: system },
        { name: "logins", folder: "/var/log", pattern: "secure", logStore: audit },
        { name: "audit", folder: "/var/log/audit", pattern: "audit.log", logStore: audit },
        { name: "sessions", folder: "/var/log/ainav/sessions", pattern: "*", logStore: sessions },
        { name: "services", folder: "/var/log/ainav/services", pattern: "*.log", logStore: services },
      ],
    });
  }

  private addLogStore(name: string): LogStore {
    const { deletionProtection, operations } = this.environment;
    return new LogStore(this, `${name}-log`, {
      project: this.logProject,
      name,
      retentionDays: operations.logRetentionDays,
      deletionProtection,
    });
  }

  private addSiteMonitors(): void {
    const intervalMinutes = this.environment.operations.siteMonitorMinutes;
    const site = `https://${siteHost(this.owner, this.environment)}`;
    const { health } = defaultService(this.environment.services);
    for (const [name, path] of Object.entries({ site: "/", health })) {
      new SiteMonitor(this, `${name}-monitor`, {
        taskName: `${this.prefix}-${name}`,
        url: `${site}${path}`,
        intervalMinutes,
        contacts: this.contacts,
      });
    }
  }
}
