import { SecurityGroup as SecurityGroupResource } from "@cdktf/provider-alicloud/lib/security-group";
import { SecurityGroupRule } from "@cdktf/provider-alicloud/lib/security-group-rule";
import { Construct } from "constructs";
import type { IVpc } from "./vpc";

/** The ports that a rule opens. */
export class Ports {
  /** One TCP port, 1 to 65535. */
  static tcp(port: number): Ports {
    return new Ports("tcp", `${port}/${port}`, `tcp-${port}`);
  }

  /** Every port of every protocol. */
  static all(): Ports {
    return new Ports("all", "-1/-1", "all");
  }

  private constructor(
    readonly protocol: string,
    /** First and last port, as the API writes them: `80/80`; `-1/-1` for all. */
    readonly range: string,
    /** Part of the rule's logical id. */
    readonly id: string,
  ) {}
}

export interface SecurityGroupProps {
  readonly vpc: IVpc;
  /** Name shown in the console, 2 to 128 characters. */
  readonly name: string;
  /** Which hosts are in the group; shown in the console. */
  readonly description: string;
}

/**
 * A stateful firewall around a group of hosts. It drops all inbound traffic, also between its own members, except what
 * an `allow…` method permits. Each permission is a rule of its own with an id made from its content, so that the order
 * of the calls does not matter.
 */
export class SecurityGroup extends Construct {
  readonly securityGroupId: string;

  constructor(scope: Construct, id: string, props: SecurityGroupProps) {
    super(scope, id);
    const group = new SecurityGroupResource(this, "Default", {
      securityGroupName: props.name,
      description: props.description,
      vpcId: props.vpc.vpcId,
      securityGroupType: "normal",
      // "Accept" would let members reach one another whatever the rules say.
      innerAccessPolicy: "Drop",
    });
    this.securityGroupId = group.id;
  }

  /** Permits inbound traffic from an IPv4 block. */
  allowFromCidr(cidr: string, ports: Ports, description: string): void {
    this.allow(`${ports.id}-from-${cidr}`, ports, { cidrIp: cidr, description });
  }

  /** Permits inbound traffic from the members of another group. */
  allowFromGroup(source: SecurityGroup, ports: Ports, description: string): void {
    const sourceSecurityGroupId = source.securityGroupId;
    this.allow(`${ports.id}-from-${source.node.id}`, ports, { sourceSecurityGroupId, description });
  }

  /** Permits traffic between the group's own members. */
  allowInternal(description: string): void {
    this.allowFromGroup(this, Ports.all(), description);
  }

  private allow(
    id: string,
    ports: Ports,
    source: { readonly description: string; readonly cidrIp?: string; readonly sourceSecurityGroupId?: string },
  ): void {
    new SecurityGroupRule(this, id, {
      securityGroupId: this.securityGroupId,
      type: "ingress",
      ipProtocol: ports.protocol,
      portRange: ports.range,
      nicType: "intranet",
      policy: "accept",
      priority: 1,
      ...source,
    });
  }
}
