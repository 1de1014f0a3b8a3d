import { PvtzZoneRecord } from "@cdktf/provider-alicloud/lib/pvtz-zone-record";
import { Token } from "cdktf";
import { Construct } from "constructs";
import type { Role } from "../security/role";
import type { PrivateZone } from "./private-zone";

export interface HostNameProps {
  readonly zone: PrivateZone;
  /** The part before the zone's name, such as `search`. */
  readonly label: string;
}

/**
 * A name for a host that Auto Scaling makes anew when it dies: whichever host it is now writes its own address into the
 * record. Until the first one has, the name leads nowhere.
 */
export class HostName extends Construct {
  readonly recordId: string;
  readonly label: string;
  /** The whole name. */
  readonly hostName: string;
  private readonly zoneId: string;

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
    this.zoneId = props.zone.zoneId;
  }

  /** Lets the hosts of a role write their address into the record: RAM tells zones apart, not records. */
  grantRegister(role: Role): void {
    role.addToPolicy({
      effect: "Allow",
      actions: ["pvtz:UpdateZoneRecord"],
      resources: [`acs:pvtz:*:*:zone/${this.zoneId}`],
    });
  }
}
