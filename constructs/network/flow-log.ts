import { VpcFlowLog } from "@cdktf/provider-alicloud/lib/vpc-flow-log";
import { Construct } from "constructs";
import type { LogStore } from "../observability/log-store";
import type { IVpc } from "./vpc";

export interface FlowLogProps {
  readonly vpc: IVpc;
  /** Name shown in the console, 2 to 128 characters. */
  readonly name: string;
  /** The log store that gets the entries. */
  readonly logStore: LogStore;
  /** Minutes over which the packets of a flow are aggregated to one entry: 1, 5 or 10. */
  readonly aggregationMinutes: number;
}

/** The record of every flow in a VPC, accepted or dropped, for investigations. */
export class FlowLog extends Construct {
  constructor(scope: Construct, id: string, props: FlowLogProps) {
    super(scope, id);
    new VpcFlowLog(this, "Default", {
      flowLogName: props.name,
      resourceType: "VPC",
      resourceId: props.vpc.vpcId,
      trafficType: "All",
      projectName: props.logStore.projectName,
      logStoreName: props.logStore.name,
      aggregationInterval: String(props.aggregationMinutes),
      status: "Active",
    });
  }
}
