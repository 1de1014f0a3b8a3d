import type { TerraformStack } from "cdktf";
import { type IVSwitch, VSwitch } from "../../constructs/network/v-switch";

/** Two existing vSwitches, in two zones. */
export function twoVSwitches(stack: TerraformStack): [IVSwitch, IVSwitch] {
  const existing = (zone: string) =>
    VSwitch.fromVSwitchId(stack, zone, { vSwitchId: `vsw-${zone}`, zone, cidr: "10.0.0.0/24" });
  return [existing("cn-hongkong-b"), existing("cn-hongkong-c")];
}
