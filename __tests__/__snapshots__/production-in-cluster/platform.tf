terraform {
  backend "oss" {
    acl                 = "private"
    bucket              = "ainav-terraform-state-1234567890123456"
    encrypt             = true
    key                 = "platform"
    prefix              = "ainav/production"
    region              = "cn-hongkong"
    tablestore_endpoint = "https://ainav-0123456.cn-hongkong.ots.aliyuncs.com"
    tablestore_table    = "terraform_locks"
  }

  required_providers {
    alicloud = {
      source  = "aliyun/alicloud"
      version = "~> 1.289"
    }
    cloudflare = {
      source  = "cloudflare/cloudflare"
      version = "5.14.0"
    }
    helm = {
      source  = "helm"
      version = "3.1.1"
    }
  }
}

provider "alicloud" {
  region = "cn-hongkong"

  sign_version {
    oss = "v4"
  }
}

provider "cloudflare" {}

provider "helm" {
  helm_driver = "configmap"
  kubernetes = {
    cluster_ca_certificate = base64decode(
      data.terraform_remote_state.cross-stack-reference-input-production-cluster.outputs.cross-stack-output-dataalicloud_cs_cluster_credentialcluster_credential_B49B447Ccertificate_authority.cluster_cert
    )
    exec = {
      api_version = "client.authentication.k8s.io/v1beta1"
      args = [
        "credential-plugin",
        "get-credential",
        "--cluster-id",
        data.terraform_remote_state.cross-stack-reference-input-production-cluster.outputs.cross-stack-output-alicloud_cs_managed_kubernetesclusterid,
        "--api-version",
        "v1beta1",
      ]
      command = "ack-ram-tool"
    }
    host = data.terraform_remote_state.cross-stack-reference-input-production-cluster.outputs.cross-stack-output-alicloud_cs_managed_kubernetesclusterconnections.api_server_intranet
  }
}

data "terraform_remote_state" "cross-stack-reference-input-production-cluster" {
  backend = "oss"
  config = {
    acl                 = "private"
    bucket              = "ainav-terraform-state-1234567890123456"
    encrypt             = true
    key                 = "cluster"
    prefix              = "ainav/production"
    region              = "cn-hongkong"
    tablestore_endpoint = "https://ainav-0123456.cn-hongkong.ots.aliyuncs.com"
    tablestore_table    = "terraform_locks"
  }
}

data "terraform_remote_state" "cross-stack-reference-input-production-data" {
  backend = "oss"
  config = {
    acl                 = "private"
    bucket              = "ainav-terraform-state-1234567890123456"
    encrypt             = true
    key                 = "data"
    prefix              = "ainav/production"
    region              = "cn-hongkong"
    tablestore_endpoint = "https://ainav-0123456.cn-hongkong.ots.aliyuncs.com"
    tablestore_table    = "terraform_locks"
  }
}

data "terraform_remote_state" "cross-stack-reference-input-production-network" {
  backend = "oss"
  config = {
    acl                 = "private"
    bucket              = "ainav-terraform-state-1234567890123456"
    encrypt             = true
    key                 = "network"
    prefix              = "ainav/production"
    region              = "cn-hongkong"
    tablestore_endpoint = "https://ainav-0123456.cn-hongkong.ots.aliyuncs.com"
    tablestore_table    = "terraform_locks"
  }
}

data "terraform_remote_state" "cross-stack-reference-input-production-pod-roles" {
  backend = "oss"
  config = {
    acl                 = "private"
    bucket              = "ainav-terraform-state-1234567890123456"
    encrypt             = true
    key                 = "pod-roles"
    prefix              = "ainav/production"
    region              = "cn-hongkong"
    tablestore_endpoint = "https://ainav-0123456.cn-hongkong.ots.aliyuncs.com"
    tablestore_table    = "terraform_locks"
  }
}

resource "alicloud_oos_secret_parameter" "dns-token_secret_parameter_A95D6EC7" {
  description           = "Cloudflare token that writes DNS records: ainav-production-dns"
  secret_parameter_name = "ainav/production/cloudflare-dns"
  tags = {
    environment = "production"
    managed-by  = "terraform"
    project     = "ainav"
    stack       = "platform"
  }
  value = cloudflare_account_token.dns-token.value
}

resource "cloudflare_account_token" "dns-token" {
  account_id = "fedcba9876543210fedcba9876543210"
  name       = "ainav-production-dns"
  policies = [
    {
      effect = "allow"
      permission_groups = [
        {
          id = "c8fed203ed3043cba015a93ad1616f1f"
        },
        {
          id = "4755a26eedb94da69e1066d98aa820be"
        },
      ]
      resources = jsonencode({ "com.cloudflare.api.account.zone.0123456789abcdef0123456789abcdef" = "*" })
    },
  ]
}

