import { AlbServerGroup } from "@cdktf/provider-alicloud/lib/alb-server-group";
import { EssAlbServerGroupAttachment } from "@cdktf/provider-alicloud/lib/ess-alb-server-group-attachment";
import { Construct } from "constructs";
import type { IVpc } from "../network/vpc";

/** Seconds between two health checks, and how many in a row change a server's state. */
export const HEALTH_CHECK = { intervalSeconds: 5, timeoutSeconds: 3, unhealthyAfter: 3, healthyAfter: 2 } as const;

export interface ServerGroupProps {
  readonly vpc: IVpc;
  /** Name shown in the console, 2 to 128 characters. */
  readonly name: string;
  /** The TCP port on which each server is spoken to. */
  readonly port: number;
  /** The page that answers with 2xx when a server works, such as `/api/health`. */
  readonly healthPath: string;
  /**
   * The host that the page is asked for, for servers that answer several.
   *
   * @default the server's address
   */
  readonly healthHost?: string;
}

/** Servers that answer the same requests, of which the load balancer picks one that is healthy. */
export class ServerGroup extends Construct {
  readonly serverGroupId: string;
  readonly port: number;

  constructor(scope: Construct, id: string, props: ServerGroupProps) {
    super(scope, id);
    const group = new AlbServerGroup(this, "Default", {
      serverGroupName: props.name,
      serverGroupType: "Instance",
      vpcId: props.vpc.vpcId,
      protocol: "HTTP",
      scheduler: "Wlc",
      healthCheckConfig: {
        healthCheckEnabled: true,
        healthCheckProtocol: "HTTP",
        healthCheckMethod: "GET",
        healthCheckPath: props.healthPath,
        healthCheckHost: props.healthHost,
        healthCheckCodes: ["http_2xx"],
        // 0 is the server's own port.
        healthCheckConnectPort: 0,
        healthCheckInterval: HEALTH_CHECK.intervalSeconds,
        healthCheckTimeout: HEALTH_CHECK.timeoutSeconds,
        unhealthyThreshold: HEALTH_CHECK.unhealthyAfter,
        healthyThreshold: HEALTH_CHECK.healthyAfter,
      },
      stickySessionConfig: { stickySessionEnabled: false },
      // Auto Scaling adds and removes servers; Terraform would take them out again.
      // A group that goes has to wait until no listener names it any more.
      lifecycle: { ignoreChanges: ["servers"], createBeforeDestroy: true },
    });
    this.serverGroupId = group.id;
    this.port = props.port;
  }

  /** Makes every host of a scaling group that something else manages, now and later, a server on the group's port. */
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
