import { AlbServerGroup } from "@cdktf/provider-alicloud/lib/alb-server-group";
import { EssAlbServerGroupAttachment } from "@cdktf/provider-alicloud/lib/ess-alb-server-group-attachment";
import { Construct } from "constructs";
import type { IVpc } from "../network/vpc";

/** How often the load balancer checks a server, and how many results in a row change the server's state. */
export interface HealthCheck {
  /** Seconds between two checks, 1 to 50. */
  readonly intervalSeconds: number;
  /** Seconds after which a check without an answer has failed, 1 to 300. */
  readonly timeoutSeconds: number;
  /** Failures in a row after which a server gets no more requests, 2 to 10. */
  readonly unhealthyAfter: number;
  /** Successes in a row after which a server gets requests again, 2 to 10. */
  readonly healthyAfter: number;
}

/** A dead server gets no more requests after 15 seconds. */
export const DEFAULT_HEALTH_CHECK: HealthCheck = {
  intervalSeconds: 5,
  timeoutSeconds: 3,
  unhealthyAfter: 3,
  healthyAfter: 2,
};

export interface ServerGroupProps {
  readonly vpc: IVpc;
  /** Name shown in the console, 2 to 128 characters. */
  readonly name: string;
  /** TCP port of every server. */
  readonly port: number;
  /**
   * How the load balancer speaks to the servers, and checks their health. With HTTPS it takes any certificate, whatever
   * its name and whoever has signed it. A change replaces the group.
   *
   * @default "HTTP"
   */
  readonly protocol?: "HTTP" | "HTTPS";
  /** Path that answers with 2xx while the server works, such as `/health`. */
  readonly healthPath: string;
  /**
   * `Host` header of the checks, for servers that answer for several hosts.
   *
   * @default the server's address
   */
  readonly healthHost?: string;
  /** @default {@link DEFAULT_HEALTH_CHECK} */
  readonly healthCheck?: HealthCheck;
}

/** Servers that answer the same requests. The load balancer sends each request to a healthy one. */
export class ServerGroup extends Construct {
  readonly serverGroupId: string;
  readonly port: number;

  constructor(scope: Construct, id: string, props: ServerGroupProps) {
    super(scope, id);
    const { healthCheck: check = DEFAULT_HEALTH_CHECK, protocol = "HTTP" } = props;
    const group = new AlbServerGroup(this, "Default", {
      serverGroupName: props.name,
      serverGroupType: "Instance",
      vpcId: props.vpc.vpcId,
      protocol,
      scheduler: "Wlc",
      // Servers end idle connections when they are reloaded, maybe just as a request is sent into one.
      upstreamKeepaliveEnabled: false,
      healthCheckConfig: {
        healthCheckEnabled: true,
        healthCheckProtocol: protocol,
        healthCheckMethod: "GET",
        healthCheckPath: props.healthPath,
        healthCheckHost: props.healthHost,
        healthCheckCodes: ["http_2xx"],
        // 0 means the port on which the server takes requests.
        healthCheckConnectPort: 0,
        healthCheckInterval: check.intervalSeconds,
        healthCheckTimeout: check.timeoutSeconds,
        unhealthyThreshold: check.unhealthyAfter,
        healthyThreshold: check.healthyAfter,
      },
      stickySessionConfig: { stickySessionEnabled: false },
      // Auto Scaling adds and removes servers, and Terraform would undo that.
      // A group cannot be deleted while a listener names it, so its replacement comes first.
      lifecycle: { ignoreChanges: ["servers"], createBeforeDestroy: true },
    });
    this.serverGroupId = group.id;
    this.port = props.port;
  }

  /**
   * Adds the hosts of a scaling group, also those that it makes later. For groups that are no construct of this stack.
   */
  addScalingGroup(id: string, scalingGroupId: string): void {
    new EssAlbServerGroupAttachment(this, id, {
      scalingGroupId,
      albServerGroupId: this.serverGroupId,
      port: this.port,
      weight: 100,
      forceAttach: true,
    });
  }
}