resource "helm_release" "ack-secret-manager" {
  version          = "0.5.8"
  atomic           = true
  chart            = "ack-secret-manager"
  cleanup_on_fail  = true
  create_namespace = false
  max_history      = 5
  name             = "ack-secret-manager"
  namespace        = "kube-system"
  repository       = "https://aliyuncontainerservice.github.io/ack-secret-manager"
  set = [
    {
      name  = "command.region"
      type  = "string"
      value = "cn-hongkong"
    },
  ]
  timeout = 300
  values = [
    <<EOT
# This service account has a RAM role of its own. The nodes' role would do, but every pod on a node shares it.
rrsa:
  enable: true
command:
  enableWorkerRole: false
  # The platform's stack sets region.
  # A new password reaches the pods' Secret within this time.
  pollingInterval: 120s
serviceAccount:
  # The role's trust policy names it: system:serviceaccount:kube-system:ack-secret-manager.
  name: ack-secret-manager
replicaCount: 2
image:
  # The tag is a version, and its image never changes.
  pullPolicy: IfNotPresent
resources:
  requests:
    cpu: 50m
    memory: 128Mi
  limits:
    cpu: 500m
    memory: 512Mi
EOT
  ]
  wait          = true
  wait_for_jobs = true

  depends_on = []
}

resource "helm_release" "alloy" {
  version          = "1.11.1"
  atomic           = true
  chart            = "alloy"
  cleanup_on_fail  = true
  create_namespace = false
  max_history      = 5
  name             = "alloy"
  namespace        = "monitoring"
  repository       = "https://grafana.github.io/helm-charts"
  timeout          = 600
  values = [
    <<EOT
# Alloy's own custom resources are not used. kube-prometheus-stack has installed those of the monitors.
crds:
  create: false

controller:
  type: daemonset
  # Every node has logs, so the agent also runs on tainted nodes.
  tolerations:
    - operator: Exists
  volumes:
    extra:
      - name: positions
        hostPath:
          path: /var/lib/alloy
          type: DirectoryOrCreate

alloy:
  enableReporting: false
  # The folder records how far each file was read. Without it, a restart sends every log again.
  storagePath: /var/lib/alloy
  mounts:
    # /var/log/pods has the logs of containers.
    varlog: true
    extra:
      - name: positions
        mountPath: /var/lib/alloy
  resources:
    requests:
      cpu: 50m
      memory: 128Mi
    limits:
      memory: 512Mi
  configMap:
    content: |
      discovery.kubernetes "pods" {
        role = "pod"
        // Each agent reads the logs of its own node's pods.
        selectors {
          role  = "pod"
          field = "spec.nodeName=" + sys.env("HOSTNAME")
        }
      }

      discovery.relabel "pods" {
        targets = discovery.kubernetes.pods.targets

        rule {
          source_labels = ["__meta_kubernetes_namespace"]
          target_label  = "namespace"
        }
        rule {
          source_labels = ["__meta_kubernetes_pod_name"]
          target_label  = "pod"
        }
        rule {
          source_labels = ["__meta_kubernetes_pod_container_name"]
          target_label  = "container"
        }
        rule {
          source_labels = ["__meta_kubernetes_pod_label_app_kubernetes_io_name"]
          target_label  = "app"
        }
        rule {
          source_labels = ["__meta_kubernetes_pod_uid", "__meta_kubernetes_pod_container_name"]
          separator     = "/"
          replacement   = "/var/log/pods/*$1/*.log"
          target_label  = "__path__"
        }
      }

      local.file_match "pods" {
        path_targets = discovery.relabel.pods.output
      }

      loki.source.file "pods" {
        targets    = local.file_match.pods.targets
        forward_to = [loki.process.pods.receiver]
      }

      loki.process "pods" {
        stage.cri { }
        forward_to = [loki.write.loki.receiver]
      }

      loki.write "loki" {
        endpoint {
          url = "http://loki.monitoring.svc:3100/loki/api/v1/push"
        }
      }

serviceMonitor:
  enabled: true
EOT
  ]
  wait          = true
  wait_for_jobs = true

  depends_on = [helm_release.loki]
}

resource "helm_release" "cert-manager" {
  version          = "v1.21.1"
  atomic           = true
  chart            = "cert-manager"
  cleanup_on_fail  = true
  create_namespace = false
  max_history      = 5
  name             = "cert-manager"
  namespace        = "cert-manager"
  repository       = "https://charts.jetstack.io"
  timeout          = 600
  values = [
    <<EOT
crds:
  enabled: true
  # Helm would remove the definitions with the release, and Kubernetes every certificate with its definition.
  keep: true

replicaCount: 2
podDisruptionBudget:
  enabled: true
  maxUnavailable: 1
webhook:
  # The API server refuses every change of a certificate while no webhook answers.
  replicaCount: 2
  podDisruptionBudget:
    enabled: true
    maxUnavailable: 1
  resources:
    requests:
      cpu: 20m
      memory: 64Mi
cainjector:
  replicaCount: 2
  podDisruptionBudget:
    enabled: true
    maxUnavailable: 1
  resources:
    requests:
      cpu: 20m
      memory: 128Mi

# Public resolvers check the challenges, because the VPC's private zone answers for the domain as well.
dns01RecursiveNameserversOnly: true
dns01RecursiveNameservers: "1.1.1.1:53,8.8.8.8:53"

prometheus:
  servicemonitor:
    enabled: true
resources:
  requests:
    cpu: 50m
    memory: 128Mi
EOT
  ]
  wait          = true
  wait_for_jobs = true

  depends_on = [helm_release.namespaces, helm_release.kube-prometheus-stack]
}

