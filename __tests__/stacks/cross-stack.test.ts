import { Vswitch } from "@cdktf/provider-alicloud/lib/vswitch";
import { describe, expect, test } from "@jest/globals";
import type { Construct } from "constructs";
import { BaseStack, type StackProps } from "../../stacks/base";
import { NetworkStack } from "../../stacks/region/network-stack";
import { OperationsStack } from "../../stacks/region/operations-stack";
import { production } from "../support/fixture/environments/production";
import { FIXTURE_OWNER } from "../support/fixture/fixture";
import { checked } from "../support/fixture/stacks";
import { synthesize } from "../support/synthesis";

/** A stack that needs something of the network's. */
class ConsumerStack extends BaseStack {
  constructor(scope: Construct, props: StackProps & { vpcId: string }) {
    super(scope, "consumer", props);
    new Vswitch(this, "vswitch", { vpcId: props.vpcId });
  }
}

describe("a stack that needs an output of another", () => {
  test.each(["local", "oss"] as const)("reads it from the state that the other stack writes: %s", (stateBackend) => {
    const owner = { ...FIXTURE_OWNER, stateBackend };
    const environment = checked(production);
    const { stacks, manifest } = synthesize((app) => {
      const operations = new OperationsStack(app, { environment, owner });
      const network = new NetworkStack(app, { environment, owner, operations });
      new ConsumerStack(app, { environment, owner, vpcId: network.vpc.vpcId });
    });
    const consumer = stacks["production-consumer"];
    const [[id, remote] = []] = Object.entries<{ backend: string; config: object }>(
      consumer?.json.data.terraform_remote_state,
    );
    expect(remote?.backend).toBe(stateBackend);
    expect(remote?.config).toEqual(stacks["production-network"]?.json.terraform.backend[stateBackend]);
    expect(consumer?.resource("alicloud_vswitch").vpc_id).toContain(`data.terraform_remote_state.${id}.outputs.`);
    expect(manifest.stacks["production-consumer"].dependencies).toEqual(["production-network"]);
  });
});
