import { CsAutoscalingConfig } from "@cdktf/provider-alicloud/lib/cs-autoscaling-config";
import { CsKubernetesAddon } from "@cdktf/provider-alicloud/lib/cs-kubernetes-addon";
import { CsManagedKubernetes } from "@cdktf/provider-alicloud/lib/cs-managed-kubernetes";
import { DataAlicloudCsClusterCredential } from "@cdktf/provider-alicloud/lib/data-alicloud-cs-cluster-credential";
import { Fn, Token } from "cdktf";
import { Construct } from "constructs";
import type { SecurityGroup } from "../../network/security-group";
import type { IVSwitch } from "../../network/v-switch";
import type { LogProject } from "../../observability/log-project";
import type { Trust } from "../../security/role";
import type { ClusterAccess } from "./cluster-access";
import { ClusterPermission, type Permission } from "./cluster-permission";

/** Components of the control plane whose logs are kept. */
const CONTROL_PLANE_LOGS = ["apiserver", "kcm", "scheduler", "ccm", "controlplane-events"];
/**
 * Add-ons that the cluster is created with: the network plugin, which cannot be added later, volumes, and metrics for
 * autoscalers. ACK's own ingress controller is off: a release installs the ingress controller.
 */
const INITIAL_ADD_ONS = [
  { name: "terway-eniip", config: JSON.stringify({ IPVlan: "false", NetworkPolicy: "true" }) },
  { name: "csi-plugin" },
  { name: "managed-csiprovisioner" },
  { name: "metrics-server" },
  { name: "nginx-ingress-controller", disabled: true },
];
/** Add-ons that are resources of their own: RAM roles for service accounts (RRSA), and events about faults of nodes. */
const ADD_ONS = ["ack-pod-identity-webhook", "ack-node-problem-detector"];

/** The shortest that ACK gives, in minutes. */
const CREDENTIAL_MINUTES = 15;

/** Weekly hours in which ACK may update the control plane and nodes. */
export interface MaintenanceWindow {
  /** Day of the week, such as `Tuesday`. */
  readonly weekday: string;
  /** Start in ISO 8601 with the offset from UTC; only its time of day counts. */
  readonly start: string;
  /** Length, such as `3h`: 1 to 24 hours. */
  readonly duration: string;
}

/** A night in China: 03:00 to 06:00. */
const DEFAULT_MAINTENANCE: MaintenanceWindow = {
  weekday: "Tuesday",
  start: "2025-01-07T03:00:00.000+08:00",
  duration: "3h",
};