resource "helm_release" "cluster-issuers" {
  atomic           = true
  chart            = "assets/cluster-issuers_chart_D0E08955/df209157c63b65f059d48dbdee34f2fdfb2027ea725065f18e23f95761230862"
  cleanup_on_fail  = true
  create_namespace = false
  max_history      = 5
  name             = "cluster-issuers"
  namespace        = "cert-manager"
  set = [
    {
      name  = "dnsZone"
      type  = "string"
      value = "ainav.cn"
    },
  ]
  timeout = 120
  values = [
    <<EOT
# Each issuer has the ACME directory of its authority. Nobody trusts the certificates of Let's Encrypt's staging, whose
# number is not limited.
issuers:
  letsencrypt-prod: https://acme-v02.api.letsencrypt.org/directory
  letsencrypt-staging: https://acme-staging-v02.api.letsencrypt.org/directory
# The Secret with Cloudflare's token, in cert-manager's namespace.
tokenSecret:
  name: cloudflare-token
  key: api-token
# Certificates are issued for names in this zone only. The platform's stack sets it.
dnsZone: ""
EOT
  ]
  wait          = true
  wait_for_jobs = true

  depends_on = [helm_release.cert-manager, helm_release.platform-secrets]
}

resource "helm_release" "external-dns" {
  version          = "1.21.1"
  atomic           = true
  chart            = "external-dns"
  cleanup_on_fail  = true
  create_namespace = false
  max_history      = 5
  name             = "external-dns"
  namespace        = "external-dns"
  repository       = "https://kubernetes-sigs.github.io/external-dns"
  set = [
    {
      name  = "domainFilters[0]"
      type  = "string"
      value = "ainav.cn"
    },
    {
      name  = "txtOwnerId"
      type  = "string"
      value = "ainav-production"
    },
  ]
  timeout = 300
  values = [
    <<EOT
provider:
  name: cloudflare
env:
  - name: CF_API_TOKEN
    valueFrom:
      secretKeyRef:
        name: cloudflare-token
        key: api-token
sources:
  - ingress
# Only Ingresses with this annotation are published. It names the target, because an Ingress' own address is private.
annotationFilter: external-dns.alpha.kubernetes.io/target
# Nothing is ever deleted, because most of the zone belongs to Terraform. The platform's stack sets domainFilters and
# txtOwnerId.
policy: upsert-only
registry: txt
# Cloudflare refuses a TXT record beside a CNAME of the same name.
txtPrefix: external-dns.
extraArgs:
  # Names go through Cloudflare's proxy, because the load balancer answers Cloudflare only.
  - --cloudflare-proxied
serviceMonitor:
  enabled: true
resources:
  requests:
    cpu: 20m
    memory: 64Mi
  limits:
    memory: 256Mi
EOT
  ]
  wait          = true
  wait_for_jobs = true

  depends_on = [helm_release.namespaces, helm_release.platform-secrets, helm_release.kube-prometheus-stack]
}

