import { NatGateway as NatGatewayResource } from "@cdktf/provider-alicloud/lib/nat-gateway";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { addAlarms } from "../observability/add-alarms";
import type { AlarmContacts } from "../observability/alarm-contacts";
import { AddressTranslation } from "./address-translation";
import type { ElasticIp } from "./elastic-ip";
import { NAT_GATEWAY_ALARMS } from "./nat-gateway-alarms";
import type { IVSwitch } from "./v-switch";
import type { IVpc } from "./vpc";

export interface NatGatewayProps {
  readonly vpc: IVpc;
  /** The vSwitch that the gateway takes its own private address from. */
  readonly vSwitch: IVSwitch;
  /** The address that the Internet sees. */
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
 * The way out for hosts without a public address. An enhanced gateway, paid by what it carries (LCU): the only kind that
 * is still sold. It lets nothing in.
 */
export class NatGateway extends Construct {
  readonly natGatewayId: string;
  /** The table of translated vSwitches, see {@link AddressTranslation}. */
  readonly snatTableId: string;
  /** The address that the Internet sees. */
  readonly address: ElasticIp;
  private readonly addressBinding: ITerraformDependable;

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
    this.address = props.elasticIp;
    this.addressBinding = props.elasticIp.bindToNatGateway(gateway.id);
  }

  /** Lets the hosts of a vSwitch reach the Internet under the gateway's address. */
  translate(id: string, vSwitch: IVSwitch): void {
    // An entry is refused while its address does not belong to the gateway.
    new AddressTranslation(this, id, { gateway: this, vSwitch, after: [this.addressBinding] });
  }

  /** Makes the alarms of {@link NAT_GATEWAY_ALARMS}; their names start with `namePrefix`. */
  addAlarms(contacts: AlarmContacts, namePrefix: string): void {
    const dimensions = { instanceId: this.natGatewayId };
    addAlarms(this, NAT_GATEWAY_ALARMS, { namespace: "acs_nat_gateway", dimensions, contacts, namePrefix });
  }
}
