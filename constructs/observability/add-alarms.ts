import type { Construct } from "constructs";
import { Alarm, type AlarmProps } from "./alarm";
import type { AlarmRule } from "./alarm-rule";

/** What the alarms of a table have in common. */
export interface AlarmTableProps extends Pick<AlarmProps, "namespace" | "dimensions" | "contacts"> {
  /** First part of the alarms' names, which are `<namePrefix>-<rule id>`. */
  readonly namePrefix: string;
}

/**
 * Makes one alarm for each row of a table.
 *
 * @param scope the construct that the table is about; the alarms are its children
 * @throws when two rows have one id
 */
export function addAlarms(
  scope: Construct,
  rules: readonly AlarmRule[],
  { namePrefix, ...resource }: AlarmTableProps,
): void {
  const ids = new Set<string>();
  for (const rule of rules) {
    if (ids.has(rule.id))
      throw new Error(`[${scope.node.path}] alarms: two rows have the id "${rule.id}"; give each an id of its own`);
    ids.add(rule.id);
    const constructId = rule.constructId ?? `${rule.id}-alarm`;
    new Alarm(scope, constructId, { alarmName: `${namePrefix}-${rule.id}`, rule, ...resource });
  }
}
