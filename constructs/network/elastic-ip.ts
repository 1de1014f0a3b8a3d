import { EipAddress } from "@cdktf/provider-alicloud/lib/eip-address";
import { EipAssociation } from "@cdktf/provider-alicloud/lib/eip-association";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { addAlarms } from "../observability/add-alarms";
import type { AlarmContacts } from "../observability/alarm-contacts";
import type { Role } from "../security/role";
import { ELASTIC_IP_ALARMS } from "./elastic-ip-alarms";

export interface ElasticIpProps {
  /** Name shown in the console, 2 to 128 characters. */
  readonly name: string;
  /** Ceiling of outbound bandwidth, 1 to 500 Mbit/s. Traffic is paid by volume. */
  readonly bandwidthMbps: number;
  /**
   * Whether Alibaba Cloud refuses to release the address.
   *
   * @default true
   */
  readonly deletionProtection?: boolean;
}

/** A public IPv4 address that stays the same when the host or gateway behind it is replaced. */
export class ElasticIp extends Construct {
  readonly allocationId: string;
  /** The address itself. */
  readonly ipAddress: string;

  constructor(scope: Construct, id: string, props: ElasticIpProps) {
    super(scope, id);
    const address = new EipAddress(this, "Default", {
      addressName: props.name,
      bandwidth: String(props.bandwidthMbps),
      internetChargeType: "PayByTraffic",
      paymentType: "PayAsYouGo",
      isp: "BGP",
      deletionProtection: props.deletionProtection ?? true,
    });
    this.allocationId = address.id;
    this.ipAddress = address.ipAddress;
  }

  /**
   * Associates the address with a NAT gateway.
   *
   * @returns the association; whatever needs the gateway to have the address depends on it
   */
  associateWithNatGateway(natGatewayId: string): ITerraformDependable {
    return new EipAssociation(this, "association", {
      allocationId: this.allocationId,
      instanceId: natGatewayId,
      instanceType: "Nat",
    });
  }

  /** Lets the hosts of a role associate the address with themselves, as the replacement of a dead host does. */
  grantAssociate(role: Role): void {
    role.addToPolicy({
      effect: "Allow",
      actions: ["vpc:AssociateEipAddress", "vpc:UnassociateEipAddress"],
      // The API checks the permission for the address and for the instance.
      resources: [`acs:vpc:*:*:eip/${this.allocationId}`, "acs:vpc:*:*:instance/*"],
    });
    role.addToPolicy({
      effect: "Allow",
      actions: ["vpc:DescribeEipAddresses", "ecs:DescribeInstances"],
      resources: ["*"],
    });
  }

  /** Makes the alarms of {@link ELASTIC_IP_ALARMS}; their names start with `namePrefix`. */
  addAlarms(contacts: AlarmContacts, namePrefix: string): void {
    const dimensions = { instanceId: this.allocationId };
    addAlarms(this, ELASTIC_IP_ALARMS, { namespace: "acs_vpc_eip", dimensions, contacts, namePrefix });
  }
}
