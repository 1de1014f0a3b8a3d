import { ActiontrailTrail } from "@cdktf/provider-alicloud/lib/actiontrail-trail";
import { Construct } from "constructs";
import type { LogProject } from "../observability/log-project";
import type { PrivateBucket } from "../storage/private-bucket";

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
  constructor(scope: Construct, id: string, props: AuditTrailProps) {
    super(scope, id);
    new ActiontrailTrail(this, "Default", {
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
}
