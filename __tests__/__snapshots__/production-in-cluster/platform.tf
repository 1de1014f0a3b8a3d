terraform {
  required_providers {
    alicloud = {
      version = "~> 1.240, != 1.287.0"
      source  = "aliyun/alicloud"
    }
    helm = {
      version = "3.1.1"
      source  = "helm"
    }
    cloudflare = {
      version = "5.14.0"
      source  = "cloudflare/cloudflare"
    }
  }
  backend "oss" {
    region              = "cn-hongkong"
    bucket              = "ainav-terraform-state-1234567890123456"
    prefix              = "ainav/production"
    key                 = "platform"
    acl                 = "private"
    encrypt             = true
    tablestore_endpoint = "https://ainav-0123456.cn-hongkong.ots.aliyuncs.com"
    tablestore_table    = "terraform_locks"
  }


}

provider "alicloud" {
  region = "cn-hongkong"
  sign_version {
    oss = "v4"
  }
}

provider "helm" {
  helm_driver = "configmap"
  kubernetes {
    cluster_ca_certificate = "${base64decode(data.terraform_remote_state.cross-stack-reference-input-production-cluster.outputs.cross-stack-output-alicloud_cs_managed_kubernetesclustercertificate_authority.cluster_cert)}"
    exec {
      api_version = "client.authentication.k8s.io/v1beta1"
      args = [
        "credential-plugin",
        "get-credential",
        "--cluster-id",
        "${data.terraform_remote_state.cross-stack-reference-input-production-cluster.outputs.cross-stack-output-alicloud_cs_managed_kubernetesclusterid}",
        "--api-version",
        "v1beta1"
      ]
      command = "ack-ram-tool"
    }
    host = "${data.terraform_remote_state.cross-stack-reference-input-production-cluster.outputs.cross-stack-output-alicloud_cs_managed_kubernetesclusterconnections.api_server_intranet}"
  }
}

provider "cloudflare" {
}
resource "cloudflare_account_token" "dns-token" {
  account_id = "fedcba9876543210fedcba9876543210"
  name       = "ainav-production-dns"
  policies {
    effect = "allow"
    permission_groups {
      id = "c8fed203ed3043cba015a93ad1616f1f"
    }
    permission_groups {
      id = "4755a26eedb94da69e1066d98aa820be"
    }
    resources = "${jsonencode({ "com.cloudflare.api.account.zone.0123456789abcdef0123456789abcdef" = "*" })}"
  }
}
resource "alicloud_oos_secret_parameter" "dns-token_secret_parameter_A95D6EC7" {
  description           = "Cloudflare token that writes DNS records: ainav-production-dns"
  secret_parameter_name = "ainav/production/cloudflare-dns"
  tags = {
    project     = "ainav"
    environment = "production"
    stack       = "platform"
    managed-by  = "terraform"
  }
  value = "${cloudflare_account_token.dns-token.value}"
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
    <<EOF
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

EOF
  ]
  wait          = true
  wait_for_jobs = true
  depends_on = [
  ]
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
    <<EOF
# Each namespace has the pod security standard that it enforces. The workloads' stack makes the services' namespace.
namespaces:
  search: restricted
  ingress: restricted
  cert-manager: restricted
  external-dns: restricted
  # The node exporter and the log agent read the node's own files.
  monitoring: privileged