resource "helm_release" "kube-prometheus-stack" {
  version          = "88.5.3"
  atomic           = true
  chart            = "kube-prometheus-stack"
  cleanup_on_fail  = true
  create_namespace = false
  max_history      = 5
  name             = "kube-prometheus-stack"
  namespace        = "monitoring"
  repository       = "https://prometheus-community.github.io/helm-charts"
  timeout          = 900
  values = [
    "# ACK runs these components itself, and Prometheus cannot reach them. Their targets would always be down.\nkubeControllerManager:\n  enabled: false\nkubeScheduler:\n  enabled: false\nkubeEtcd:\n  enabled: false\nkubeProxy:\n  enabled: false\ndefaultRules:\n  rules:\n    etcd: false\n    kubeControllerManager: false\n    kubeProxy: false\n    kubeSchedulerAlerting: false\n    kubeSchedulerRecording: false\n    windows: false\n\nprometheus:\n  prometheusSpec:\n    # Metrics are scraped every 15 seconds and kept for 15 days (requirements: metrics-retention, metrics-interval).\n    retention: 15d\n    nodeSelector:\n      pool: system\n    scrapeInterval: 15s\n    evaluationInterval: 15s\n    # The limit is below the volume's size. A full volume stops Prometheus; an early deletion only loses old metrics.\n    retentionSize: 40GB\n    storageSpec:\n      volumeClaimTemplate:\n        spec:\n          storageClassName: alicloud-disk-topology-alltype\n          accessModes: [ReadWriteOnce]\n          resources:\n            requests:\n              storage: 50Gi\n    # Prometheus takes the monitors and rules of every release, whatever their labels.\n    ruleSelectorNilUsesHelmValues: false\n    serviceMonitorSelectorNilUsesHelmValues: false\n    podMonitorSelectorNilUsesHelmValues: false\n    probeSelectorNilUsesHelmValues: false\n    scrapeConfigSelectorNilUsesHelmValues: false\n    resources:\n      requests:\n        cpu: 250m\n        memory: 1Gi\n      limits:\n        memory: 3Gi\n\nalertmanager:\n  alertmanagerSpec:\n    retention: 120h\n    nodeSelector:\n      pool: system\n    storage:\n      volumeClaimTemplate:\n        spec:\n          storageClassName: alicloud-disk-topology-alltype\n          accessModes: [ReadWriteOnce]\n          resources:\n            requests:\n              # A cloud disk has at least 20 GiB.\n              storage: 20Gi\n    secrets:\n      - alertmanager-webhook\n  config:\n    route:\n      group_by: [alertname, job]\n      group_wait: 30s\n      group_interval: 5m\n      repeat_interval: 4h\n      receiver: webhook\n      routes:\n        # Watchdog always fires, to show that alerting works. InfoInhibitor only silences other alerts. Neither is sent.\n        - receiver: \"null\"\n          matchers: ['alertname =~ \"Watchdog|InfoInhibitor\"']\n    receivers:\n      - name: \"null\"\n      - name: webhook\n        webhook_configs:\n          # The address is a secret, so Alertmanager reads it from a mounted file.\n          - url_file: /etc/alertmanager/secrets/alertmanager-webhook/url\n            send_resolved: true\n\ngrafana:\n  nodeSelector:\n    pool: system\n  admin:\n    existingSecret: grafana-admin\n    userKey: admin-user\n    passwordKey: admin-password\n  persistence:\n    enabled: true\n    storageClassName: alicloud-disk-topology-alltype\n    size: 20Gi\n  # Only one pod at a time can have the disk, so the old one stops first.\n  deploymentStrategy:\n    type: Recreate\n  # The container that gives the disk to Grafana's user would run as root. fsGroup does the same without root.\n  initChownData:\n    enabled: false\n  testFramework:\n    enabled: false\n  sidecar:\n    dashboards:\n      searchNamespace: ALL\n  additionalDataSources:\n    - name: Loki\n      uid: loki\n      type: loki\n      access: proxy\n      url: http://loki.monitoring.svc:3100\n  grafana.ini:\n    analytics:\n      check_for_updates: false\n      reporting_enabled: false\n    users:\n      allow_sign_up: false\n",
    <<EOT
alertmanager:
  alertmanagerSpec:
    # One replica may be away. The replicas tell each other what they sent, so no alert arrives twice.
    replicas: 2
  podDisruptionBudget:
    enabled: true
EOT
  ]
  wait          = true
  wait_for_jobs = true

  depends_on = [helm_release.namespaces, helm_release.platform-secrets]
}

