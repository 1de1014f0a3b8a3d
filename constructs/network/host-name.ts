import { PvtzZoneRecord } from "@cdktf/provider-alicloud/lib/pvtz-zone-record";
import { Token } from "cdktf";
import { Construct } from "constructs";
import type { PrivateZone } from "./private-zone";

export interface HostNameProps {
  readonly zone: PrivateZone;
  /** Part of the name before the zone's, such as `search`. */
  readonly label: string;
}

/**
 * A name for a single host that Auto Scaling replaces when it dies: each new host writes its own address into the
 * record ({@link PrivateZone.grantRegister}). Until the first host has done so, the name resolves to 127.0.0.1.
 */
export class HostName extends Construct {
  readonly recordId: string;
  readonly label: string;
  /** Full name: the label and the zone's name. */
  readonly hostName: string;

  constructor(scope: Construct, id: string, props: HostNameProps) {
    super(scope, id);
    const record = new PvtzZoneRecord(this, "Default", {
      zoneId: props.zone.zoneId,
      rr: props.label,
      type: "A",
      value: "127.0.0.1",
      ttl: 60,
      lifecycle: { ignoreChanges: ["value"] },
    });
    this.recordId = Token.asString(record.recordId);
    this.label = props.label;
    this.hostName = `${props.label}.${props.zone.zoneName}`;
  }
}
