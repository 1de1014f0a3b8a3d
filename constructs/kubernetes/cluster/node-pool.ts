import { CsKubernetesNodePool } from "@cdktf/provider-alicloud/lib/cs-kubernetes-node-pool";
import { Construct } from "constructs";
import { GROUP_TAG } from "../../compute/host-group";
import type { SecurityGroup } from "../../network/security-group";
import type { IVSwitch } from "../../network/v-switch";
import type { Cluster } from "./cluster";

export interface NodePoolProps {
  readonly cluster: Cluster;
  /** Name shown in the console, and value of the label `pool`. */
  readonly name: string;
  /** What the pool is for, value of the label `pool`. */
  readonly pool: string;
  readonly vSwitches: readonly IVSwitch[];
  readonly securityGroup: SecurityGroup;
  /** ECS types that a node may have: the size that is wanted, and others for when a zone has sold out of it. */
  readonly instanceTypes: readonly string[];
  /** System disk, 40 to 500 GiB. */
  readonly diskGiB: number;
  readonly minimum: number;
  readonly maximum: number;
  /**
   * Whether nodes are bought on the spot market, from where they can be taken away.
   *
   * @default false
   */
  readonly spot?: boolean;
}

/** Nodes that are all alike, over several zones: as many as the pods need, repaired and patched by ACK. */
export class NodePool extends Construct {
  readonly name: string;
  /** The scaling group that holds the nodes. */
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