resource "helm_release" "loki" {
  version          = "18.11.0"
  atomic           = true
  chart            = "loki"
  cleanup_on_fail  = true
  create_namespace = false
  max_history      = 5
  name             = "loki"
  namespace        = "monitoring"
  repository       = "https://grafana-community.github.io/helm-charts"
  set = [
    {
      name  = "loki.storage.bucketNames.chunks"
      type  = "string"
      value = "ainav-production-loki-1234567890123456"
    },
    {
      name  = "loki.storage.bucketNames.ruler"
      type  = "string"
      value = "ainav-production-loki-1234567890123456"
    },
    {
      name  = "loki.storage.s3.region"
      type  = "string"
      value = "cn-hongkong"
    },
    {
      name  = "loki.storage.s3.endpoint"
      type  = "string"
      value = "s3.oss-cn-hongkong-internal.aliyuncs.com"
    },
    {
      name  = "loki.limits_config.retention_period"
      type  = "string"
      value = "4320h"
    },
  ]
  timeout = 600
  values = [
    <<EOT
# One process does everything, which is enough for some tens of gigabytes a day.
deploymentMode: Monolithic
singleBinary:
  replicas: 1
  nodeSelector:
    pool: system
  # A disruption budget would stop nodes from being drained, because there is only one replica.
  podDisruptionBudget:
    enabled: false
  persistence:
    enabled: true
    storageClass: alicloud-disk-topology-alltype
    size: 20Gi
  # Loki replaces $${LOKI_…} in its configuration, which is how it gets the access key.
  extraArgs:
    - -config.expand-env=true
  extraEnvFrom:
    - secretRef:
        name: loki-bucket
  resources:
    requests:
      cpu: 200m
      memory: 512Mi
    limits:
      memory: 2Gi
read:
  replicas: 0
write:
  replicas: 0
backend:
  replicas: 0

loki:
  # There is one tenant, and nothing outside the cluster reaches Loki.
  auth_enabled: false
  commonConfig:
    replication_factor: 1
  schemaConfig:
    configs:
      - from: "2026-01-01"
        store: tsdb
        object_store: s3
        schema: v13
        index:
          prefix: index_
          period: 24h
  storage:
    type: s3
    # The platform's stack sets bucketNames, s3.endpoint and s3.region.
    s3:
      # OSS accepts the bucket's name only as part of the host name.
      s3ForcePathStyle: false
      accessKeyId: $${LOKI_ACCESS_KEY_ID}
      secretAccessKey: $${LOKI_ACCESS_KEY_SECRET}
  # The compactor deletes old logs. The platform's stack sets limits_config.retention_period.
  compactor:
    retention_enabled: true
    delete_request_store: s3
    working_directory: /var/loki/compactor
  analytics:
    reporting_enabled: false

# Only the agent and Grafana use Loki, so it needs no proxy, no caches and no canary.
gateway:
  enabled: false
chunksCache:
  enabled: false
resultsCache:
  enabled: false
lokiCanary:
  enabled: false
test:
  enabled: false
sidecar:
  rules:
    enabled: false
monitoring:
  serviceMonitor:
    enabled: true
EOT
  ]
  wait          = true
  wait_for_jobs = true

  depends_on = [helm_release.platform-secrets, helm_release.kube-prometheus-stack]
}

resource "helm_release" "meilisearch" {
  version          = "0.34.0"
  atomic           = true
  chart            = "meilisearch"
  cleanup_on_fail  = true
  create_namespace = false
  max_history      = 5
  name             = "meilisearch"
  namespace        = "search"
  repository       = "https://meilisearch.github.io/meilisearch-kubernetes"
  timeout          = 600
  values = [
    <<EOT
image:
  # The services need this version (requirement: search-version). A newer one does not open its index.
  tag: v1.6.2
environment:
  MEILI_ENV: production
  MEILI_NO_ANALYTICS: true
  # Metrics are experimental in this version, and off by default. Their monitor is in monitoring-rules, because the
  # chart's own sends no key.
  MEILI_EXPERIMENTAL_ENABLE_METRICS: true
  # The search host uses the same folders on the same disk (hosts/search).
  MEILI_DB_PATH: /meili_data/meilisearch/data.ms
  MEILI_DUMP_DIR: /meili_data/meilisearch/dumps
  MEILI_SNAPSHOT_DIR: /meili_data/meilisearch/snapshots
auth:
  existingMasterKeySecret: meilisearch-master-key
persistence:
  enabled: true
  # The chart search-index makes this volume from the search host's disk, 50 GB by default (requirement: search-disk).
  existingClaim: search-index
podSecurityContext:
  # Every start changes the owner of all files. A host may have used the disk in between, and its files belong to root.
  fsGroupChangePolicy: Always
  seccompProfile:
    type: RuntimeDefault
nodeSelector:
  pool: system
startupProbe:
  # One probe a second gives 300 seconds. A large index opens slowly after a crash.
  failureThreshold: 300
resources:
  requests:
    cpu: 500m
    memory: 1Gi
  limits:
    memory: 4Gi
EOT
  ]
  wait          = true
  wait_for_jobs = true

  depends_on = [helm_release.search-index, helm_release.platform-secrets]
}

resource "helm_release" "monitoring-rules" {
  atomic           = true
  chart            = "assets/monitoring-rules_chart_553980A7/de4d66e94801d51397bf2656921f0528b1f641dd8a75ba75891a6f0579f6a5ce"
  cleanup_on_fail  = true
  create_namespace = false
  max_history      = 5
  name             = "monitoring-rules"
  namespace        = "monitoring"
  set = [
    {
      name  = "application.namespace"
      type  = "string"
      value = "ainav"
    },
    {
      name  = "application.jobs.nextjs.services[0]"
      type  = "string"
      value = "web"
    },
    {
      name  = "application.jobs.nextjs.path"
      type  = "string"
      value = "/api/metrics"
    },
    {
      name  = "application.jobs.fastapi.services[0]"
      type  = "string"
      value = "content-api"
    },
    {
      name  = "application.jobs.fastapi.services[1]"
      type  = "string"
      value = "search-api"
    },
    {
      name  = "application.jobs.fastapi.path"
      type  = "string"
      value = "/metrics"
    },
  ]
  timeout = 120
  values = [
    <<EOT
# The platform's services get their monitors here, because they have no charts. Their names begin with the name of their
# namespace, which the platform's stack sets.
application:
  namespace: ""
  # Each job of Prometheus has its services and the path of their metrics. The platform's stack sets the jobs from
  # environments/services/.
  jobs: {}
# Meilisearch shows its metrics only to clients with its key. The monitor is in the namespace of the key's Secret,
# because a monitor can only name Secrets of its own namespace.
search:
  namespace: search
  # The platform's stack sets the host's name while Meilisearch runs on a host. Empty: it runs in the cluster.
  host: ""
  port: 7700
  keySecret:
    name: meilisearch-master-key
    key: MEILI_MASTER_KEY
EOT
  ]
  wait          = true
  wait_for_jobs = true

  depends_on = [helm_release.kube-prometheus-stack]
}

