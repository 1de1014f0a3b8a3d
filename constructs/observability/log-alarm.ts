import { SlsAlert } from "@cdktf/provider-alicloud/lib/sls-alert";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import type { AlarmRule } from "./alarm-rule";
import type { LogAlarmContacts } from "./log-alarm-contacts";

/** The policy that is built into Log Service and leaves it to each alarm who is told. */
const DYNAMIC_ALERT_POLICY = "sls.builtin.dynamic";

/** Log Service's numbers of the severities. */
const SEVERITIES = { critical: 10, warn: 6 } as const satisfies Record<NonNullable<AlarmRule["severity"]>, number>;

/** Where an alarm looks for entries. */
export interface LogAlarmSource {
  /** Region of the log project. */
  readonly region: string;
  readonly projectName: string;
  readonly logStoreName: string;
  /** What makes the log store, if something has to be waited for. */
  readonly dependsOn?: ITerraformDependable[];
}

export interface LogAlarmProps {
  /** 4 to 63 lower-case letters, digits and hyphens; unique in the project. */
  readonly alarmName: string;
  readonly source: LogAlarmSource;
  /** A query with an analysis, `<search> | select …`. The alarm goes off for each row. */
  readonly query: string;
  /** Columns of the query by which rows are told apart: alarms with other values in them are alarms of their own. */
  readonly groupBy: readonly string[];
  /** First line of the message. */
  readonly title: string;
  /** Text of the message. `{column}` stands for a value of the row. */
  readonly description: string;
  readonly severity: NonNullable<AlarmRule["severity"]>;
  readonly contacts: LogAlarmContacts;
  /** How often the query is run. */
  readonly everyMinutes: number;
  /** How far back the query looks. Longer than `everyMinutes`, because entries arrive late. */
  readonly lookBackMinutes: number;
}

/**
 * An alarm on entries of a log store (an alert rule of Log Service). The contacts get one message an hour for each group
 * of rows, as long as its entries are found. Muting it in the console lasts, switching it off there does not.
 */
export class LogAlarm extends Construct {
  constructor(scope: Construct, id: string, props: LogAlarmProps) {
    super(scope, id);
    const { region, projectName: project, logStoreName: store, dependsOn } = props.source;
    new SlsAlert(this, "Default", {
      alertName: props.alarmName,
      displayName: props.alarmName,
      projectName: project,
      status: "ENABLED",
      schedule: { type: "FixedRate", interval: `${props.everyMinutes}m` },
      configuration: {
        version: "2.0",
        type: "default",
        dashboard: "internal-alert-analysis",
        queryList: [
          {
            ...{ storeType: "log", region, project, store, query: props.query },
            ...{ timeSpanType: "Relative", start: `-${props.lookBackMinutes}m`, end: "now", powerSqlMode: "disable" },
          },
        ],
        severityConfigurations: [
          { severity: SEVERITIES[props.severity], evalCondition: { countCondition: "__count__ > 0" } },
        ],
        groupConfiguration: { type: "custom", fields: [...props.groupBy] },
        threshold: 1,
        annotations: [
          { key: "title", value: props.title },
          // Log Service's placeholders look like Terraform's, which a second dollar sign escapes.
          { key: "desc", value: props.description.replaceAll("{", () => "$${") },
        ],
        autoAnnotation: false,
        noDataFire: false,
        noDataSeverity: SEVERITIES.warn,
        sendResolved: false,
        policyConfiguration: {
          alertPolicyId: DYNAMIC_ALERT_POLICY,
          actionPolicyId: props.contacts.actionPolicyId,
          repeatInterval: "1h",
        },
        sinkAlerthub: { enabled: true },
        sinkCms: { enabled: false },
        sinkEventStore: { enabled: false },
      },
      lifecycle: {
        ignoreChanges: [
          // Whoever mutes an alarm in the console does it with a date.
          "configuration[0].mute_until",
          // The service fills in what is not used here.
          "configuration[0].condition_configuration",
          "configuration[0].join_configurations",
          "configuration[0].template_configuration",
        ],
      },
      dependsOn,
    });
  }
}
