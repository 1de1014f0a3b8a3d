import type { AppFleet } from "../../../constructs/compute/app-fleet";
import type { ListenerRoute } from "../../../constructs/load-balancing/listener-rules";
import { LoadBalancer } from "../../../constructs/load-balancing/load-balancer";
import { ServerGroup, type ServerGroupProps } from "../../../constructs/load-balancing/server-group";
import type { PlatformEnvironment } from "../../../environments/schema/environment";
import { defaultService, webServices } from "../../../environments/schema/services/services";
import type { BaseStack } from "../../base";
import { isChinaOrigin } from "../../conventions/china-origin";
import { answersEverybody, clientAuthority } from "../../conventions/client-certificates";
import { ORIGIN_HEADERS } from "../../conventions/headers";
import { PORTS } from "../../conventions/ports";
import { clusterPercent } from "../../phases";
import type { Surroundings } from "../../surroundings";
import type { ClusterStack } from "../cluster-stack";
import type { DataStack } from "../data-stack";
import type { NetworkStack } from "../network-stack";
import type { OperationsStack } from "../operations-stack";

export interface FrontDoorProps {
  readonly operations: OperationsStack;
  readonly network: NetworkStack;
  readonly data: DataStack;
  readonly surroundings: Surroundings;
  /**
   * The cluster that serves, too, or alone.
   *
   * @default none: only hosts serve
   */
  readonly cluster?: ClusterStack;
  /** The hosts that serve. Undefined when the cluster serves alone. */
  readonly fleet?: AppFleet;
}

/**
 * The load balancer of an environment. It sends requests to the services' ports on app hosts, to the cluster's ingress,
 * or to both by weight. Its resources are direct children of the stack.
 */
export class FrontDoor {
  /** The load balancer's host name. */
  readonly loadBalancerHost: string;

  constructor(
    private readonly stack: BaseStack<PlatformEnvironment>,
    private readonly props: FrontDoorProps,
  ) {
    const { network, operations, data } = props;
    const { deletionProtection, edge } = stack.environment;
    const balancer = new LoadBalancer(stack, "load-balancer", {
      ...{ vpc: network.vpc, vSwitches: network.publicVSwitches, securityGroup: network.loadBalancerGroup },
      name: stack.prefix,
      certificateId: stack.owner.certificateId,
      clientAuthorityId: clientAuthority(stack.environment, stack.owner),
      routes: this.routes(),
      secretHeader: edge?.ownsZone ? { name: ORIGIN_HEADERS.edge, value: data.secret("origin-edge").value } : undefined,
      accessLog: operations.requestLog,
      deletionProtection,
    });
    const { webSources } = stack.environment.network;
    if (!answersEverybody(stack.environment)) balancer.allowOnly(webSources);
    if (isChinaOrigin(stack.environment, stack.owner)) {
      balancer.addListener(PORTS.chinaOrigin, { name: ORIGIN_HEADERS.china, value: data.secret("origin-china").value });
    }
    balancer.addAlarms(operations.contacts, `${stack.prefix}-alb`);
    this.loadBalancerHost = balancer.dnsName;
    stack.output("load_balancer_id", balancer.loadBalancerId, "Load balancer");
    stack.output("load_balancer_host", balancer.dnsName, "Host name of the load balancer, for CNAME records");
  }

  private routes(): ListenerRoute[] {
    const { fleet } = this.props;
    const ingress = this.addIngressServerGroup();
    if (fleet === undefined) {
      if (ingress === undefined)
        throw new Error(`[${this.stack.node.path}] neither hosts nor a cluster: nobody serves`);
      // The ingress routes the services' paths itself.
      return [{ name: "cluster", paths: [], serverGroups: [{ serverGroup: ingress, weight: 100 }] }];
    }
    const percent = clusterPercent(this.stack.environment);
    return webServices(this.stack.environment.services).map(({ name, paths, ports, health }) => {
      const serverGroup = this.addServerGroup(name, { port: ports.host, healthPath: health, protocol: "HTTPS" });
      fleet.attachToServerGroup(serverGroup);
      const hosts = { serverGroup, weight: 100 - percent };
      return { name, paths, serverGroups: ingress ? [hosts, { serverGroup: ingress, weight: percent }] : [hosts] };
    });
  }

  /** Adds the cluster's nodes as a server group. Its health check reaches the default service through the ingress. */
  private addIngressServerGroup(): ServerGroup | undefined {
    const { cluster, surroundings } = this.props;
    if (cluster === undefined) return undefined;
    const { health } = defaultService(this.stack.environment.services);
    const ingress = this.addServerGroup("cluster", {
      port: PORTS.ingressNode,
      healthPath: health,
      healthHost: surroundings.siteHost,
      protocol: "HTTP",
    });
    ingress.addScalingGroup("nodes", cluster.systemPool.scalingGroupId);
    return ingress;
  }

  private addServerGroup(name: string, props: Omit<ServerGroupProps, "vpc" | "name">): ServerGroup {
    return new ServerGroup(this.stack, name, {
      vpc: this.props.network.vpc,
      name: `${this.stack.prefix}-${name}`,
      ...props,
    });
  }
}
