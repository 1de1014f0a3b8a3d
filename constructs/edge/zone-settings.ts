import { ZoneSetting } from "@cdktf/provider-cloudflare/lib/zone-setting";
import { Construct } from "constructs";

/** Value that the bindings require, and that an override replaces. */
const PLACEHOLDER = {};

export interface ZoneSettingsProps {
  readonly zoneId: string;
  /**
   * Values by Cloudflare's names: a string, or an object of strings, numbers and booleans. Destroying one resets
   * nothing.
   */
  readonly settings: Readonly<Record<string, string | Readonly<Record<string, unknown>>>>;
}

/** Settings of a zone, one resource for each. */
export class ZoneSettings extends Construct {
  constructor(scope: Construct, id: string, props: ZoneSettingsProps) {
    super(scope, id);
    for (const [settingId, value] of Object.entries(props.settings)) {
      const setting = new ZoneSetting(this, settingId, { zoneId: props.zoneId, settingId, value: PLACEHOLDER });
      // The bindings take the value for a map of strings, and would write numbers and booleans as {}.
      setting.addOverride("value", value);
    }
  }
}
