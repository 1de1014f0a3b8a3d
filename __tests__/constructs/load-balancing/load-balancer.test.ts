import { describe, expect, test } from "@jest/globals";
import { LoadBalancer, type LoadBalancerProps } from "../../../constructs/load-balancing/load-balancer";
import { ServerGroup, type ServerGroupProps } from "../../../constructs/load-balancing/server-group";
import { SecurityGroup } from "../../../constructs/network/security-group";
import { Vpc } from "../../../constructs/network/vpc";
import { LogProject } from "../../../constructs/observability/log-project";
import { LogStore } from "../../../constructs/observability/log-store";
import { type Block, synthesizeStack } from "../../support/synthesis";
import { twoVSwitches } from "../../support/two-v-switches";

/** A load balancer with one server group, which `use` may add to. */
function withBalancer(
  changes: Partial<LoadBalancerProps>,
  use = (_: LoadBalancer) => {},
  check: Pick<ServerGroupProps, "healthCheck"> = {},
) {
  return synthesizeStack((stack) => {
    const vpc = Vpc.fromVpcId(stack, "vpc", { vpcId: "vpc-example", cidr: "10.0.0.0/16" });
    const serverGroup = new ServerGroup(stack, "web", {
      vpc,
      name: "web",
      port: 3000,
      healthPath: "/health",
      ...check,
    });
    const project = new LogProject(stack, "logs", { projectName: "example", description: "Example" });
    const balancer = new LoadBalancer(stack, "balancer", {
      vpc,
      vSwitches: twoVSwitches(stack),
      securityGroup: new SecurityGroup(stack, "group", { vpc, name: "example", description: "Example" }),
      name: "example",
      certificateId: "1-cn-hangzhou",
      routes: [{ name: "web", paths: [], serverGroups: [{ serverGroup, weight: 100 }] }],
      accessLog: new LogStore(stack, "requests", { project, name: "requests", retentionDays: 7 }),
      ...changes,
    });
    use(balancer);
  });
}

/** The listener on a port, with its logical id. */
function listener(stack: ReturnType<typeof withBalancer>, port: number): [string, Block] {
  const found = Object.entries(stack.resources("alicloud_alb_listener")).find(
    ([, each]) => each.listener_port === port,
  );
  if (found === undefined) throw new Error(`no listener on port ${port}`);
  return found;
}

describe("a load balancer", () => {
  test("waits a minute for requests and for answers, unless it is told another time", () => {
    expect(listener(withBalancer({}), 443)[1]).toMatchObject({ idle_timeout: 60, request_timeout: 60 });
    const slow = withBalancer({ idleTimeoutSeconds: 15, requestTimeoutSeconds: 120 });
    expect(listener(slow, 80)[1]).toMatchObject({ idle_timeout: 15, request_timeout: 120 });
  });

  test("takes another listener, whose requests need a header and whose clients no allow list names", () => {
    const stack = withBalancer({}, (balancer) => {
      balancer.addListener(8443, { name: "x-cdn-auth", value: "s3cret" });
      balancer.allowOnly(["192.0.2.0/24"]);
    });
    const [id, { listener_protocol }] = listener(stack, 8443);
    expect(listener_protocol).toBe("HTTPS");
    const rules = Object.values(stack.resources("alicloud_alb_rule")).filter(({ listener_id }) =>
      listener_id.includes(`.${id}.`),
    );
    const [forward, refuse] = rules.sort((one, other) => one.priority - other.priority);
    expect(forward?.rule_conditions).toContainEqual({
      type: "Header",
      header_config: { key: "x-cdn-auth", values: ["s3cret"] },
    });
    expect(refuse?.rule_actions[0].fixed_response_config.http_code).toBe("403");
    const allowed = Object.values(stack.resources("alicloud_alb_listener_acl_attachment"));
    expect(allowed).toHaveLength(2);
    for (const { listener_id } of allowed) expect(listener_id).not.toContain(`.${id}.`);
  });

  test("is refused when no route takes every other request", () => {
    expect(() => withBalancer({ routes: [] })).toThrow("[test/balancer] routes: none is without paths; add one");
  });
});

describe("the health check of a server group", () => {
  const config = (check: Pick<ServerGroupProps, "healthCheck">) =>
    withBalancer({}, undefined, check).resource("alicloud_alb_server_group").health_check_config;

  test("finds a dead server in a quarter of a minute, unless it is told another time", () => {
    expect(config({})).toMatchObject({ health_check_interval: 5, health_check_timeout: 3, unhealthy_threshold: 3 });
    const healthCheck = { intervalSeconds: 10, timeoutSeconds: 4, unhealthyAfter: 5, healthyAfter: 6 };
    expect(config({ healthCheck })).toMatchObject({
      health_check_interval: 10,
      health_check_timeout: 4,
      unhealthy_threshold: 5,
      healthy_threshold: 6,
    });
  });
});
