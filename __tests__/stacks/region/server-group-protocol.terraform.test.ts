import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { staging } from "../../support/fixture/environments/staging";
import { checked } from "../../support/fixture/stacks";
import { DeployedEnvironment } from "../../support/terraform/deployed-environment";

let deployed: DeployedEnvironment;
beforeAll(async () => {
  deployed = await DeployedEnvironment.start(checked(staging));
});
afterAll(() => deployed.stop());

/** The stacks up to the load balancer. The protocol of its server groups is that of hosts, or another one. */
function stacks(protocol?: "HTTP") {
  const found = deployed.synthesize(checked(staging)).filter(({ name }) => !name.endsWith("-edge"));
  if (protocol === undefined) return found;
  for (const { name, folder } of found.filter((each) => each.name.endsWith("-compute"))) {
    const file = path.join(folder, "cdk.tf.json");
    const stack = JSON.parse(readFileSync(file, "utf8"));
    const groups = Object.values<{ protocol: string; health_check_config: { health_check_protocol: string } }>(
      stack.resource.alicloud_alb_server_group,
    );
    expect([name, groups.length]).toEqual(["staging-compute", 3]);
    for (const group of groups) {
      group.protocol = protocol;
      group.health_check_config.health_check_protocol = protocol;
    }
    writeFileSync(file, JSON.stringify(stack));
  }
  return found;
}

/** The server groups that the cloud holds: id and protocol. */
function groups(): { id: string; protocol: unknown }[] {
  const held = deployed.simulator.cloud.all().filter(({ type }) => type === "alicloud_alb_server_group");
  return held.map(({ id, attributes }) => ({ id, protocol: attributes.protocol }));
}

describe("the protocol between load balancer and hosts", () => {
  test("changes by other groups, which listeners and scaling groups have before the old ones go", async () => {
    expect(await deployed.errorsOf("deploy", stacks("HTTP"))).toEqual([]);
    const before = groups();
    expect(before.map(({ protocol }) => protocol)).toEqual(["HTTP", "HTTP", "HTTP"]);
    expect(await deployed.errorsOf("deploy", stacks())).toEqual([]);
    const after = groups();
    expect(after.map(({ protocol }) => protocol)).toEqual(["HTTPS", "HTTPS", "HTTPS"]);
    const old = before.map(({ id }) => id);
    expect(after.filter(({ id }) => old.includes(id))).toEqual([]);
    expect(await deployed.errorsOf("second plan", stacks())).toEqual([]);
  });
});
