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
  /** Where the events are kept for years. */
  readonly bucket: PrivateBucket;
  /** Where the events are searched. ActionTrail makes its store in it, `actiontrail_<name>`. */
  readonly logProject: LogProject;
}

/** The record of every call to the account's API, reading and writing, in every region. */
export class AuditTrail extends Construct {
  constructor(scope: Construct, id: string, props: AuditTrailProps) {
    super(scope, id);
    new ActiontrailTrail(this, "Default", {
      trailName: props.name,
      eventRw: "All",
      trailRegion: "All",
      status: "Enable",
      ossBucketName: props.bucket.bucketName,
      slsProjectArn: `acs:log:${props.region}:${props.accountId}:project/${props.logProject.projectName}`,
    });
  }
}
