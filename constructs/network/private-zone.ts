import { PvtzZone } from "@cdktf/provider-alicloud/lib/pvtz-zone";
import { PvtzZoneAttachment } from "@cdktf/provider-alicloud/lib/pvtz-zone-attachment";
import { Construct } from "constructs";
import type { IVpc } from "./vpc";

export interface PrivateZoneProps {
  readonly vpc: IVpc;
  /** A domain that only the VPC resolves, such as `example.internal`. */
  readonly zoneName: string;
}

/** Names that resolve inside a VPC and nowhere else. */
export class PrivateZone extends Construct {
  readonly zoneId: string;
  readonly zoneName: string;

  constructor(scope: Construct, id: string, props: PrivateZoneProps) {
    super(scope, id);
    const zone = new PvtzZone(this, "Default", {
      zoneName: props.zoneName,
      remark: `Names inside the VPC: ${props.zoneName}`,
      // A name that is not here is looked up like any other.
      proxyPattern: "RECORD",
    });
    this.zoneId = zone.id;
    this.zoneName = props.zoneName;
    new PvtzZoneAttachment(this, "attachment", { zoneId: this.zoneId, vpcs: [{ vpcId: props.vpc.vpcId }] });
  }
}
