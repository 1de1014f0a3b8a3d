import type { AlarmRule } from "../observability/alarm-rule";
import type { AuditEvents } from "./audit-query";

/** One row of a table of alarms on the audit trail. */
export interface AuditAlarmRule {
  /** Last part of the alarm's name, such as `root-login`; unique in its table. */
  readonly id: string;
  /** What has happened: the first line of the message. */
  readonly title: string;
  /** The events that set it off, tried or done. */
  readonly events: AuditEvents;
  /**
   * Whether the same events are no news when the role deploys that deploys all day.
   *
   * @default false
   */
  readonly exceptDeployRole?: boolean;
  readonly severity: NonNullable<AlarmRule["severity"]>;
}
