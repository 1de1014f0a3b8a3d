/** One row of a table of alarms: a metric of CloudMonitor, and the bound that it must not cross. */
export interface AlarmRule {
  /** Last part of the alarm's name, such as `cpu`; unique in its table. */
  readonly id: string;
  /** Name of the metric as CloudMonitor spells it, https://cms.console.aliyun.com/metric-meta. */
  readonly metric: string;
  /** One of the statistics that CloudMonitor computes for this metric: an alarm on another one never gets data. */
  readonly statistic: "Average" | "Maximum" | "Minimum" | "Value";
  /** The alarm goes off while `<metric> <comparison> <threshold>` holds. */
  readonly comparison: ">" | ">=" | "<" | "<=";
  /** In `unit`. */
  readonly threshold: number;
  /** Unit in which CloudMonitor measures the metric. */
  readonly unit: "%" | "ms" | "bytes" | "MB" | "count" | "per second";
  /** Number of periods in a row for which the comparison has to hold. */
  readonly periods: number;
  /**
   * Length of a period, in seconds: values are aggregated over it.
   *
   * @default 60
   */
  readonly periodSeconds?: number;
  /**
   * `critical`: somebody has to act now; `warn`: by the end of the day.
   *
   * @default "warn"
   */
  readonly severity?: "critical" | "warn";
  /**
   * Id of the alarm's construct. Another id is another alarm to Terraform, which destroys the old one.
   *
   * @default `<id>-alarm`
   */
  readonly constructId?: string;
}
