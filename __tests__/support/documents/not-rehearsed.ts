/** Commands that documents show and no rehearsal can run, with the reason. */
export interface NotRehearsed {
  readonly reason: string;
  readonly commands: readonly string[];
}

/** A list that people review: a new command in a document is run by a test, or finds its place here. */
export const NOT_REHEARSED: readonly NotRehearsed[] = [
  {
    reason: "It is a form, or a name, and needs arguments: whole command lines are elsewhere.",
    commands: [
      "npm run deploy",
      "npm run deploy -- NAME…",
      "npm run destroy",
      "npm run destroy -- NAME…",
      "npm run diff",
      "npm run diff -- NAME…",
      "npm run preflight -- [ENVIRONMENT…]",
      "npm run rehearse -- [ENVIRONMENT…]",
      "npm run rehearse -- exec",
      "npm run rehearse -- exec COMMAND…",
      "npm run rehearse -- sweep [ENVIRONMENT…]",
      "npx cdktf deploy",
      "npx cdktf destroy",
      "npx cdktf diff",
      "npx cdktf output",
      "terraform import",
      "terraform init",
      "terraform state rm",
      "terraform taint",
      "terraform validate",
    ],
  },
  {
    reason: "It installs, or is a whole suite of tests or of checks: this test is inside one.",
    commands: [
      ".ci/run",
      "apt-get install prometheus",
      "npm ci",
      "npm cit",
      "npm run test:kubernetes",
      "npm run test:slow",
      "npm run test:terraform",
      "npm test",
      "npm test -- -u",
      "npm test -- network-stack",
    ],
  },
  {
    reason:
      "It is about the code's form and its commits: the checks before a merge run it, or __tests__/habits.test.ts does.",
    commands: [
      "git commit --no-verify",
      "git config core.hooksPath .githooks",
      "npm run format",
      "npm run lint",
      "npm run typecheck",
    ],
  },
  {
    reason:
      "It fetches from the Internet, or builds from what it has fetched: providers, charts, bindings. The tests of its room take what it fetches from files.",
    commands: [
      ".ci/helm",
      ".ci/kubernetes-checkers",
      ".ci/provider-mirror",
      "CDKTF_EXPERIMENTAL_PROVIDER_SCHEMA_CACHE_PATH=schemas npx cdktf get --force",
      "npm run bindings",
      "npm run chart-keys",
      "npm run chart-keys -- [FOLDER]",
      "npm run validate",
      "tools/bindings/behaviour/refresh",
    ],
  },
  {
    reason: "It reads the history of commits, and a copy of the project has none: __tests__/tools/changelog runs it.",
    commands: ["npm run changelog"],
  },
  {
    reason: "It takes from many minutes to hours: __tests__/tools/rehearse and .ci/run run it, or a smaller one.",
    commands: ["npm run rehearse", "npm run rehearse -- scale", "npm run rehearse -- sweep staging"],
  },
  {
    reason: "It asks the China CDNs, which no rehearsal has: __tests__/tools/cdn runs it against stand-ins.",
    commands: [
      "npm run cdn",
      "npm run cdn -- apply",
      "npm run cdn -- apply [ENVIRONMENT]",
      "npm run cdn -- apply [ENVIRONMENT] --delete HOST",
      "npm run cdn -- apply [ENVIRONMENT] [--json]",
      "npm run cdn -- plan",
      "npm run cdn -- plan [ENVIRONMENT]",
      "npm run cdn -- plan [ENVIRONMENT] [--json]",
      "npm run cdn -- purge --manifest dist.json",
      "npm run cdn -- purge [ENVIRONMENT] [URL…]",
      "npm run cdn -- purge [ENVIRONMENT] [URL…] [--file F] [--manifest F] [--all] [--dry-run]",
      "npm run cdn -- verify",
      "npm run cdn -- verify [ENVIRONMENT]",
      "npm run cdn -- verify [ENVIRONMENT] [--json]",
      "curl --connect-to static.ainav.cn:443:<target>:443 https://static.ainav.cn/…",
      "curl -I",
      "terraform -chdir=cdktf.out/stacks/<environment>-data taint random_password.origin-china-secret",
    ],
  },
  {
    reason:
      "It is about a state in OSS: __tests__/stacks/oss-backend.terraform.test.ts does the same against stand-ins for OSS and Tablestore.",
    commands: [
      "export STATE_BACKEND=oss STATE_STACK_BACKEND=oss",
      "terraform -chdir=cdktf.out/stacks/<stack> force-unlock <ID>",
      "terraform -chdir=cdktf.out/stacks/<stack> state push errored.tfstate",
      "terraform -chdir=cdktf.out/stacks/state init -migrate-state",
      "terraform init -reconfigure",
      "terraform state push <file>",
      "terraform workspace list",
    ],
  },
  {
    reason: "It asks a real account by Alibaba Cloud's own program.",
    commands: [
      "aliyun ecs CreateDisk --SnapshotId … --ZoneId …",
      `aliyun ecs DescribeDisks --DiskIds '["<search_disk_id>"]'`,
      "aliyun oos CreateSecretParameter --RegionId cn-hongkong --Name ainav/production/alert-webhook --Value 'https://…'",
      `aliyun oos CreateSecretParameter --RegionId cn-hongkong --Name ainav/production/registry-pull --Value '{"auths":{"registry.cn-hongkong.aliyuncs.com":{"username":"…","password":"…"}}}'`,
      "aliyun oos GetSecretParameter --Name <project>/<environment>/origin-china --WithDecryption true",
      "aliyun oss cp",
      "aliyun oss ls",
      'aliyun rds CloneDBInstance --RegionId cn-hongkong --DBInstanceId "$(terraform -chdir=cdktf.out/stacks/production-data output -raw postgres_id)" --RestoreTime 2027-01-09T10:00:00Z --PayType Postpaid --DBInstanceClass pg.n4.4c.2m --DBInstanceStorage 200 --DBInstanceStorageType cloud_essd --VPCId … --VSwitchId … --ZoneId …',
      "aliyun rds CreateDdrInstance --RegionId ap-southeast-1 --SourceRegion cn-hongkong --SourceDBInstanceName <id> --RestoreType 1 --RestoreTime …",
      "aliyun rds DescribeCrossRegionBackups",
      "aliyun rds ResetAccountPassword",
    ],
  },
  {
    reason: "It runs on a host, or goes to one: __tests__/hosts runs the programs that hosts have.",
    commands: [
      "ausearch -i -k people",
      "ls /var/log/ainav/sessions",
      "scriptreplay --timing=<file>.timing <file>.log",
      "ssh -N -D 1080 <bastion>",
      "sudo /opt/ainav/bin/database-roles",
      "sudo /opt/ainav/bin/provision",
      "sudo /opt/ainav/bin/provision 60-data-disk",
      "sudo tail -n 50 /var/log/cloud-init-output.log",
    ],
  },
  {
    reason: "It asks a running cluster, or a registry of charts.",
    commands: [
      'ack-ram-tool credential-plugin get-kubeconfig --cluster-id "$(terraform -chdir=cdktf.out/stacks/production-cluster output -raw cluster_id)" > kubeconfig',
      "curl -H 'Host: ainav.cn' -H 'X-Forwarded-Proto: https' http://<node>:30080/api/health",
      "helm history <release> -n <namespace>",
      "helm push",
      "helm show crds … | kubectl apply --server-side --force-conflicts -f -",
      "kubectl -n ainav get hpa,ingress,certificate",
      "kubectl -n ainav get scaledobject,hpa",
      "kubectl -n ainav logs job/<ainav-migrate-…>",
      "kubectl -n ainav rollout restart deployment",
      "kubectl -n monitoring port-forward svc/kube-prometheus-stack-grafana 3000:80",
      "kubectl describe pod",
      "kubectl get events -n <namespace>",
      "kubectl get externalsecret -A",
      "kubectl get pods -A",
    ],
  },
  {
    reason: "It is about a certificate that somebody else presents or signs.",
    commands: [
      "openssl req -new",
      "openssl s_client -connect token.actions.githubusercontent.com:443 -showcerts </dev/null",
      "openssl x509 -fingerprint -sha1",
      "openssl x509 -fingerprint -sha1 -noout",
    ],
  },
  {
    reason: "It measures how long a synth takes, which says something on a quiet machine only.",
    commands: ["npm run bench"],
  },
];
