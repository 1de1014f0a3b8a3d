import { ActiontrailTrail } from "@cdktf/provider-alicloud/lib/actiontrail-trail";
import { Construct } from "constructs";
import { LogAlarm } from "../observability/log-alarm";
import type { LogAlarmContacts } from "../observability/log-alarm-contacts";
import type { LogProject } from "../observability/log-project";
import type { PrivateBucket } from "../storage/private-bucket";
import { AUDIT_ALARMS } from "./audit-alarm-rules";
import { auditQuery } from "./audit-query";

/**
 * ActionTrail delivers an event within ten minutes, so a query looks back further than the time since the last one. An
 * event that two queries find is told of once.
 */
const TIMES = { everyMinutes: 5, lookBackMinutes: 20 };

/** Text of the alarms' messages, with columns of the query. */
const DESCRIPTION =
  "{who} ({identity}) did, or tried: {events}; {times} times, from {addresses}. What to do: docs/runbooks/alarms.md";

export interface AuditTrailProps {
  /** 6 to 36 lower-case letters, digits, hyphens and underscores; unique in the account. */
  readonly name: string;
  /** Id of the account. */
  readonly accountId: string;
  /** Region of the log project. */
  readonly region: string;
  /** Bucket in which the events are kept. */
  readonly bucket: PrivateBucket;
  /** Log project in which the events are searched. ActionTrail makes the log store `actiontrail_<name>` in it. */
  readonly logProject: LogProject;
}

/** The record of every API call in the account, reading and writing, in all regions (ActionTrail). */
export class AuditTrail extends Construct {
  private readonly trail: ActiontrailTrail;

  constructor(
    scope: Construct,
    id: string,
    private readonly props: AuditTrailProps,
  ) {
    super(scope, id);
    this.trail = new ActiontrailTrail(this, "Default", {
      trailName: props.name,
      eventRw: "All",
      trailRegion: "All",
      status: "Enable",
      ossBucketName: props.bucket.bucketName,
      // Without a role, ActionTrail takes one of its own and gives it back.
      lifecycle: { ignoreChanges: ["oss_write_role_arn"] },
      slsProjectArn: `acs:log:${props.region}:${props.accountId}:project/${props.logProject.projectName}`,
    });
  }

  /**
   * Makes the alarms of {@link AUDIT_ALARMS}; their names start with `namePrefix`.
   *
   * @param deployRole name of the role whose deploys make the same changes all day
   */
  addAlarms(contacts: LogAlarmContacts, namePrefix: string, deployRole: string): void {
    const source = {
      region: this.props.region,
      projectName: this.props.logProject.projectName,
      // ActionTrail makes this log store with its indexes, and lets nobody else write to it.
      logStoreName: `actiontrail_${this.props.name}`,
      dependsOn: [this.trail],
    };
    for (const { id, title, events, severity, exceptDeployRole } of AUDIT_ALARMS) {
      new LogAlarm(this, id, {
        ...{ alarmName: `${namePrefix}-${id}`, source, title, severity, contacts },
        query: auditQuery(events, exceptDeployRole ? deployRole : undefined),
        groupBy: ["who"],
        description: DESCRIPTION,
        ...TIMES,
      });
    }
  }
}
