import type { Construct } from "constructs";
import type { AppFleet } from "../../../constructs/compute/app-fleet";
import type { HostGroup } from "../../../constructs/compute/host-group";
import type { PlatformEnvironment } from "../../../environments/schema/environment";
import { BaseStack, type StackProps } from "../../base";
import type { Surroundings } from "../../surroundings";
import type { ClusterStack } from "../cluster-stack";
import type { DataStack } from "../data-stack";
import type { IdentityStack } from "../identity/identity-stack";
import type { NetworkStack } from "../network-stack";
import type { OperationsStack } from "../operations-stack";
import { FrontDoor } from "./front-door";
import { Hosts } from "./hosts";

export interface ComputeStackProps extends StackProps<PlatformEnvironment> {
  readonly operations: OperationsStack;
  readonly network: NetworkStack;
  readonly data: DataStack;
  readonly identity: IdentityStack;
  readonly surroundings: Surroundings;
  /**
   * The cluster that serves, too, or alone.
   *
   * @default none: only hosts serve
   */
  readonly cluster?: ClusterStack;
}

/**
 * The hosts and the load balancer (requirements: app-hosts, worker-host, search-host, bastion, load-balancer). The
 * bundles of hosts always exist. Hosts and load balancer exist only with `compute.enabled`. Nothing here
 * holds data.
 */
export class ComputeStack extends BaseStack<PlatformEnvironment> {
  private readonly frontDoor: FrontDoor | undefined;
  private readonly hosts: Hosts;

  constructor(scope: Construct, props: ComputeStackProps) {
    super(scope, "compute", props);
    this.hosts = new Hosts(this, props);
    if (!this.environment.compute.enabled) return;
    this.hosts.start();
    this.frontDoor = new FrontDoor(this, { ...props, fleet: this.fleet });
    this.hosts.maintain();
  }

  /** Every group of hosts, those of the fleet too. There are none without `compute.enabled`. */
  get hostGroups(): readonly HostGroup[] {
    return this.hosts.groups;
  }

  /** The hosts behind the load balancer. Undefined when the cluster serves alone. */
  get fleet(): AppFleet | undefined {
    return this.hosts.fleet;
  }

  /** The load balancer's host name. @throws when the environment has no load balancer */
  get loadBalancerHost(): string {
    if (this.frontDoor === undefined)
      throw new Error(`[${this.node.path}] compute.enabled is false: there is no load balancer`);
    return this.frontDoor.loadBalancerHost;
  }
}