resource "helm_release" "namespaces" {
  atomic           = true
  chart            = "assets/namespaces_chart_746D8067/78bc1121dc61fdd3c584879fe01b524f2b8910b475d13c9e3c32883e712eb44b"
  cleanup_on_fail  = true
  create_namespace = false
  max_history      = 5
  name             = "namespaces"
  namespace        = "kube-system"
  timeout          = 120
  values = [
    <<EOT
# Each namespace has the pod security standard that it enforces. The workloads' stack makes the services' namespace.
namespaces:
  search: restricted
  ingress: restricted
  cert-manager: restricted
  external-dns: restricted
  # The node exporter and the log agent read the node's own files.
  monitoring: privileged
EOT
  ]
  wait          = true
  wait_for_jobs = true

  depends_on = []
}

resource "helm_release" "platform-secrets" {
  atomic           = true
  chart            = "assets/platform-secrets_chart_D3C2493D/7f8f219224fe29ecd0fd40ec57c75f0c6050e76ff0808aec2e67cfdac484ec27"
  cleanup_on_fail  = true
  create_namespace = false
  max_history      = 5
  name             = "platform-secrets"
  namespace        = "kube-system"
  set = [
    {
      name  = "store.kind"
      type  = "string"
      value = "oos"
    },
    {
      name  = "prefix"
      type  = "string"
      value = "ainav/production"
    },
  ]
  timeout = 120
  values = [
    <<EOT
secrets:
  search:
    # The chart passes every key of this Secret to the server as an environment variable.
    meilisearch-master-key:
      MEILI_MASTER_KEY: search-master
  cert-manager:
    cloudflare-token:
      api-token: cloudflare-dns
  external-dns:
    cloudflare-token:
      api-token: cloudflare-dns
  monitoring:
    grafana-admin:
      admin-user: grafana-user
      admin-password: grafana-password
    redis-exporter:
      password: redis-exporter
    postgres-exporter:
      password: postgres-exporter
    # OSS does not accept the roles of pods on its S3 interface, so Loki has an access key for its one bucket.
    loki-bucket:
      LOKI_ACCESS_KEY_ID: loki-access-key-id
      LOKI_ACCESS_KEY_SECRET: loki-access-key-secret
    alertmanager-webhook:
      url: alert-webhook
EOT
  ]
  wait          = true
  wait_for_jobs = true

  depends_on = [helm_release.namespaces, helm_release.secret-store]
}

resource "helm_release" "prometheus-postgres-exporter" {
  version          = "8.2.0"
  atomic           = true
  chart            = "prometheus-postgres-exporter"
  cleanup_on_fail  = true
  create_namespace = false
  max_history      = 5
  name             = "prometheus-postgres-exporter"
  namespace        = "monitoring"
  repository       = "https://prometheus-community.github.io/helm-charts"
  set = [
    {
      name  = "config.datasource.host"
      type  = "string"
      value = data.terraform_remote_state.cross-stack-reference-input-production-data.outputs.cross-stack-output-alicloud_db_instancepostgresconnection_string
    },
    {
      name  = "config.datasource.database"
      type  = "string"
      value = "ainav"
    },
    {
      name  = "config.datasource.user"
      type  = "string"
      value = "ainav_exporter"
    },
  ]
  timeout = 300
  values = [
    <<EOT
config:
  # The platform's stack sets host, database and user.
  datasource:
    passwordSecret:
      name: postgres-exporter
      key: password
    sslmode: require
  # The alert on connections needs the metric pg_settings_max_connections.
  disableSettingsMetrics: false
serviceMonitor:
  enabled: true
  relabelings:
    # The rules expect this job name (requirement: scrape-jobs).
    - targetLabel: job
      replacement: postgres
resources:
  requests:
    cpu: 20m
    memory: 64Mi
  limits:
    memory: 256Mi
EOT
  ]
  wait          = true
  wait_for_jobs = true

  depends_on = [helm_release.platform-secrets, helm_release.kube-prometheus-stack]
}

