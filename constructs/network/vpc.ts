import { Vpc as VpcResource } from "@cdktf/provider-alicloud/lib/vpc";
import { Construct, type IConstruct } from "constructs";

/** What other constructs need to know of a VPC, new or not. */
export interface IVpc extends IConstruct {
  readonly vpcId: string;
  /** The VPC's IPv4 block, in CIDR notation. */
  readonly cidr: string;
}

export interface VpcProps {
  /** Name shown in the console, 2 to 128 characters. */
  readonly name: string;
  /** A private IPv4 block, /8 to /24. */
  readonly cidr: string;
  /**
   * Whether Terraform refuses to destroy the VPC.
   *
   * @default true
   */
  readonly deletionProtection?: boolean;
}

/** A virtual private cloud. */
export class Vpc extends Construct implements IVpc {
  /** Refers to a VPC that exists already, and creates nothing. Nobody checks that the block is the VPC's. */
  static fromVpcId(scope: Construct, id: string, existing: { readonly vpcId: string; readonly cidr: string }): IVpc {
    class ExistingVpc extends Construct implements IVpc {
      readonly vpcId = existing.vpcId;
      readonly cidr = existing.cidr;
    }
    return new ExistingVpc(scope, id);
  }

  readonly vpcId: string;
  readonly cidr: string;

  constructor(scope: Construct, id: string, props: VpcProps) {
    super(scope, id);
    const vpc = new VpcResource(this, "Default", {
      vpcName: props.name,
      cidrBlock: props.cidr,
      lifecycle: { preventDestroy: props.deletionProtection ?? true },
    });
    this.vpcId = vpc.id;
    this.cidr = props.cidr;
  }
}
