import { EssScheduledTask } from "@cdktf/provider-alicloud/lib/ess-scheduled-task";
import { Construct } from "constructs";
import type { HostGroup } from "./host-group";

/** China Standard Time has no daylight saving. */
const CHINA_OFFSET_HOURS = 8;

/** Limits of a group's size from a time of day on. */
export interface ScheduledSize {
  readonly name: string;
  /** Hours and minutes in China Standard Time (UTC+8), such as `01:00`. */
  readonly at: string;
  readonly minimum: number;
  readonly maximum: number;
}

export interface ScalingScheduleProps {
  readonly group: HostGroup;
  /** First part of the tasks' names, which have at most 40 characters in all. */
  readonly namePrefix: string;
  readonly sizes: readonly ScheduledSize[];
  /**
   * Last day of the schedule, such as `2027-11-15`. Auto Scaling asks for one, at most 365 days ahead, and gives no
   * notice when the schedule ends.
   */
  readonly endsOn: string;
}

/** Changes a group's minimum and maximum at the same times every day. The group has to be `externallyScaled`. */
export class ScalingSchedule extends Construct {
  constructor(scope: Construct, id: string, props: ScalingScheduleProps) {
    super(scope, id);
    for (const { name, at, minimum, maximum } of props.sizes) {
      new EssScheduledTask(this, name, {
        scheduledTaskName: `${props.namePrefix}-${name}`,
        description: `From ${at} in China: ${minimum} to ${maximum} hosts`,
        scalingGroupId: props.group.scalingGroupId,
        minValue: minimum,
        maxValue: maximum,
        recurrenceType: "Cron",
        recurrenceValue: dailyInUtc(at),
        recurrenceEndTime: `${props.endsOn}T23:59Z`,
      });
    }
  }
}

/** A time of day in China as a daily cron expression in UTC, of the five fields that Auto Scaling takes. */
export function dailyInUtc(at: string): string {
  const [hours, minutes] = at.split(":").map(Number) as [number, number];
  return `${minutes} ${(hours + 24 - CHINA_OFFSET_HOURS) % 24} * * *`;
}