resource "helm_release" "prometheus-redis-exporter" {
  version          = "6.29.0"
  atomic           = true
  chart            = "prometheus-redis-exporter"
  cleanup_on_fail  = true
  create_namespace = false
  max_history      = 5
  name             = "prometheus-redis-exporter"
  namespace        = "monitoring"
  repository       = "https://prometheus-community.github.io/helm-charts"
  set = [
    {
      name  = "redisAddress"
      type  = "string"
      value = "redis://${data.terraform_remote_state.cross-stack-reference-input-production-data.outputs.cross-stack-output-alicloud_kvstore_instanceredisconnection_domain}:6379"
    },
  ]
  timeout = 300
  values = [
    <<EOT
# The platform's stack sets redisAddress.
auth:
  enabled: true
  redisUser: exporter
  secret:
    name: redis-exporter
    key: password
serviceMonitor:
  enabled: true
  relabelings:
    # The rules expect this job name (requirement: scrape-jobs).
    - targetLabel: job
      replacement: redis
podSecurityContext:
  runAsNonRoot: true
  runAsUser: 59000
  seccompProfile:
    type: RuntimeDefault
securityContext:
  allowPrivilegeEscalation: false
  readOnlyRootFilesystem: true
  capabilities:
    drop: [ALL]
resources:
  requests:
    cpu: 20m
    memory: 32Mi
  limits:
    memory: 128Mi
EOT
  ]
  wait          = true
  wait_for_jobs = true

  depends_on = [helm_release.platform-secrets, helm_release.kube-prometheus-stack]
}

resource "helm_release" "search-index" {
  atomic           = true
  chart            = "assets/search-index_chart_4E742C31/8e39204ca779cb14240ec6e41ecc1dfdde0a6feece63a34db9350ebd19122036"
  cleanup_on_fail  = true
  create_namespace = false
  max_history      = 5
  name             = "search-index"
  namespace        = "search"
  set = [
    {
      name  = "disk.id"
      type  = "string"
      value = data.terraform_remote_state.cross-stack-reference-input-production-data.outputs.cross-stack-output-alicloud_ecs_disksearch-diskid
    },
    {
      name  = "disk.zone"
      type  = "string"
      value = "cn-hongkong-b"
    },
    {
      name  = "disk.size"
      type  = "string"
      value = "50Gi"
    },
    {
      name  = "callers[0]"
      type  = "string"
      value = "ainav"
    },
    {
      name  = "callers[1]"
      type  = "string"
      value = "monitoring"
    },
  ]
  timeout = 120
  values = [
    <<EOT
# The platform's stack sets what is empty here. The search host uses the same disk while there are hosts. The data stack
# makes, copies and protects it, so the index survives a change between hosts and cluster.
disk:
  id: ""
  zone: ""
  size: ""
# The namespaces of the services and of Prometheus may reach the server on this port.
port: 7700
callers: []
EOT
  ]
  wait          = true
  wait_for_jobs = true

  depends_on = [helm_release.namespaces]
}

resource "helm_release" "secret-store" {
  atomic           = true
  chart            = "assets/secret-store_chart_A517EB00/3becfa42639a333eeb4b1d757e0ab2903a93017e8b5cb2a127fc7f2964a6ab3f"
  cleanup_on_fail  = true
  create_namespace = false
  max_history      = 5
  name             = "secret-store"
  namespace        = "kube-system"
  set = [
    {
      name  = "store.kind"
      type  = "string"
      value = "oos"
    },
    {
      name  = "store.roleArn"
      type  = "string"
      value = data.terraform_remote_state.cross-stack-reference-input-production-pod-roles.outputs.cross-stack-output-alicloud_ram_rolesecret-readerarn
    },
    {
      name  = "store.oidcProviderArn"
      type  = "string"
      value = "acs:ram::1234567890123456:oidc-provider/ack-rrsa-${data.terraform_remote_state.cross-stack-reference-input-production-cluster.outputs.cross-stack-output-alicloud_cs_managed_kubernetesclusterid}"
    },
  ]
  timeout = 120
  values = [
    <<EOT
# The platform's stack sets what is empty here.
store:
  # The kind is oos (encrypted parameters) or kms.
  kind: oos
  # ack-secret-manager assumes this RAM role. The cluster's identity provider confirms who it is.
  roleArn: ""
  oidcProviderArn: ""
EOT
  ]
  wait          = true
  wait_for_jobs = true

  depends_on = [helm_release.ack-secret-manager]
}

resource "helm_release" "terraform-access" {
  atomic           = true
  chart            = "assets/terraform-access_chart_B91E5C01/ad8ed5ccf998158dca3183c3f453334cae3176b080d8b078d6834b389f60ac5e"
  cleanup_on_fail  = true
  create_namespace = false
  max_history      = 5
  name             = "terraform-access"
  namespace        = "kube-system"
  timeout          = 120
  values = [
    <<EOT
# A plan reads the kinds of objects that the workloads' stack makes, and the ConfigMaps that hold Helm's releases. It
# never reads Secrets.
reads:
  "": [configmaps, limitranges, namespaces, resourcequotas, serviceaccounts, services]
  apps: [deployments]
  autoscaling: [horizontalpodautoscalers]
  batch: [cronjobs, jobs]
  networking.k8s.io: [ingresses, networkpolicies]
  policy: [poddisruptionbudgets]
  rbac.authorization.k8s.io: [rolebindings, roles]
EOT
  ]
  wait          = true
  wait_for_jobs = true

  depends_on = []
}

