import { LogMachineGroup } from "@cdktf/provider-alicloud/lib/log-machine-group";
import { LogtailAttachment } from "@cdktf/provider-alicloud/lib/logtail-attachment";
import { LogtailConfig } from "@cdktf/provider-alicloud/lib/logtail-config";
import { Construct } from "constructs";
import type { LogStore } from "./log-store";

/** Log files of a host, and the log store that gets their lines. */
export interface LogFiles {
  /** Last part of the Logtail configuration's name: lower-case letters, digits, hyphens and underscores. */
  readonly name: string;
  /** Folder, such as `/var/log/audit`. */
  readonly folder: string;
  /** File name with wildcards, such as `audit.log` or `*.log`. */
  readonly pattern: string;
  readonly logStore: LogStore;
}

export interface HostLogsProps {
  /** Custom identity that the hosts have in `/etc/ilogtail/user_defined_id`. */
  readonly identity: string;
  /** At least one, all of one project. */
  readonly files: readonly [LogFiles, ...LogFiles[]];
}

/**
 * Collects log files from every host with a custom identity, through the Logtail agent on it. The logs of a new host
 * are collected without a change here, because it has the same identity.
 */
export class HostLogs extends Construct {
  /** Custom identity that the hosts have in `/etc/ilogtail/user_defined_id`. */
  readonly identity: string;

  constructor(scope: Construct, id: string, props: HostLogsProps) {
    super(scope, id);
    this.identity = props.identity;
    const project = props.files[0].logStore.projectName;
    const group = new LogMachineGroup(this, "Default", {
      project,
      name: props.identity,
      identifyType: "userdefined",
      identifyList: [props.identity],
    });
    for (const { name, folder, pattern, logStore } of props.files) {
      const config = new LogtailConfig(this, name, {
        project,
        logstore: logStore.name,
        name: `${props.identity}-${name}`,
        inputType: "file",
        outputType: "LogService",
        inputDetail: JSON.stringify({
          logType: "common_reg_log",
          logPath: folder,
          filePattern: pattern,
          maxDepth: 5,
          topicFormat: "none",
          localStorage: true,
          enableRawLog: false,
          discardUnmatch: false,
          // One line is one entry, stored as it is. Queries take it apart.
          logBeginRegex: ".*",
          regex: "(.*)",
          key: ["content"],
        }),
      });
      new LogtailAttachment(this, `${name}-attachment`, {
        project,
        logtailConfigName: config.name,
        machineGroupName: group.name,
      });
    }
  }
}
