import { CmsSiteMonitor } from "@cdktf/provider-alicloud/lib/cms-site-monitor";
import { Construct } from "constructs";
import { addAlarms } from "./add-alarms";
import type { AlarmContacts } from "./alarm-contacts";
import { siteAlarms } from "./site-alarms";

export interface SiteMonitorProps {
  /** Name of the task, 4 to 100 letters, digits and underscores; hyphens become underscores. */
  readonly taskName: string;
  /** URL of the page, such as `https://example.com/health`. */
  readonly url: string;
  /** Minutes between two calls of one probe: 1, 5, 15, 30 or 60. */
  readonly intervalMinutes: number;
  readonly contacts: AlarmContacts;
}

/** Calls a page from CloudMonitor's probes on the Internet, with an alarm when too few of them get an answer. */
export class SiteMonitor extends Construct {
  constructor(scope: Construct, id: string, props: SiteMonitorProps) {
    super(scope, id);
    const monitor = new CmsSiteMonitor(this, "Default", {
      taskName: props.taskName.replaceAll("-", "_"),
      taskType: "HTTP",
      address: props.url,
      interval: String(props.intervalMinutes),
      optionJson: { httpMethod: "get", timeout: 10_000, minTlsVersion: "tlsv1.2" },
    });
    addAlarms(this, siteAlarms(props.intervalMinutes), {
      namespace: "acs_networkmonitor",
      dimensions: { taskId: monitor.id },
      contacts: props.contacts,
      namePrefix: props.taskName,
    });
  }
}
