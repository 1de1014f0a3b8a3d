import { CsAutoscalingConfig } from "@cdktf/provider-alicloud/lib/cs-autoscaling-config";
import { CsKubernetesAddon } from "@cdktf/provider-alicloud/lib/cs-kubernetes-addon";
import { CsManagedKubernetes } from "@cdktf/provider-alicloud/lib/cs-managed-kubernetes";
import { Fn, Token } from "cdktf";
import { Construct } from "constructs";
import type { SecurityGroup } from "../../network/security-group";
import type { IVSwitch } from "../../network/v-switch";
import type { LogProject } from "../../observability/log-project";
import type { Trust } from "../../security/role";
import type { ClusterAccess } from "./cluster-access";
import { ClusterPermission, type Permission } from "./cluster-permission";

/** What the control plane writes to the log project: also who asked it for what (audit). */
const CONTROL_PLANE_LOGS = ["apiserver", "kcm", "scheduler", "ccm", "controlplane-events"];
/**
 * What a cluster is made with: the network plugin, which cannot come later, volumes, and what autoscalers measure by.
 * ACK's own ingress controller would be a second one beside the platform's.
 */
const FIRST_ADD_ONS = [
  { name: "terway-eniip", config: JSON.stringify({ IPVlan: "false", NetworkPolicy: "true" }) },
  { name: "csi-plugin" },
  { name: "managed-csiprovisioner" },
  { name: "metrics-server" },
  { name: "nginx-ingress-controller", disabled: true },
];
/** What comes afterwards, each with a life of its own: RAM roles for service accounts (RRSA); nodes that tell of trouble. */
const ADD_ONS = ["ack-pod-identity-webhook", "ack-node-problem-detector"];

export interface ClusterProps {
  /** 1 to 63 letters, digits and hyphens. */
  readonly name: string;
  /** Such as `1.33.3-aliyun.1`. */
  readonly version: string;
  /** Where nodes and the API server's internal load balancer lie: at least two zones. */
  readonly vSwitches: readonly IVSwitch[];
  /** Where pods take their addresses from, one in each of those zones. */
  readonly podVSwitches: readonly IVSwitch[];
  /** Addresses of services, outside the VPC's. */
  readonly serviceCidr: string;
  /** Around nodes and pods. */
  readonly securityGroup: SecurityGroup;
  /** Where the control plane and the audit log write. */
  readonly logProject: LogProject;
  /** How long they are kept, in days. */
  readonly logRetentionDays: number;
  readonly permissions: readonly Permission[];
  /** Id of the account. */
  readonly accountId: string;
  /**
   * The customer KMS key that encrypts Kubernetes secrets at rest.
   *
   * @default what the control plane's own disks are encrypted with
   */
  readonly kmsKeyId?: string;
  /**
   * Whether Alibaba Cloud refuses to delete the cluster, and Terraform to destroy it.
   *
   * @default true
   */
  readonly deletionProtection?: boolean;
}

/**
 * A managed ACK cluster (Pro): private API server, addresses of the VPC for pods (Terway), network policies, RAM roles for
 * service accounts, control-plane and audit logs. It uses the VPC's own way out.
 */
export class Cluster extends Construct {
  readonly access: ClusterAccess;
  readonly name: string;
  private readonly accountId: string;

  constructor(scope: Construct, id: string, props: ClusterProps) {
    super(scope, id);
    this.name = props.name;
    this.accountId = props.accountId;
    const protection = props.deletionProtection ?? true;
    const cluster = new CsManagedKubernetes(this, "Default", {
      name: props.name,
      clusterSpec: "ack.pro.small",
      version: props.version,
      workerVswitchIds: props.vSwitches.map(({ vSwitchId }) => vSwitchId),
      podVswitchIds: props.podVSwitches.map(({ vSwitchId }) => vSwitchId),
      serviceCidr: props.serviceCidr,
      securityGroupId: props.securityGroup.securityGroupId,
      // Both default to true: a second NAT gateway, and the API server on the Internet.
      newNatGateway: false,
      slbInternetEnabled: false,
      enableRrsa: true,
      encryptionProviderKey: props.kmsKeyId,
      controlPlaneLogComponents: CONTROL_PLANE_LOGS,
      controlPlaneLogProject: props.logProject.projectName,
      controlPlaneLogTtl: String(props.logRetentionDays),
      timezone: "Asia/Shanghai",
      // 03:00 to 06:00 in China, when few people are awake; of the date, only the time counts.
      maintenanceWindow: {
        enable: true,
        maintenanceTime: "2025-01-07T03:00:00.000+08:00",
        duration: "3h",
        weeklyPeriod: "Tuesday",
      },
      // Upgrading by itself, the cluster would differ from `version`, and every plan would take it back.
      operationPolicy: { clusterAutoUpgrade: { enabled: false } },
      addons: FIRST_ADD_ONS,
      deletionProtection: protection,
      lifecycle: { preventDestroy: protection, ignoreChanges: ["addons"] },
    });
    this.access = {
      clusterId: cluster.id,
      endpoint: Token.asString(Fn.lookup(cluster.connections, "api_server_intranet", "")),
      certificateAuthority: Fn.base64decode(Fn.lookup(cluster.certificateAuthority, "cluster_cert", "")),
    };
    for (const name of ADD_ONS) new CsKubernetesAddon(this, name, { clusterId: cluster.id, name });
    new CsAutoscalingConfig(this, "autoscaling", {
      clusterId: cluster.id,
      scalerType: "cluster-autoscaler",
      expander: "least-waste",
      scanInterval: "30s",
      coolDownDuration: "10m",
      unneededDuration: "10m",
      utilizationThreshold: "0.5",
      scaleDownEnabled: true,
      skipNodesWithSystemPods: true,
    });
    for (const permission of props.permissions)
      new ClusterPermission(this, `permissions-${permission.uid}`, { clusterId: cluster.id, ...permission });
  }

  /** The identity provider that vouches for pods (RRSA). */
  get oidcProviderArn(): string {
    return `acs:ram::${this.accountId}:oidc-provider/ack-rrsa-${this.access.clusterId}`;
  }

  /** Trust in the pods of service accounts: they take on the role by their own token, and no other pod does. */
  podsOf(namespace: string, serviceAccounts: readonly string[]): Trust {
    return {
      principal: { Federated: [this.oidcProviderArn] },
      conditions: {
        StringEquals: {
          "oidc:aud": ["sts.aliyuncs.com"],
          "oidc:sub": serviceAccounts.map((name) => `system:serviceaccount:${namespace}:${name}`),
        },
      },
    };
  }

  /**
   * Lets the nodes pull a namespace's images from a Container Registry Enterprise instance, without a password that anybody
   * keeps. Personal registries made after 2024-09-08 are not served.
   *
   * @see https://www.alibabacloud.com/help/en/acr/user-guide/non-secret-pulling-container-image
   */
  pullFrom(registry: { readonly instanceId: string; readonly region: string }, namespace: string): void {
    new CsKubernetesAddon(this, "credential-helper", {
      clusterId: this.access.clusterId,
      name: "managed-aliyun-acr-credential-helper",
      config: JSON.stringify({
        AcrInstanceInfo: [{ instanceId: registry.instanceId, regionId: registry.region }],
        watchNamespace: namespace,
        serviceAccount: "*",
      }),
    });
  }
}
