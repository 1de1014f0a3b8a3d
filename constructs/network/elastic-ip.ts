import { EipAddress } from "@cdktf/provider-alicloud/lib/eip-address";
import { EipAssociation } from "@cdktf/provider-alicloud/lib/eip-association";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";

export interface ElasticIpProps {
  /** Name shown in the console, 2 to 128 characters. */
  readonly name: string;
  /** The most that the address sends to the Internet, 1 to 500 Mbit/s; traffic is paid by volume. */
  readonly bandwidthMbps: number;
  /**
   * Whether Alibaba Cloud refuses to release the address.
   *
   * @default true
   */
  readonly deletionProtection?: boolean;
}

/** A public IPv4 address that stays the same whatever stands behind it. */
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

  /** Gives the address to a NAT gateway; what needs the address to work depends on the result. */
  bindToNatGateway(natGatewayId: string): ITerraformDependable {
    return new EipAssociation(this, "association", {
      allocationId: this.allocationId,
      instanceId: natGatewayId,
      instanceType: "Nat",
    });
  }
}
