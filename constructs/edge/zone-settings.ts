import { ZoneSetting } from "@cdktf/provider-cloudflare/lib/zone-setting";
import { Construct } from "constructs";

export interface ZoneSettingsProps {
  readonly zoneId: string;
  /** By Cloudflare's names: text, or an object of texts, numbers and booleans. Destroying a setting resets nothing. */
  readonly settings: Readonly<Record<string, string | Readonly<Record<string, unknown>>>>;
}

/** Settings of a zone, one resource each. */
export class ZoneSettings extends Construct {
  constructor(scope: Construct, id: string, props: ZoneSettingsProps) {
    super(scope, id);
    for (const [settingId, value] of Object.entries(props.settings)) {
      const setting = new ZoneSetting(this, settingId, { zoneId: props.zoneId, settingId, value: PLACEHOLDER });
      // The bindings take a dynamic value for a map of texts: numbers and booleans would come out as {}.
      setting.addOverride("value", value);
    }
  }
}

/** What the bindings ask for and the override replaces. */
const PLACEHOLDER = {};
