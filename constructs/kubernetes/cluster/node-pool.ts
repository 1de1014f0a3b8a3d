import { CsKubernetesNodePool } from "@cdktf/provider-alicloud/lib/cs-kubernetes-node-pool";
import { Construct } from "constructs";
import { GROUP_TAG } from "../../compute/host-template";
import type { SecurityGroup } from "../../network/security-group";
import type { IVSwitch } from "../../network/v-switch";
import type { Cluster } from "./cluster";

export interface NodePoolProps {
  readonly cluster: Cluster;
  /** Name shown in the console. */
  readonly name: string;
  /** Value of the node label `pool`, by which pods choose their nodes. */
  readonly pool: string;
  readonly vSwitches: readonly IVSwitch[];
  readonly securityGroup: SecurityGroup;
  /** ECS instance types in order of preference: the later ones are for zones in which the first is sold out. */
  readonly instanceTypes: readonly string[];
  /** System disk, 40 to 500 GiB. */
  readonly diskGiB: number;
  /** Least number of nodes. */
  readonly minimum: number;
  /** Greatest number of nodes. */
  readonly maximum: number;
  /**
   * Whether nodes are spot instances, which Alibaba Cloud can reclaim at any time.
   *
   * @default false
   */
  readonly spot?: boolean;
}

/** Identical nodes in several zones. Their number follows what pods request; ACK repairs and patches them. */
export class NodePool extends Construct {
  readonly name: string;
  /** Scaling group of the nodes. */
  readonly scalingGroupId: string;

  constructor(scope: Construct, id: string, props: NodePoolProps) {
    super(scope, id);
    this.name = props.name;
    const nodes = new CsKubernetesNodePool(this, "Default", {
      clusterId: props.cluster.access.clusterId,
      nodePoolName: props.name,
      vswitchIds: props.vSwitches.map(({ vSwitchId }) => vSwitchId),
      securityGroupIds: [props.securityGroup.securityGroupId],
      instanceTypes: [...props.instanceTypes],
      instanceChargeType: "PostPaid",
      multiAzPolicy: "BALANCE",
      imageType: "AliyunLinux3",
      runtimeName: "containerd",
      loginAsNonRoot: true,
      installCloudMonitor: true,
      systemDiskCategory: "cloud_essd",
      systemDiskPerformanceLevel: "PL0",
      systemDiskSize: props.diskGiB,
      systemDiskEncrypted: true,
      ...(props.spot && { spotStrategy: "SpotAsPriceGo" }),
      scalingConfig: {
        enable: true,
        minSize: props.minimum,
        maxSize: props.maximum,
        type: props.spot ? "spot" : "cpu",
        isBondEip: false,
      },
      management: {
        enable: true,
        autoRepair: true,
        autoRepairPolicy: { restartNode: true },
        autoUpgrade: true,
        autoUpgradePolicy: { autoUpgradeKubelet: true },
        autoVulFix: true,
        autoVulFixPolicy: { vulLevel: "asap", restartNode: true },
        maxUnavailable: 1,
      },
      labels: [{ key: "pool", value: props.pool }],
      tags: { [GROUP_TAG]: props.name },
    });
    this.scalingGroupId = nodes.scalingGroupId;
  }
}
