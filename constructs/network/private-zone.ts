import { PvtzZone } from "@cdktf/provider-alicloud/lib/pvtz-zone";
import { PvtzZoneAttachment } from "@cdktf/provider-alicloud/lib/pvtz-zone-attachment";
import { Construct } from "constructs";
import type { Role } from "../security/role";
import type { IVpc } from "./vpc";

export interface PrivateZoneProps {
  readonly vpc: IVpc;
  /** Domain of the zone, such as `example.internal`. */
  readonly zoneName: string;
}

/** A DNS zone whose names only a VPC resolves. */
export class PrivateZone extends Construct {
  readonly zoneId: string;
  readonly zoneName: string;

  constructor(scope: Construct, id: string, props: PrivateZoneProps) {
    super(scope, id);
    const zone = new PvtzZone(this, "Default", {
      zoneName: props.zoneName,
      remark: `Names inside the VPC: ${props.zoneName}`,
      // Names that the zone does not have are resolved on the Internet.
      proxyPattern: "RECORD",
    });
    this.zoneId = zone.id;
    this.zoneName = props.zoneName;
    new PvtzZoneAttachment(this, "attachment", { zoneId: this.zoneId, vpcs: [{ vpcId: props.vpc.vpcId }] });
  }

  /**
   * Lets the hosts of a role write their address into records. RAM can restrict this to the zone, not to a record.
   */
  grantRegister(role: Role): void {
    role.addToPolicy({
      effect: "Allow",
      actions: ["pvtz:UpdateZoneRecord"],
      resources: [`acs:pvtz:*:*:zone/${this.zoneId}`],
    });
  }
}
