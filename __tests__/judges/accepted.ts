/** Findings of judges that this project leaves, for one reason. */
export interface Accepted {
  readonly reason: string;
  /** Ids of checkov's (`CKV_…`) and trivy's (`KSV-…`) checks, and names of KICS' queries after `KICS: `. */
  readonly checks: readonly string[];
  /** Matches all of `<stack>/<type>.<logical id>`, or of `<folder>/<kind>-<name>` of a manifest. */
  readonly resources: RegExp;
}

/** What the owner of the platform has decided, or may decide otherwise. */
const DECIDED: readonly Accepted[] = [
  {
    reason: "buckets are encrypted with OSS' own keys, until the owner names a key of KMS",
    checks: ["CKV_ALI_6", "KICS: OSS Bucket Encryption Using CMK Disabled"],
    resources: /.+/,
  },
  {
    reason: "hosts and the CDNs read buckets in their own region; acceleration is paid for by the gigabyte",
    checks: ["CKV_ALI_11", "KICS: OSS Bucket Transfer Acceleration Disabled"],
    resources: /.+/,
  },
  {
    reason: "the buckets that receive access logs: logging their own access would fill them for ever",
    checks: ["CKV_ALI_12", "KICS: OSS Bucket Logging Disabled"],
    resources: /.+\/(resource|alicloud_oss_bucket)\.(access-logs|audit-access-logs|logs)/,
  },
  {
    reason: "Loki can only use an access key; its user has one policy, for one bucket, and belongs to no group",
    checks: ["KICS: Ram Policy Attached to User"],
    resources: /.+-identity\/alicloud_ram_user_policy_attachment\.loki-key_user_.+/,
  },
  {
    reason: "images have tags that never move, and a restart must not depend on the registry",
    checks: [
      "CKV_K8S_15",
      "CKV_K8S_43",
      "KICS: Image Without Digest",
      "KICS: Image Pull Policy Of The Container Is Not Set To Always",
    ],
    resources: /.+-workloads\/.+/,
  },
  {
    reason: "the platform's programs read their settings from the environment; the pods' secrets come there, too",
    checks: ["CKV_K8S_35", "KICS: Secrets As Environment Variables"],
    resources: /.+-workloads\/(Deployment|CronJob|Job)-.+/,
  },
  {
    reason: "the images of the platform run as the users 1000 and 1001, and own their files so; never as root",
    checks: ["CKV_K8S_40", "KICS: Container Running With Low UID", "KSV-0020", "KSV-0021"],
    resources: /.+-workloads\/(Deployment|CronJob|Job)-.+/,
  },
];

/** What does not apply to what the resource is for. */
const NOT_FOR_THIS: readonly Accepted[] = [
  {
    reason: "Celery's workers and Beat take their tasks from Redis: no Service sends them requests",
    checks: ["CKV_K8S_9", "KICS: Readiness Probe Is Not Configured"],
    resources: /.+-workloads\/.*celery-(beat|worker)/,
  },
  {
    reason: "a Job ends, and no Service sends it requests",
    checks: ["KICS: Readiness Probe Is Not Configured"],
    resources: /.+-workloads\/kubernetes_(cron_job|job)_v1\..+/,
  },
  {
    reason: "these Jobs change an autoscaler through the cluster's API, which the token is for",
    checks: ["CKV_K8S_38", "KICS: Service Account Token Automount Not Disabled"],
    resources: /.+-workloads\/CronJob-ainav-web-scale-(day|night)/,
  },
  {
    reason: "the China CDN pulls pages from any address, on a port that answers only to a secret header",
    checks: ["KICS: Public Security Group Rule Unknown Port"],
    resources: /.+-network\/alicloud_security_group_rule\.load-balancer-group_tcp-8443-.+/,
  },
  {
    reason: "the listener does nothing but send browsers on to HTTPS",
    checks: ["KICS: ALB Listening on HTTP"],
    resources: /.+-compute\/alicloud_alb_listener\.load-balancer_http_\w+/,
  },
  {
    reason: "AppArmor is not in the kernel of Alibaba Cloud Linux; pods have the runtime's seccomp profile",
    checks: ["KICS: Missing AppArmor Profile"],
    resources: /.+-workloads\/.+/,
  },
  {
    reason: "the claim is of Meilisearch's one pod, whose chart sets its requests and limits",
    checks: ["KICS: Pod or Container Without LimitRange", "KICS: Pod or Container Without ResourceQuota"],
    resources: /search-index\/PersistentVolumeClaim-search-index/,
  },
  {
    reason: "secrets of what runs in kube-system have to be there, too, and so has their source",
    checks: ["KSV-0037"],
    resources: /secret-store\/SecretStore-secret-store/,
  },
  {
    reason: "cdktf chooses these names, and adds these outputs itself for stacks that read them",
    checks: ["KICS: Name Is Not Snake Case", "KICS: Output Without Description"],
    resources: /.+/,
  },
];

/** Where the judge is wrong. */
const WRONG: readonly Accepted[] = [
  {
    reason:
      "every login needs a second factor, by mfa_operation_for_login; the check knows the argument's deprecated name only",
    checks: ["CKV_ALI_24", "KICS: RAM Security Preference Not Enforce MFA Login"],
    resources: /account\/(resource|alicloud_ram_security_preference)\.login-policy_login_\w+/,
  },
  {
    reason: "trivy judges each object by itself, and so misses the namespace's LimitRange and ResourceQuota beside it",
    checks: ["KSV-0039", "KSV-0040"],
    resources: /.+/,
  },
  {
    reason: "images come from the account's own registry, which trivy does not know",
    checks: ["KSV-0125"],
    resources: /.+-workloads\/.+/,
  },
  {
    reason: "trivy takes the port of Redis for a secret",
    checks: ["KSV-01010"],
    resources: /.+-workloads\/ConfigMap-ainav-config/,
  },
  {
    reason: "the rule lets in the bastion's security group only; the check looks for an address and reads none as all",
    checks: ["CKV_ALI_2"],
    resources: /.+-network\/.*hosts-group_tcp-22-from-bastion-group_\w+/,
  },
  {
    reason:
      "the query looks for an annotation that Kubernetes has given up; the pods' security context has the profile",
    checks: ["KICS: Seccomp Profile Is Not Configured"],
    resources: /.+-workloads\/kubernetes_(deployment|job)_v1\..+/,
  },
  {
    reason: "the query says this of every namespace, also of one that only has what belongs together",
    checks: ["KICS: Ensure Administrative Boundaries Between Resources"],
    resources: /.+/,
  },
];

/** Every finding that is left. A judge's finding that is not here fails the suite, and so does an entry without one. */
export const ACCEPTED: readonly Accepted[] = [...DECIDED, ...NOT_FOR_THIS, ...WRONG];