export interface ClusterProps {
  /** 1 to 63 letters, digits and hyphens. */
  readonly name: string;
  /** Version of Kubernetes as ACK writes it, such as `1.33.3-aliyun.1`. */
  readonly version: string;
  /** vSwitches of the nodes and of the API server's internal load balancer, in at least two zones. */
  readonly vSwitches: readonly IVSwitch[];
  /** vSwitches of the pods' addresses, one in each of those zones. */
  readonly podVSwitches: readonly IVSwitch[];
  /** IPv4 block of services, outside the VPC's. */
  readonly serviceCidr: string;
  /** Security group of nodes and pods. */
  readonly securityGroup: SecurityGroup;
  /** Log project of the control plane's logs and the audit log. */
  readonly logProject: LogProject;
  /** How long these logs are kept, in days. */
  readonly logRetentionDays: number;
  /** Roles of RAM users and roles inside the cluster. */
  readonly permissions: readonly Permission[];
  /** Id of the account. */
  readonly accountId: string;
  /**
   * Time zone of nodes and pods.
   *
   * @default "Asia/Shanghai"
   */
  readonly timezone?: string;
  /** @default Tuesdays from 03:00 to 06:00 in China */
  readonly maintenanceWindow?: MaintenanceWindow;
  /**
   * The customer KMS key that encrypts Kubernetes secrets at rest.
   *
   * @default none: secrets are only as encrypted as the control plane's disks
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
 * A managed ACK cluster (Pro): private API server, VPC addresses for pods (Terway), network policies, RAM roles for
 * service accounts, control-plane and audit logs. It makes no NAT gateway: nodes and pods use the VPC's.
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
    const maintenance = props.maintenanceWindow ?? DEFAULT_MAINTENANCE;
    const cluster = new CsManagedKubernetes(this, "Default", {
      name: props.name,
      clusterSpec: "ack.pro.small",
      version: props.version,
      vswitchIds: props.vSwitches.map(({ vSwitchId }) => vSwitchId),
      podVswitchIds: props.podVSwitches.map(({ vSwitchId }) => vSwitchId),
      serviceCidr: props.serviceCidr,
      securityGroupId: props.securityGroup.securityGroupId,
      // Both default to true, which would make a second NAT gateway, and put the API server on the Internet.
      newNatGateway: false,
      slbInternetEnabled: false,
      enableRrsa: true,
      encryptionProviderKey: props.kmsKeyId,
      controlPlaneLogComponents: CONTROL_PLANE_LOGS,
      controlPlaneLogProject: props.logProject.projectName,
      controlPlaneLogTtl: String(props.logRetentionDays),
      auditLogConfig: { enabled: true, slsProjectName: props.logProject.projectName },
      timezone: props.timezone ?? "Asia/Shanghai",
      maintenanceWindow: {
        enable: true,
        maintenanceTime: maintenance.start,
        duration: maintenance.duration,
        weeklyPeriod: maintenance.weekday,
      },
      // After an automatic upgrade the cluster would differ from `version`, and every plan would propose to undo it.
      operationPolicy: { clusterAutoUpgrade: { enabled: false } },
      addons: INITIAL_ADD_ONS,
      // The state would hold an administrator's key that never ends.
      skipSetCertificateAuthority: true,
      deletionProtection: protection,
      lifecycle: { preventDestroy: protection, ignoreChanges: ["addons"] },
    });
    // Nothing else tells the authority's certificate. The key that comes with it is the caller's own, and soon ends.
    const credential = new DataAlicloudCsClusterCredential(this, "credential", {
      clusterId: cluster.id,
      temporaryDurationMinutes: CREDENTIAL_MINUTES,
    });
    this.access = {
      clusterId: cluster.id,
      endpoint: Token.asString(Fn.lookup(cluster.connections, "api_server_intranet", "")),
      certificateAuthority: Fn.base64decode(Fn.lookup(credential.certificateAuthority, "cluster_cert", "")),
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
      // The service's defaults, which it gives back.
      maxGracefulTerminationSec: 14_400,
      scaleUpFromZero: true,
    });
    for (const permission of props.permissions)
      new ClusterPermission(this, `permissions-${permission.uid}`, { clusterId: cluster.id, ...permission });
  }

  /** Identity provider of the cluster's service accounts (RRSA). */
  get oidcProviderArn(): string {
    return `acs:ram::${this.accountId}:oidc-provider/ack-rrsa-${this.access.clusterId}`;
  }

  /** Trust in the pods of some service accounts, which assume the role with their own token (RRSA). */
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
   * Lets the pods of a namespace pull images from a Container Registry Enterprise instance without a stored password.
   * Personal registries that were created after 2024-09-08 do not support this.
   *
   * @see https://www.alibabacloud.com/help/en/acr/user-guide/non-secret-pulling-container-image
   */
  allowImagePulls(registry: { readonly instanceId: string; readonly region: string }, namespace: string): void {
    new CsKubernetesAddon(this, "credential-helper", {
      clusterId: this.access.clusterId,
      name: "managed-aliyun-acr-credential-helper",
      // The provider writes it back with its keys in alphabetical order, and compares letter by letter.
      config: JSON.stringify({
        AcrInstanceInfo: [{ instanceId: registry.instanceId, regionId: registry.region }],
        serviceAccount: "*",
        watchNamespace: namespace,
      }),
    });
  }
}
