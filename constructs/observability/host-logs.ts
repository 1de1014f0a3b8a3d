import { LogMachineGroup } from "@cdktf/provider-alicloud/lib/log-machine-group";
import { LogtailAttachment } from "@cdktf/provider-alicloud/lib/logtail-attachment";
import { LogtailConfig } from "@cdktf/provider-alicloud/lib/logtail-config";
import { Construct } from "constructs";
import type { LogStore } from "./log-store";

/** Files of a host whose lines go to a log store. */
export interface LogFiles {
  /** Name of the collection, 3 to 128 lower-case letters, digits, hyphens and underscores. */
  readonly name: string;
  /** Folder, such as `/var/log/audit`. */
  readonly folder: string;
  /** File name with wildcards, such as `audit.log` or `*.log`. */
  readonly pattern: string;
  readonly logStore: LogStore;
}

export interface HostLogsProps {
  /** What the hosts call themselves in `/etc/ilogtail/user_defined_id`. */
  readonly identity: string;
  /** At least one, all of one project. */
  readonly files: readonly [LogFiles, ...LogFiles[]];
}

/**
 * Collects files of every host that goes by an identity, by the Logtail agent on it. A host that is made tomorrow says
 * the same name, so its logs come without a change here.
 */
export class HostLogs extends Construct {
  /** What a host has to call itself. */
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
          // One line is one entry: what a line means is said when it is searched, not when it is stored.
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
