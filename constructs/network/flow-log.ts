import { VpcFlowLog } from "@cdktf/provider-alicloud/lib/vpc-flow-log";
import { Construct } from "constructs";
import type { LogStore } from "../observability/log-store";
import type { IVpc } from "./vpc";

export interface FlowLogProps {
  readonly vpc: IVpc;
  /** Name shown in the console, 2 to 128 characters. */
  readonly name: string;
  /** Where the entries go. */
  readonly logStore: LogStore;
  /** The time over which packets of a flow are added up to one entry: 1, 5 or 10 minutes. */
  readonly aggregationMinutes: number;
}

/** The record of every flow in a VPC, let through or not: the first thing that an investigation asks for. */
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
