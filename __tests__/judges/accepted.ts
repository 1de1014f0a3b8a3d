/** Findings of judges that this project leaves, for one reason. */
export interface Accepted {
  readonly reason: string;
  /** Ids of checks. */
  readonly checks: readonly string[];
  /** Matches `<stack>/<type>.<logical id>`, wholly. */
  readonly resources: RegExp;
}

/** Every finding that is left. A judge's finding that is not here fails the suite, and so does an entry without one. */
export const ACCEPTED: readonly Accepted[] = [
  {
    reason: "buckets are encrypted with OSS' own keys: a customer's key needs a KMS instance, or a choice of the owner",
    checks: ["CKV_ALI_6"],
    resources: /.+/,
  },
  {
    reason: "hosts and the CDNs read buckets in their own region; acceleration is paid for by the gigabyte",
    checks: ["CKV_ALI_11"],
    resources: /.+/,
  },
  {
    reason: "the buckets that receive access logs: logging their own access would fill them for ever",
    checks: ["CKV_ALI_12"],
    resources: /.+\/(resource\.)?(alicloud_oss_bucket\.)?(access-logs|audit-access-logs|logs)/,
  },
  {
    reason: "the rule lets in the bastion's security group only; the check looks for an address and reads none as all",
    checks: ["CKV_ALI_2"],
    resources: /.+-network\/.*hosts-group_tcp-22-from-bastion-group_\w+/,
  },
  {
    reason: "images have tags that never move, and a restart must not depend on the registry",
    checks: ["CKV_K8S_15", "CKV_K8S_43"],
    resources: /.+-workloads\/.+/,
  },
  {
    reason: "Celery's workers and Beat take their tasks from Redis: no Service sends them requests",
    checks: ["CKV_K8S_9"],
    resources: /.+-workloads\/.*celery-(beat|worker)/,
  },
];
