import { SnatEntry as SnatEntryResource } from "@cdktf/provider-alicloud/lib/snat-entry";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import type { IVSwitch } from "./v-switch";

/** What an SNAT entry needs to know of a NAT gateway. */
export interface ISnatGateway {
  /** Id of the gateway's table of SNAT entries. */
  readonly snatTableId: string;
  /** Public address of the gateway. */
  readonly ipAddress: string;
}

export interface SnatEntryProps {
  readonly gateway: ISnatGateway;
  readonly vSwitch: IVSwitch;
  /**
   * Resources of the same stack that have to be there before.
   *
   * @default none
   */
  readonly dependsOn?: readonly ITerraformDependable[];
}

/** Source address translation: hosts and pods of a vSwitch reach the Internet under the address of a NAT gateway. */
export class SnatEntry extends Construct {
  constructor(scope: Construct, id: string, { gateway, vSwitch, dependsOn }: SnatEntryProps) {
    super(scope, id);
    new SnatEntryResource(this, "Default", {
      snatTableId: gateway.snatTableId,
      sourceVswitchId: vSwitch.vSwitchId,
      snatIp: gateway.ipAddress,
      dependsOn: dependsOn && [...dependsOn],
    });
  }
}
