import { Vswitch } from "@cdktf/provider-alicloud/lib/vswitch";
import { Construct, type IConstruct } from "constructs";
import type { IVpc } from "./vpc";

/** What other constructs need to know of a vSwitch, new or not. */
export interface IVSwitch extends IConstruct {
  readonly vSwitchId: string;
  /** Zone id, such as `cn-hongkong-b`. */
  readonly zone: string;
  /** The vSwitch's IPv4 block, in CIDR notation. */
  readonly cidr: string;
}

export interface VSwitchProps {
  readonly vpc: IVpc;
  /** Name shown in the console, 1 to 128 characters. */
  readonly name: string;
  /** Zone id, such as `cn-hongkong-b`. */
  readonly zone: string;
  /** A block of the VPC's, /16 to /29. */
  readonly cidr: string;
}

/** A vSwitch: the part of a VPC that is in one zone. */
export class VSwitch extends Construct implements IVSwitch {
  /** Refers to a vSwitch that exists already, and creates nothing. */
  static fromVSwitchId(
    scope: Construct,
    id: string,
    existing: { readonly vSwitchId: string; readonly zone: string; readonly cidr: string },
  ): IVSwitch {
    class ExistingVSwitch extends Construct implements IVSwitch {
      readonly vSwitchId = existing.vSwitchId;
      readonly zone = existing.zone;
      readonly cidr = existing.cidr;
    }
    return new ExistingVSwitch(scope, id);
  }

  readonly vSwitchId: string;
  readonly zone: string;
  readonly cidr: string;

  constructor(scope: Construct, id: string, props: VSwitchProps) {
    super(scope, id);
    const vSwitch = new Vswitch(this, "Default", {
      vpcId: props.vpc.vpcId,
      vswitchName: props.name,
      zoneId: props.zone,
      cidrBlock: props.cidr,
    });
    this.vSwitchId = vSwitch.id;
    this.zone = props.zone;
    this.cidr = props.cidr;
  }
}