EOF
  ]
  wait          = true
  wait_for_jobs = true
  depends_on = [
  ]
}
resource "helm_release" "ack-secret-manager" {
  atomic           = true
  chart            = "ack-secret-manager"
  cleanup_on_fail  = true
  create_namespace = false
  max_history      = 5
  name             = "ack-secret-manager"
  namespace        = "kube-system"
  repository       = "https://aliyuncontainerservice.github.io/ack-secret-manager"
  set {
    name  = "command.region"
    type  = "string"
    value = "cn-hongkong"
  }
  timeout = 300
  values = [
    <<EOF
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

EOF
  ]
  version       = "0.5.8"
  wait          = true
  wait_for_jobs = true
  depends_on = [
  ]
}
resource "helm_release" "secret-store" {
  atomic           = true
  chart            = "assets/secret-store_chart_A517EB00/3becfa42639a333eeb4b1d757e0ab2903a93017e8b5cb2a127fc7f2964a6ab3f"
  cleanup_on_fail  = true
  create_namespace = false
  max_history      = 5
  name             = "secret-store"
  namespace        = "kube-system"
  set {
    name  = "store.kind"
    type  = "string"
    value = "oos"
  }
  set {
    name  = "store.roleArn"
    type  = "string"
    value = "${data.terraform_remote_state.cross-stack-reference-input-production-cluster.outputs.cross-stack-output-alicloud_ram_rolesecret-readerarn}"
  }
  set {
    name  = "store.oidcProviderArn"
    type  = "string"
    value = "acs:ram::1234567890123456:oidc-provider/ack-rrsa-${data.terraform_remote_state.cross-stack-reference-input-production-cluster.outputs.cross-stack-output-alicloud_cs_managed_kubernetesclusterid}"
  }
  timeout = 120
  values = [
    <<EOF
# The platform's stack sets what is empty here.
store:
  # The kind is oos (encrypted parameters) or kms.
  kind: oos
  # ack-secret-manager assumes this RAM role. The cluster's identity provider confirms who it is.
  roleArn: ""
  oidcProviderArn: ""

EOF
  ]
  wait          = true
  wait_for_jobs = true
  depends_on = [
    "helm_release.ack-secret-manager",
  ]
}
resource "helm_release" "platform-secrets" {
  atomic           = true
  chart            = "assets/platform-secrets_chart_D3C2493D/7f8f219224fe29ecd0fd40ec57c75f0c6050e76ff0808aec2e67cfdac484ec27"
  cleanup_on_fail  = true
  create_namespace = false
  max_history      = 5
  name             = "platform-secrets"
  namespace        = "kube-system"
  set {
    name  = "store.kind"
    type  = "string"
    value = "oos"
  }
  set {
    name  = "prefix"
    type  = "string"
    value = "ainav/production"
  }
  timeout = 120
  values = [
    <<EOF
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

EOF
  ]
  wait          = true
  wait_for_jobs = true
  depends_on = [
    "helm_release.namespaces",
    "helm_release.secret-store",
  ]
}
resource "helm_release" "kube-prometheus-stack" {
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
    <<EOF
# ACK runs these components itself, and Prometheus cannot reach them. Their targets would always be down.
kubeControllerManager:
  enabled: false
kubeScheduler:
  enabled: false
kubeEtcd:
  enabled: false
kubeProxy:
  enabled: false
defaultRules:
  rules:
    etcd: false
    kubeControllerManager: false
    kubeProxy: false
    kubeSchedulerAlerting: false
    kubeSchedulerRecording: false
    windows: false

prometheus:
  prometheusSpec:
    # Metrics are scraped every 15 seconds and kept for 15 days (requirements: metrics-retention, metrics-interval).
    retention: 15d
    nodeSelector:
      pool: system
    scrapeInterval: 15s
    evaluationInterval: 15s
    # The limit is below the volume's size. A full volume stops Prometheus; an early deletion only loses old metrics.
    retentionSize: 40GB
    storageSpec:
      volumeClaimTemplate:
        spec:
          storageClassName: alicloud-disk-topology-alltype
          accessModes: [ReadWriteOnce]
          resources:
            requests:
              storage: 50Gi
    # Prometheus takes the monitors and rules of every release, whatever their labels.
    ruleSelectorNilUsesHelmValues: false
    serviceMonitorSelectorNilUsesHelmValues: false
    podMonitorSelectorNilUsesHelmValues: false
    probeSelectorNilUsesHelmValues: false
    scrapeConfigSelectorNilUsesHelmValues: false
    resources:
      requests:
        cpu: 250m
        memory: 1Gi
      limits:
        memory: 3Gi

alertmanager:
  alertmanagerSpec:
    retention: 120h
    nodeSelector:
      pool: system
    storage:
      volumeClaimTemplate:
        spec:
          storageClassName: alicloud-disk-topology-alltype
          accessModes: [ReadWriteOnce]
          resources:
            requests:
              # A cloud disk has at least 20 GiB.
              storage: 20Gi
    secrets:
      - alertmanager-webhook
  config:
    route:
      group_by: [alertname, job]
      group_wait: 30s
      group_interval: 5m
      repeat_interval: 4h
      receiver: webhook
      routes:
        # Watchdog always fires, to show that alerting works. InfoInhibitor only silences other alerts. Neither is sent.
        - receiver: "null"
          matchers: ['alertname =~ "Watchdog|InfoInhibitor"']
    receivers:
      - name: "null"
      - name: webhook
        webhook_configs:
          # The address is a secret, so Alertmanager reads it from a mounted file.
          - url_file: /etc/alertmanager/secrets/alertmanager-webhook/url
            send_resolved: true

grafana:
  nodeSelector:
    pool: system
  admin:
    existingSecret: grafana-admin
    userKey: admin-user
    passwordKey: admin-password
  persistence:
    enabled: true
    storageClassName: alicloud-disk-topology-alltype
    size: 20Gi
  # Only one pod at a time can have the disk, so the old one stops first.
  deploymentStrategy:
    type: Recreate
  # The container that gives the disk to Grafana's user would run as root. fsGroup does the same without root.
  initChownData:
    enabled: false
  testFramework:
    enabled: false
  sidecar:
    dashboards:
      searchNamespace: ALL
  additionalDataSources:
    - name: Loki
      uid: loki
      type: loki
      access: proxy
      url: http://loki.monitoring.svc:3100
  grafana.ini:
    analytics:
      check_for_updates: false
      reporting_enabled: false
    users:
      allow_sign_up: false

EOF,
<<EOF
alertmanager:
  alertmanagerSpec:
    # One replica may be away. The replicas tell each other what they sent, so no alert arrives twice.
    replicas: 2
  podDisruptionBudget:
    enabled: true

EOF
  ]
  version       = "88.5.3"
  wait          = true
  wait_for_jobs = true
  depends_on = [
    "helm_release.namespaces",
    "helm_release.platform-secrets",
  ]
}
resource "helm_release" "traefik" {
  atomic           = true
  chart            = "traefik"
  cleanup_on_fail  = true
  create_namespace = false
  max_history      = 5
  name             = "traefik"
  namespace        = "ingress"
  repository       = "https://traefik.github.io/charts"
  set {
    name  = "ports.web.nodePort"
    type  = "auto"
    value = "30080"
  }
  set {
    name  = "ports.web.forwardedHeaders.trustedIPs[0]"
    type  = "string"
    value = "10.0.1.0/24"
  }
  set {
    name  = "ports.web.forwardedHeaders.trustedIPs[1]"
    type  = "string"
    value = "10.0.11.0/24"
  }
  set {
    name  = "ports.web.forwardedHeaders.trustedIPs[2]"
    type  = "string"
    value = "10.0.2.0/24"
  }
  set {
    name  = "ports.web.forwardedHeaders.trustedIPs[3]"
    type  = "string"
    value = "10.0.12.0/24"
  }
  set {
    name  = "service.annotations.service\.beta\.kubernetes\.io/alibaba-cloud-loadbalancer-zone-maps"
    type  = "string"
    value = "cn-hongkong-b:${data.terraform_remote_state.cross-stack-reference-input-production-network.outputs.cross-stack-output-alicloud_vswitchprivate-cn-hongkong-bid}\,cn-hongkong-c:${data.terraform_remote_state.cross-stack-reference-input-production-network.outputs.cross-stack-output-alicloud_vswitchprivate-cn-hongkong-cid}"
  }
  timeout = 600
  values = [
    <<EOF
deployment:
  replicas: 2
nodeSelector:
  pool: system
podDisruptionBudget:
  enabled: true
  maxUnavailable: 1
topologySpreadConstraints:
  - maxSkew: 1
    topologyKey: topology.kubernetes.io/zone
    whenUnsatisfiable: ScheduleAnyway
    labelSelector:
      matchLabels:
        app.kubernetes.io/name: traefik

# Traefik serves only Ingresses of class nginx, with ingress-nginx's annotations (requirement: ingress).
providers:
  kubernetesIngressNGINX:
    enabled: true
    controllerClass: k8s.io/ingress-nginx
    ingressClass: nginx
  kubernetesIngress:
    enabled: false
  kubernetesCRD:
    enabled: false
# The chart's class would name Traefik as its controller. The class below names ingress-nginx.
ingressClass:
  enabled: false
  isDefaultClass: false
extraObjects:
  - apiVersion: networking.k8s.io/v1
    kind: IngressClass
    metadata:
      name: nginx
    spec:
      controller: k8s.io/ingress-nginx

api:
  dashboard: false
global:
  checkNewVersion: false
  sendAnonymousUsage: false

# Requests come in two ways. The platform's load balancer sends them to a port of every node. The platform's stack sets
# that port, ports.web.nodePort, and the addresses whose headers are trusted. Clients inside the VPC use the NLB. It is
# private, because a public one would bypass Cloudflare.
service:
  annotations:
    service.beta.kubernetes.io/alibaba-cloud-loadbalancer-address-type: intranet
  spec:
    type: LoadBalancer
    loadBalancerClass: alibabacloud.com/nlb
ports:
  web:
    exposedPort: 80
  websecure:
    exposedPort: 443

metrics:
  prometheus:
    service:
      enabled: true
    serviceMonitor:
      enabled: true
accessLog:
  enabled: true
  format: json

resources:
  requests:
    cpu: 100m
    memory: 128Mi
  limits:
    memory: 512Mi

EOF,
<<EOF
deployment:
  replicas: 3

EOF
  ]
  version       = "41.3.0"
  wait          = true
  wait_for_jobs = true
  depends_on = [
    "helm_release.namespaces",
    "helm_release.kube-prometheus-stack",
  ]
}
resource "helm_release" "cert-manager" {
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
    <<EOF
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

EOF
  ]
  version       = "v1.21.1"
  wait          = true
  wait_for_jobs = true
  depends_on = [
    "helm_release.namespaces",
    "helm_release.kube-prometheus-stack",
  ]
}
resource "helm_release" "cluster-issuers" {
  atomic           = true
  chart            = "assets/cluster-issuers_chart_D0E08955/df209157c63b65f059d48dbdee34f2fdfb2027ea725065f18e23f95761230862"
  cleanup_on_fail  = true
  create_namespace = false
  max_history      = 5
  name             = "cluster-issuers"
  namespace        = "cert-manager"
  set {
    name  = "dnsZone"
    type  = "string"
    value = "ainav.cn"
  }
  timeout = 120
  values = [
    <<EOF
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

EOF
  ]
  wait          = true
  wait_for_jobs = true
  depends_on = [
    "helm_release.cert-manager",
    "helm_release.platform-secrets",
  ]
}
resource "helm_release" "external-dns" {
  atomic           = true
  chart            = "external-dns"
  cleanup_on_fail  = true
  create_namespace = false
  max_history      = 5
  name             = "external-dns"
  namespace        = "external-dns"
  repository       = "https://kubernetes-sigs.github.io/external-dns"
  set {
    name  = "domainFilters[0]"
    type  = "string"
    value = "ainav.cn"
  }
  set {
    name  = "txtOwnerId"
    type  = "string"
    value = "ainav-production"
  }
  timeout = 300
  values = [
    <<EOF
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

EOF
  ]
  version       = "1.21.1"
  wait          = true
  wait_for_jobs = true
  depends_on = [
    "helm_release.namespaces",
    "helm_release.platform-secrets",
    "helm_release.kube-prometheus-stack",
  ]
}
resource "helm_release" "loki" {
  atomic           = true
  chart            = "loki"
  cleanup_on_fail  = true
  create_namespace = false
  max_history      = 5
  name             = "loki"
  namespace        = "monitoring"
  repository       = "https://grafana-community.github.io/helm-charts"
  set {
    name  = "loki.storage.bucketNames.chunks"
    type  = "string"
    value = "ainav-production-loki-1234567890123456"
  }
  set {
    name  = "loki.storage.bucketNames.ruler"
    type  = "string"
    value = "ainav-production-loki-1234567890123456"
  }
  set {
    name  = "loki.storage.s3.region"
    type  = "string"
    value = "cn-hongkong"
  }
  set {
    name  = "loki.storage.s3.endpoint"
    type  = "string"
    value = "s3.oss-cn-hongkong-internal.aliyuncs.com"
  }
  set {
    name  = "loki.limits_config.retention_period"
    type  = "string"
    value = "4320h"
  }
  timeout = 600
  values = [
    <<EOF
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

EOF
  ]
  version       = "18.11.0"
  wait          = true
  wait_for_jobs = true
  depends_on = [
    "helm_release.platform-secrets",
    "helm_release.kube-prometheus-stack",
  ]
}
resource "helm_release" "alloy" {
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
    <<EOF
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

EOF
  ]
  version       = "1.11.1"
  wait          = true
  wait_for_jobs = true
  depends_on = [
    "helm_release.loki",
  ]
}
resource "helm_release" "search-index" {
  atomic           = true
  chart            = "assets/search-index_chart_4E742C31/8e39204ca779cb14240ec6e41ecc1dfdde0a6feece63a34db9350ebd19122036"
  cleanup_on_fail  = true
  create_namespace = false
  max_history      = 5
  name             = "search-index"
  namespace        = "search"
  set {
    name  = "disk.id"
    type  = "string"
    value = "${data.terraform_remote_state.cross-stack-reference-input-production-data.outputs.cross-stack-output-alicloud_ecs_disksearch-diskid}"
  }
  set {
    name  = "disk.zone"
    type  = "string"
    value = "cn-hongkong-b"
  }
  set {
    name  = "disk.size"
    type  = "string"
    value = "50Gi"
  }
  set {
    name  = "callers[0]"
    type  = "string"
    value = "ainav"
  }
  set {
    name  = "callers[1]"
    type  = "string"
    value = "monitoring"
  }
  timeout = 120
  values = [
    <<EOF
# The platform's stack sets what is empty here. The search host uses the same disk while there are hosts. The data stack
# makes, copies and protects it, so the index survives a change between hosts and cluster.
disk:
  id: ""
  zone: ""
  size: ""
# The namespaces of the services and of Prometheus may reach the server on this port.
port: 7700
callers: []

EOF
  ]
  wait          = true
  wait_for_jobs = true
  depends_on = [
    "helm_release.namespaces",
  ]
}
resource "helm_release" "meilisearch" {
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
    <<EOF
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

EOF
  ]
  version       = "0.34.0"
  wait          = true
  wait_for_jobs = true
  depends_on = [
    "helm_release.search-index",
    "helm_release.platform-secrets",
  ]
}
resource "helm_release" "prometheus-redis-exporter" {
  atomic           = true
  chart            = "prometheus-redis-exporter"
  cleanup_on_fail  = true
  create_namespace = false
  max_history      = 5
  name             = "prometheus-redis-exporter"
  namespace        = "monitoring"
  repository       = "https://prometheus-community.github.io/helm-charts"
  set {
    name  = "redisAddress"
    type  = "string"
    value = "redis://${data.terraform_remote_state.cross-stack-reference-input-production-data.outputs.cross-stack-output-alicloud_kvstore_instanceredisconnection_domain}:6379"
  }
  timeout = 300
  values = [
    <<EOF
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

EOF
  ]
  version       = "6.29.0"
  wait          = true
  wait_for_jobs = true
  depends_on = [
    "helm_release.platform-secrets",
    "helm_release.kube-prometheus-stack",
  ]
}
resource "helm_release" "prometheus-postgres-exporter" {
  atomic           = true
  chart            = "prometheus-postgres-exporter"
  cleanup_on_fail  = true
  create_namespace = false
  max_history      = 5
  name             = "prometheus-postgres-exporter"
  namespace        = "monitoring"
  repository       = "https://prometheus-community.github.io/helm-charts"
  set {
    name  = "config.datasource.host"
    type  = "string"
    value = "${data.terraform_remote_state.cross-stack-reference-input-production-data.outputs.cross-stack-output-alicloud_db_instancepostgresconnection_string}"
  }
  timeout = 300
  values = [
    <<EOF
config:
  # The platform's stack sets host.
  datasource:
    user: ainav_exporter
    passwordSecret:
      name: postgres-exporter
      key: password
    database: ainav
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

EOF
  ]
  version       = "8.2.0"
  wait          = true
  wait_for_jobs = true
  depends_on = [
    "helm_release.platform-secrets",
    "helm_release.kube-prometheus-stack",
  ]
}
resource "helm_release" "monitoring-rules" {
  atomic           = true
  chart            = "assets/monitoring-rules_chart_553980A7/c237d0de295ae52eaef749ff15414c7ff0e7b5de08b0ce3f8c773f20719d0483"
  cleanup_on_fail  = true
  create_namespace = false
  max_history      = 5
  name             = "monitoring-rules"
  namespace        = "monitoring"
  set {
    name  = "application.namespace"
    type  = "string"
    value = "ainav"
  }
  set {
    name  = "application.jobs.nextjs.services[0]"
    type  = "string"
    value = "web"
  }
  set {
    name  = "application.jobs.nextjs.path"
    type  = "string"
    value = "/api/metrics"
  }
  set {
    name  = "application.jobs.fastapi.services[0]"
    type  = "string"
    value = "content-api"
  }
  set {
    name  = "application.jobs.fastapi.services[1]"
    type  = "string"
    value = "search-api"
  }
  set {
    name  = "application.jobs.fastapi.path"
    type  = "string"
    value = "/metrics"
  }
  timeout = 120
  values = [
    <<EOF
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

EOF
  ]
  wait          = true
  wait_for_jobs = true
  depends_on = [
    "helm_release.kube-prometheus-stack",
  ]
}

