import { EssScheduledTask } from "@cdktf/provider-alicloud/lib/ess-scheduled-task";
import { Rotating } from "@cdktf/provider-time/lib/rotating";
import { Fn } from "cdktf";
import { Construct } from "constructs";
import type { AppFleet } from "./app-fleet";
import { type GroupSize, splitSize } from "./group-size";

/** China Standard Time has no daylight saving. */
const CHINA_OFFSET_HOURS = 8;

/** After so many days the next deploy moves the schedule's end on. */
const RENEWAL_DAYS = 180;

/**
 * How far ahead the end is when it is set. Auto Scaling takes at most 365 days, and the end is the last minute of its
 * day.
 */
const RUN_DAYS = 364;

/** Limits of a fleet's size from a time of day on. */
export interface ScheduledSize extends GroupSize {
  readonly name: string;
  /** Hours and minutes in China Standard Time (UTC+8), such as `01:00`. */
  readonly at: string;
}

export interface ScalingScheduleProps {
  readonly fleet: AppFleet;
  /** First part of the tasks' names, which have at most 40 characters in all. */
  readonly namePrefix: string;
  readonly sizes: readonly ScheduledSize[];
}

/**
 * Changes a fleet's minimum and maximum at the same times every day. The fleet has to be `externallyScaled`.
 *
 * Auto Scaling stops a schedule at its end, without notice. The first deploy sets the end {@link RUN_DAYS} days ahead,
 * and the first deploy after {@link RENEWAL_DAYS} days sets it anew, in place. The stack needs the provider
 * `hashicorp/time`.
 */
export class ScalingSchedule extends Construct {
  /** The last day on which the schedule runs, such as `2027-11-15`. Known when the schedule is deployed. */
  readonly endsOn: string;

  constructor(scope: Construct, id: string, props: ScalingScheduleProps) {
    super(scope, id);
    const { rfc3339 } = new Rotating(this, "renewal", { rotationDays: RENEWAL_DAYS });
    this.endsOn = Fn.formatdate("YYYY-MM-DD", Fn.timeadd(rfc3339, `${RUN_DAYS * 24}h`));
    const { groups } = props.fleet;
    for (const { name, at, ...size } of props.sizes) {
      const sizes = splitSize(size, groups.length);
      groups.forEach((group, index) => {
        const { minimum, maximum } = sizes[index] as GroupSize;
        const taskId = groups.length > 1 ? `${name}-${group.node.id}` : name;
        new EssScheduledTask(this, taskId, {
          scheduledTaskName: `${props.namePrefix}-${taskId}`,
          description: `From ${at} in China: ${minimum} to ${maximum} hosts`,
          scalingGroupId: group.scalingGroupId,
          minValue: minimum,
          maxValue: maximum,
          recurrenceType: "Cron",
          recurrenceValue: dailyInUtc(at),
          recurrenceEndTime: `${this.endsOn}T23:59Z`,
          // Where there is a recurrence, the next time is the service's.
          lifecycle: { ignoreChanges: ["launch_time"] },
        });
      });
    }
  }
}

/** A time of day in China as a daily cron expression in UTC, of the five fields that Auto Scaling takes. */
export function dailyInUtc(at: string): string {
  const [hours, minutes] = at.split(":").map(Number) as [number, number];
  return `${minutes} ${(hours + 24 - CHINA_OFFSET_HOURS) % 24} * * *`;
}
