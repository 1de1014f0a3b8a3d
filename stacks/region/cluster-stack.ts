import type { Construct } from "constructs";
import { HostAlarms } from "../../constructs/compute/host-alarms";
import { Cluster } from "../../constructs/kubernetes/cluster/cluster";
import { NodePool } from "../../constructs/kubernetes/cluster/node-pool";
import { SnatEntry } from "../../constructs/network/snat-entry";
import { VSwitch } from "../../constructs/network/v-switch";
import type { Cluster as ClusterSettings } from "../../environments/schema/cluster/cluster";
import type { PlatformEnvironment } from "../../environments/schema/environment";
import { BaseStack, type StackProps } from "../base";
import { applicationNamespace } from "../conventions/names";
import type { NetworkStack } from "./network-stack";
import type { OperationsStack } from "./operations-stack";

export interface ClusterStackProps extends StackProps<PlatformEnvironment> {
  readonly cluster: ClusterSettings;
  readonly operations: OperationsStack;
  readonly network: NetworkStack;
}

/**
 * The ACK cluster, in the platform's own VPC: control plane, nodes and the vSwitches of pods. The platform's and the
 * workloads' stacks have what runs in it (requirement: cluster).
 */
export class ClusterStack extends BaseStack<PlatformEnvironment> {
  readonly cluster: Cluster;
  readonly knobs: ClusterSettings;
  /** The nodes to which the load balancer sends requests. The ingress runs on them, among others. */
  readonly systemPool: NodePool;

  constructor(
    scope: Construct,
    private readonly props: ClusterStackProps,
  ) {
    super(scope, "cluster", props);
    this.knobs = props.cluster;
    const { network, operations } = props;
    const { data, deletionProtection, operations: knobs } = this.environment;
    const podVSwitches = props.cluster.podVSwitches.map(
      ({ zone, cidr }) =>
        new VSwitch(this, `pods-${zone}`, { vpc: network.vpc, name: `${this.prefix}-pods-${zone}`, zone, cidr }),
    );
    for (const vSwitch of podVSwitches) this.allowEgress(vSwitch);
    this.cluster = new Cluster(this, "cluster", {
      name: this.prefix,
      version: props.cluster.version,
      vSwitches: network.privateVSwitches,
      podVSwitches,
      serviceCidr: props.cluster.serviceCidr,
      securityGroup: network.hostGroup,
      logProject: operations.logProject,
      logRetentionDays: knobs.logRetentionDays,
      // The platform's stack grants the permission `plan`, because it makes the ClusterRole that this needs.
      permissions: props.cluster.permissions.filter(({ role }) => role !== "plan"),
      accountId: this.owner.accountId,
      kmsKeyId: data.secrets.kmsKeyId,
      deletionProtection,
    });
    this.systemPool = this.addNodePool("system");
    const pools = [this.systemPool, this.addNodePool("app")];
    new HostAlarms(this, "node-alarms", {
      name: `${this.prefix}-nodes`,
      groups: pools,
      contacts: operations.contacts,
    });
    this.pullImages();
    this.output("cluster_id", this.cluster.access.clusterId, "ACK cluster");
    this.output("cluster_endpoint", this.cluster.access.endpoint, "API server of the cluster, inside the VPC");
  }

  /** Lets pods reach the Internet. They have addresses of their own, so the NAT gateway needs an entry for them. */
  private allowEgress(vSwitch: VSwitch): void {
    const gateway = this.props.network.natGateway;
    if (gateway) new SnatEntry(this, `egress-${vSwitch.zone}`, { gateway, vSwitch });
  }

  private addNodePool(pool: keyof ClusterSettings["nodePools"]): NodePool {
    const { network } = this.props;
    return new NodePool(this, `${pool}-pool`, {
      ...this.props.cluster.nodePools[pool],
      cluster: this.cluster,
      name: `${this.prefix}-${pool}-nodes`,
      pool,
      vSwitches: network.privateVSwitches,
      securityGroup: network.hostGroup,
    });
  }

  private pullImages(): void {
    const { enterpriseInstanceId } = this.props.cluster.images;
    if (enterpriseInstanceId === undefined) return;
    this.cluster.allowImagePulls(
      { instanceId: enterpriseInstanceId, region: this.region },
      applicationNamespace(this.owner),
    );
  }
}