output "ingress_class" {
  value       = "nginx"
  description = "Class of the Ingresses that Traefik serves"
}

output "ingress_node_port" {
  value       = 30080
  description = "Port of every node on which the ingress takes HTTP"
}

output "grafana_service" {
  value       = "monitoring/kube-prometheus-stack-grafana"
  description = "Service of Grafana: kubectl port-forward"
}
data "terraform_remote_state" "cross-stack-reference-input-production-cluster" {
  backend = "oss"
  config = {
    region              = "cn-hongkong"
    bucket              = "ainav-terraform-state-1234567890123456"
    prefix              = "ainav/production"
    key                 = "cluster"
    acl                 = "private"
    encrypt             = true
    tablestore_endpoint = "https://ainav-0123456.cn-hongkong.ots.aliyuncs.com"
    tablestore_table    = "terraform_locks"
  }
}
data "terraform_remote_state" "cross-stack-reference-input-production-network" {
  backend = "oss"
  config = {
    region              = "cn-hongkong"
    bucket              = "ainav-terraform-state-1234567890123456"
    prefix              = "ainav/production"
    key                 = "network"
    acl                 = "private"
    encrypt             = true
    tablestore_endpoint = "https://ainav-0123456.cn-hongkong.ots.aliyuncs.com"
    tablestore_table    = "terraform_locks"
  }
}
data "terraform_remote_state" "cross-stack-reference-input-production-data" {
  backend = "oss"
  config = {
    region              = "cn-hongkong"
    bucket              = "ainav-terraform-state-1234567890123456"
    prefix              = "ainav/production"
    key                 = "data"
    acl                 = "private"
    encrypt             = true
    tablestore_endpoint = "https://ainav-0123456.cn-hongkong.ots.aliyuncs.com"
    tablestore_table    = "terraform_locks"
  }
}