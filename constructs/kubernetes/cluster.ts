import { CsAutoscalingConfig } from "@cdktf/provider-alicloud/lib/cs-autoscaling-config";
import { CsKubernetesAddon } from "@cdktf/provider-alicloud/lib/cs-kubernetes-addon";
import { CsKubernetesPermissions } from "@cdktf/provider-alicloud/lib/cs-kubernetes-permissions";
import { CsManagedKubernetes } from "@cdktf/provider-alicloud/lib/cs-managed-kubernetes";
import { Fn, Token } from "cdktf";
import { Construct } from "constructs";
import type { SecurityGroup } from "../network/security-group";
import type { IVSwitch } from "../network/v-switch";
import type { LogProject } from "../observability/log-project";
import type { Trust } from "../security/role";
import type { ClusterAccess } from "./cluster-access";

/** What the control plane writes to the log project: also who asked it for what (audit). */
const CONTROL_PLANE_LOGS = ["apiserver", "kcm", "scheduler", "ccm", "controlplane-events"];
/** Makes pods' service accounts RAM roles (RRSA). */
const ADD_ONS = ["ack-pod-identity-webhook"];

/** What a RAM user or role may do inside the cluster. */
export interface ClusterPermission {
  /** Id of the RAM user, or of the role. */
  readonly uid: string;
  readonly isRole: boolean;
  /** A predefined role of ACK: `admin`, `ops`, `dev` or `restricted` (reads, and no secrets). */
  readonly role: "admin" | "ops" | "dev" | "restricted";
}

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
  readonly permissions: readonly ClusterPermission[];
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
      // The network plugin has to be there from the start; other add-ons have resources of their own.
      addons: [{ name: "terway-eniip", config: JSON.stringify({ IPVlan: "false", NetworkPolicy: "true" }) }],
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
    for (const { uid, isRole, role } of props.permissions) {
      new CsKubernetesPermissions(this, `permissions-${uid}`, {
        uid,
        permissions: [{ cluster: cluster.id, roleType: "cluster", roleName: role, isRamRole: isRole }],
      });
    }
  }

  /** Trust in the pods of a service account: they take on the role by their own token, and no other pod does. */
  podsOf(namespace: string, serviceAccount: string): Trust {
    const { clusterId } = this.access;
    return {
      principal: { Federated: [`acs:ram::${this.accountId}:oidc-provider/ack-rrsa-${clusterId}`] },
      conditions: {
        StringEquals: {
          "oidc:aud": ["sts.aliyuncs.com"],
          "oidc:sub": [`system:serviceaccount:${namespace}:${serviceAccount}`],
        },
      },
    };
  }
}
