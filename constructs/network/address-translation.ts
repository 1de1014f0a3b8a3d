import { SnatEntry } from "@cdktf/provider-alicloud/lib/snat-entry";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import type { NatGateway } from "./nat-gateway";
import type { IVSwitch } from "./v-switch";

export interface AddressTranslationProps {
  readonly gateway: NatGateway;
  readonly vSwitch: IVSwitch;
  /** What has to be there before, in the same stack. */
  readonly after?: readonly ITerraformDependable[];
}

/** Lets whatever lies in a vSwitch reach the Internet under a NAT gateway's address. */
export class AddressTranslation extends Construct {
  constructor(scope: Construct, id: string, { gateway, vSwitch, after }: AddressTranslationProps) {
    super(scope, id);
    new SnatEntry(this, "Default", {
      snatTableId: gateway.snatTableId,
      sourceVswitchId: vSwitch.vSwitchId,
      snatIp: gateway.address.ipAddress,
      dependsOn: after && [...after],
    });
  }
}
