import { LogStore as LogStoreResource } from "@cdktf/provider-alicloud/lib/log-store";
import { LogStoreIndex } from "@cdktf/provider-alicloud/lib/log-store-index";
import { Construct } from "constructs";
import type { LogProject } from "./log-project";

export interface LogStoreProps {
  readonly project: LogProject;
  /** 3 to 63 lower-case letters, digits, hyphens and underscores; unique in the project. */
  readonly name: string;
  /** How long an entry is kept, 1 to 3650 days; 3650 means for ever. */
  readonly retentionDays: number;
  /**
   * Whether Terraform refuses to destroy the store with its logs.
   *
   * @default true
   */
  readonly deletionProtection?: boolean;
}

/**
 * A store of log entries, encrypted with the service's own key, with a full-text index. Its shards split as traffic
 * grows.
 */
export class LogStore extends Construct {
  readonly projectName: string;
  readonly name: string;

  constructor(scope: Construct, id: string, props: LogStoreProps) {
    super(scope, id);
    const store = new LogStoreResource(this, "Default", {
      projectName: props.project.projectName,
      logstoreName: props.name,
      retentionPeriod: props.retentionDays,
      shardCount: 2,
      autoSplit: true,
      maxSplitShardCount: 64,
      appendMeta: true,
      encryptConf: { enable: true, encryptType: "default" },
      // What the service says of days in hot storage, when it was told nothing, is nothing to change.
      lifecycle: { preventDestroy: props.deletionProtection ?? true, ignoreChanges: ["hot_ttl"] },
    });
    this.projectName = store.projectName;
    this.name = store.logstoreName;
    new LogStoreIndex(this, "index", {
      project: this.projectName,
      logstore: this.name,
      // The service's default, which it gives back.
      maxTextLen: 2048,
      fullText: { caseSensitive: false, includeChinese: true, token: ", '\";=()[]{}?@&<>/:\n\t\r" },
    });
  }
}
