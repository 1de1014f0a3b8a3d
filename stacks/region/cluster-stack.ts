import type { Construct } from "constructs";
import { HostAlarms } from "../../constructs/compute/host-alarms";
import { Cluster } from "../../constructs/kubernetes/cluster/cluster";
import { NodePool } from "../../constructs/kubernetes/cluster/node-pool";
import { SnatEntry } from "../../constructs/network/snat-entry";
import { VSwitch } from "../../constructs/network/v-switch";
import { Role } from "../../constructs/security/role";
import { grantSecretRead } from "../../constructs/security/secret";
import type { Cluster as ClusterSettings } from "../../environments/schema/cluster/cluster";
import type { PlatformEnvironment } from "../../environments/schema/environment";
import { BaseStack, type StackProps } from "../base";
import { BUCKETS, HOST_BUCKETS } from "../conventions/buckets";
import { SECRET_READER } from "../conventions/cluster-objects";
import { applicationNamespace, objectName, secretName } from "../conventions/names";
import { CLUSTER_SECRETS } from "../conventions/secrets";
import type { DataStack } from "./data-stack";
import type { NetworkStack } from "./network-stack";
import type { OperationsStack } from "./operations-stack";

export interface ClusterStackProps extends StackProps<PlatformEnvironment> {
  readonly cluster: ClusterSettings;
  readonly operations: OperationsStack;
  readonly network: NetworkStack;
  readonly data: DataStack;
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
  /** The role of the pods that make Kubernetes' Secrets. */
  readonly secretReader: Role;
  /** The role of the pods of services and workers that use buckets. */
  readonly bucketUser: Role;

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
    this.secretReader = this.addSecretReader();
    this.bucketUser = this.addBucketUser();
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

  private addSecretReader(): Role {
    const { namespace, serviceAccount } = SECRET_READER;
    const role = new Role(this, "secret-reader", {
      roleName: `${this.prefix}-cluster-secrets`,
      description: "Makes Secrets of Kubernetes out of the environment's secrets",
      trustedBy: this.cluster.podsOf(namespace, [serviceAccount]),
    });
    const names = CLUSTER_SECRETS.map((secret) => secretName(this.owner, this.environment.name, secret));
    grantSecretRead(role, this.props.data.secretStore, names);
    return role;
  }

  /** Adds the role of services that use buckets. It may do the same as the roles of app and worker hosts. */
  private addBucketUser(): Role {
    // A service's account has the same name as its other objects.
    const users = Object.entries(this.environment.services).filter(([, { needs }]) => needs.includes("oss"));
    const serviceAccounts = users.map(([name]) => objectName(this.owner, name));
    const role = new Role(this, "bucket-user", {
      roleName: `${this.prefix}-pods`,
      description: "What services and workers in the cluster may do",
      trustedBy: this.cluster.podsOf(applicationNamespace(this.owner), serviceAccounts),
    });
    for (const purpose of HOST_BUCKETS.filter((each) => BUCKETS[each].isUsedByServices)) {
      this.props.data.bucket(purpose).grantReadWrite(role);
    }
    return role;
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
