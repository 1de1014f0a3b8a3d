import type { Construct } from "constructs";
import { HostAlarms } from "../constructs/compute/host-alarms";
import { Cluster } from "../constructs/kubernetes/cluster";
import { NodePool } from "../constructs/kubernetes/node-pool";
import { VSwitch } from "../constructs/network/v-switch";
import type { PlatformEnvironment } from "../environments/schema";
import { BaseStack, type StackProps } from "./base";
import type { NetworkStack } from "./network";
import type { OperationsStack } from "./operations";

type ClusterKnobs = NonNullable<PlatformEnvironment["cluster"]>;

export interface ClusterStackProps extends StackProps<PlatformEnvironment> {
  readonly cluster: ClusterKnobs;
  readonly operations: OperationsStack;
  readonly network: NetworkStack;
}

/**
 * The ACK cluster of phase 2, in the platform's own VPC: control plane, nodes and the vSwitches of pods. What runs in it is
 * for the stacks above. Specification, section 4.
 */
export class ClusterStack extends BaseStack<PlatformEnvironment> {
  readonly cluster: Cluster;
  /** Nodes of the ingress, among others: what the load balancer speaks to. */
  readonly systemPool: NodePool;

  constructor(
    scope: Construct,
    private readonly props: ClusterStackProps,
  ) {
    super(scope, "cluster", props);
    const { network, operations } = props;
    const { data, deletionProtection, operations: knobs } = this.environment;
    const podVSwitches = props.cluster.podVSwitches.map(
      ({ zone, cidr }) =>
        new VSwitch(this, `pods-${zone}`, { vpc: network.vpc, name: `${this.prefix}-pods-${zone}`, zone, cidr }),
    );
    this.cluster = new Cluster(this, "cluster", {
      name: this.prefix,
      version: props.cluster.version,
      vSwitches: network.privateVSwitches,
      podVSwitches,
      serviceCidr: props.cluster.serviceCidr,
      securityGroup: network.hostGroup,
      logProject: operations.logProject,
      logRetentionDays: knobs.logRetentionDays,
      permissions: props.cluster.permissions,
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
    this.output("cluster_id", this.cluster.access.clusterId, "ACK cluster");
    this.output("cluster_endpoint", this.cluster.access.endpoint, "API server of the cluster, inside the VPC");
  }

  private addNodePool(pool: keyof ClusterKnobs["nodePools"]): NodePool {
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
}