resource "helm_release" "traefik" {
  version          = "41.3.0"
  atomic           = true
  chart            = "traefik"
  cleanup_on_fail  = true
  create_namespace = false
  max_history      = 5
  name             = "traefik"
  namespace        = "ingress"
  repository       = "https://traefik.github.io/charts"
  set = [
    {
      name  = "ports.web.nodePort"
      type  = "auto"
      value = "30080"
    },
    {
      name  = "ports.web.forwardedHeaders.trustedIPs[0]"
      type  = "string"
      value = "10.0.1.0/24"
    },
    {
      name  = "ports.web.forwardedHeaders.trustedIPs[1]"
      type  = "string"
      value = "10.0.11.0/24"
    },
    {
      name  = "ports.web.forwardedHeaders.trustedIPs[2]"
      type  = "string"
      value = "10.0.2.0/24"
    },
    {
      name  = "ports.web.forwardedHeaders.trustedIPs[3]"
      type  = "string"
      value = "10.0.12.0/24"
    },
    {
      name  = "service.annotations.service\\.beta\\.kubernetes\\.io/alibaba-cloud-loadbalancer-zone-maps"
      type  = "string"
      value = "cn-hongkong-b:${data.terraform_remote_state.cross-stack-reference-input-production-network.outputs.cross-stack-output-alicloud_vswitchprivate-cn-hongkong-bid}\\,cn-hongkong-c:${data.terraform_remote_state.cross-stack-reference-input-production-network.outputs.cross-stack-output-alicloud_vswitchprivate-cn-hongkong-cid}"
    },
  ]
  timeout = 600
  values = [
    "deployment:\n  replicas: 2\nnodeSelector:\n  pool: system\npodDisruptionBudget:\n  enabled: true\n  maxUnavailable: 1\ntopologySpreadConstraints:\n  - maxSkew: 1\n    topologyKey: topology.kubernetes.io/zone\n    whenUnsatisfiable: ScheduleAnyway\n    labelSelector:\n      matchLabels:\n        app.kubernetes.io/name: traefik\n\n# Traefik serves only Ingresses of class nginx, with ingress-nginx's annotations (requirement: ingress).\nproviders:\n  kubernetesIngressNGINX:\n    enabled: true\n    controllerClass: k8s.io/ingress-nginx\n    ingressClass: nginx\n  kubernetesIngress:\n    enabled: false\n  kubernetesCRD:\n    enabled: false\n# The chart's class would name Traefik as its controller. The class below names ingress-nginx.\ningressClass:\n  enabled: false\n  isDefaultClass: false\nextraObjects:\n  - apiVersion: networking.k8s.io/v1\n    kind: IngressClass\n    metadata:\n      name: nginx\n    spec:\n      controller: k8s.io/ingress-nginx\n\napi:\n  dashboard: false\nglobal:\n  checkNewVersion: false\n  sendAnonymousUsage: false\n\n# Requests come in two ways. The platform's load balancer sends them to a port of every node. The platform's stack sets\n# that port, ports.web.nodePort, and the addresses whose headers are trusted. Clients inside the VPC use the NLB. It is\n# private, because a public one would bypass Cloudflare.\nservice:\n  annotations:\n    service.beta.kubernetes.io/alibaba-cloud-loadbalancer-address-type: intranet\n  spec:\n    type: LoadBalancer\n    loadBalancerClass: alibabacloud.com/nlb\nports:\n  web:\n    exposedPort: 80\n  websecure:\n    exposedPort: 443\n\nmetrics:\n  prometheus:\n    service:\n      enabled: true\n    serviceMonitor:\n      enabled: true\naccessLog:\n  enabled: true\n  format: json\n\nresources:\n  requests:\n    cpu: 100m\n    memory: 128Mi\n  limits:\n    memory: 512Mi\n",
    <<EOT
deployment:
  replicas: 3
EOT
  ]
  wait          = true
  wait_for_jobs = true

  depends_on = [helm_release.namespaces, helm_release.kube-prometheus-stack]
}

output "grafana_service" {
  description = "Service of Grafana: kubectl port-forward"
  value       = "monitoring/kube-prometheus-stack-grafana"
}

output "ingress_class" {
  description = "Class of the Ingresses that Traefik serves"
  value       = "nginx"
}

output "ingress_node_port" {
  description = "Port of every node on which the ingress takes HTTP"
  value       = "30080"
}
