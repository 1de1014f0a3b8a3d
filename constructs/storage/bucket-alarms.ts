import { Alarm } from "../observability/alarm";
import type { AlarmContacts } from "../observability/alarm-contacts";
import type { Bucket } from "./bucket";

/** Alarms on failed requests, and on the bucket's size when it has a limit; their names start with `name`. */
export function watchBucket(bucket: Bucket, contacts: AlarmContacts, name: string, limitGiB?: number): void {
  const dimensions = { BucketName: bucket.bucketName };
  const namespace = "acs_oss_dashboard";
  new Alarm(bucket, "availability-alarm", {
    alarmName: `${name}-availability`,
    metric: { namespace, name: "Availability", statistic: "Value", dimensions },
    threshold: { comparison: "<", value: 99, periods: 5 },
    contacts,
  });
  if (limitGiB === undefined) return;
  new Alarm(bucket, "size-alarm", {
    alarmName: `${name}-size`,
    // Measured once an hour.
    metric: { namespace, name: "MeteringStorageUtilization", statistic: "Value", dimensions, periodSeconds: 3600 },
    threshold: { comparison: ">", value: limitGiB * 2 ** 30, periods: 1 },
    contacts,
  });
}
