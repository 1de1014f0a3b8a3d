import { NatGateway as NatGatewayResource } from "@cdktf/provider-alicloud/lib/nat-gateway";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { addAlarms } from "../observability/add-alarms";
import type { AlarmContacts } from "../observability/alarm-contacts";
import type { ElasticIp } from "./elastic-ip";
import { NAT_GATEWAY_ALARMS } from "./nat-gateway-alarms";
import { type ISnatGateway, SnatEntry } from "./snat-entry";
import type { IVSwitch } from "./v-switch";
import type { IVpc } from "./vpc";

export interface NatGatewayProps {
  readonly vpc: IVpc;
  /** vSwitch of the gateway's own private address. */
  readonly vSwitch: IVSwitch;
  /** Public address of the gateway. */
  readonly elasticIp: ElasticIp;
  /** Name shown in the console, 2 to 128 characters. */
  readonly name: string;
  /**
   * Whether Alibaba Cloud refuses to delete the gateway.
   *
   * @default true
   */
  readonly deletionProtection?: boolean;
}

/**
 * A NAT gateway, through which hosts without a public address reach the Internet. It accepts no connections from there.
 * Alibaba Cloud sells only enhanced gateways by now, paid by traffic and connections (LCU).
 */
export class NatGateway extends Construct implements ISnatGateway {
  readonly natGatewayId: string;
  readonly snatTableId: string;
  readonly ipAddress: string;
  private readonly association: ITerraformDependable;

  constructor(scope: Construct, id: string, props: NatGatewayProps) {
    super(scope, id);
    const gateway = new NatGatewayResource(this, "Default", {
      natGatewayName: props.name,
      vpcId: props.vpc.vpcId,
      vswitchId: props.vSwitch.vSwitchId,
      natType: "Enhanced",
      networkType: "internet",
      paymentType: "PayAsYouGo",
      internetChargeType: "PayByLcu",
      deletionProtection: props.deletionProtection ?? true,
    });
    this.natGatewayId = gateway.id;
    this.snatTableId = gateway.snatTableIds;
    this.ipAddress = props.elasticIp.ipAddress;
    this.association = props.elasticIp.associateWithNatGateway(gateway.id);
  }

  /** Lets the hosts of a vSwitch reach the Internet under the gateway's address. */
  allowEgress(id: string, vSwitch: IVSwitch): void {
    // The service refuses an entry until its address is associated with the gateway.
    new SnatEntry(this, id, { gateway: this, vSwitch, dependsOn: [this.association] });
  }

  /** Makes the alarms of {@link NAT_GATEWAY_ALARMS}; their names start with `namePrefix`. */
  addAlarms(contacts: AlarmContacts, namePrefix: string): void {
    const dimensions = { instanceId: this.natGatewayId };
    addAlarms(this, NAT_GATEWAY_ALARMS, { namespace: "acs_nat_gateway", dimensions, contacts, namePrefix });
  }
}
