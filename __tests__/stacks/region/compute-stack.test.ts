import { describe, expect, test } from "@jest/globals";
import { DEFAULT_HEALTH_CHECK } from "../../../constructs/load-balancing/server-group";
import { CLOUDFLARE_RANGES } from "../../../environments/cloudflare-ranges";
import { CELERY_REDIS_PREFIX } from "../../../stacks/conventions/celery";
import { addEnvironments } from "../../../stacks/environment";
import { completePlatform } from "../../support/complete-environments";
import { FIXTURE_OWNER } from "../../support/fixture/fixture";
import { checked, fixtureStacks, stacksOf } from "../../support/fixture/stacks";
import { type Block, type SynthesizedStack, synthesize } from "../../support/synthesis";

const stacks = fixtureStacks();
const production = stacks["production-compute"] as SynthesizedStack;

/** The compute stack of an environment after a change. */
function computeOf(change: (environment: ReturnType<typeof completePlatform>) => void): SynthesizedStack {
  const input = completePlatform();
  change(input);
  return stacksOf(input)["production-compute"] as SynthesizedStack;
}

function only(stack: SynthesizedStack, type: string, id: string): Block {
  const found = Object.entries(stack.resources(type)).filter(([key]) => new RegExp(`^${id}(_|$)`).test(key));
  expect([type, id, found.length]).toEqual([type, id, 1]);
  return found[0]?.[1] as Block;
}

/** The rules of a listener in their order, as sentences: paths, header if any, and where they lead. */
function routes(stack: SynthesizedStack, listener: string): string[] {
  const id = Object.keys(stack.resources("alicloud_alb_listener")).find((key) =>
    new RegExp(`^load-balancer_${listener}_[0-9A-F]{8}$`).test(key),
  );
  return Object.values(stack.resources("alicloud_alb_rule"))
    .filter(({ listener_id }) => listener_id === `\${alicloud_alb_listener.${id}.id}`)
    .sort((one, other) => one.priority - other.priority)
    .map(({ rule_conditions: [path, header], rule_actions: [action] }) => {
      const target = action.forward_group_config?.server_group_tuples[0].server_group_id;
      const where = /server_group\.([a-z-]+)\.id/.exec(target)?.[1] ?? action.fixed_response_config.http_code;
      return [...path.path_config.values, ...(header ? [header.header_config.key] : []), "->", where].join(" ");
    });
}

describe("the load balancer", () => {
  test("stands on the Internet in the public vSwitches of two zones, protected, with every request logged", () => {
    const balancer = production.resource("alicloud_alb_load_balancer");
    expect(balancer).toMatchObject({
      load_balancer_edition: "Standard",
      address_type: "Internet",
      deletion_protection_enabled: true,
      access_log_config: { log_project: expect.any(String), log_store: expect.any(String) },
    });
    expect(balancer.zone_mappings.map(({ zone_id }: Block) => zone_id)).toEqual(["cn-hongkong-b", "cn-hongkong-c"]);
    expect(production.resource("alicloud_alb_load_balancer_security_group_attachment").security_group_id).toContain(
      "load-balancer-group",
    );
  });

  test("speaks TLS 1.2 or newer with four suites of TLS 1.2 and those of TLS 1.3, under the owner's certificate", () => {
    expect(production.resource("alicloud_alb_security_policy")).toMatchObject({
      tls_versions: ["TLSv1.2", "TLSv1.3"],
      ciphers: [
        "ECDHE-ECDSA-AES128-GCM-SHA256",
        "ECDHE-RSA-AES128-GCM-SHA256",
        "ECDHE-ECDSA-AES256-GCM-SHA384",
        "ECDHE-RSA-AES256-GCM-SHA384",
        "TLS_AES_128_GCM_SHA256",
        "TLS_AES_256_GCM_SHA384",
        "TLS_CHACHA20_POLY1305_SHA256",
      ],
    });
    expect(only(production, "alicloud_alb_listener", "load-balancer_https")).toMatchObject({
      listener_port: 443,
      listener_protocol: "HTTPS",
      certificates: [{ certificate_id: "12345678-cn-hangzhou" }],
      security_policy_id: expect.stringContaining("alicloud_alb_security_policy"),
    });
  });

  test("asks for Cloudflare's client certificate on port 443, where the owner names its authority and nobody else comes", () => {
    const listeners = (stack: SynthesizedStack | undefined) =>
      Object.values(stack?.resources("alicloud_alb_listener") ?? {})
        .filter(({ listener_protocol }) => listener_protocol === "HTTPS")
        .map(({ listener_port, ca_enabled, ca_certificates }) => [listener_port, ca_enabled, ca_certificates])
        .sort();
    expect(listeners(production)).toEqual([
      [443, false, undefined],
      [8443, false, undefined],
    ]);
    const asked = fixtureStacks({ originPullAuthorityId: "ca-12345678" });
    expect(listeners(asked["production-compute"])).toEqual([
      [443, true, [{ certificate_id: "ca-12345678" }]],
      [8443, false, undefined],
    ]);
    const input = completePlatform();
    const everybody = { ...input, network: { ...input.network, webSources: ["0.0.0.0/0"] } };
    const owner = { ...FIXTURE_OWNER, originPullAuthorityId: "ca-12345678" };
    const open = synthesize((app) => addEnvironments(app, [checked(everybody)], owner)).stacks["production-compute"];
    expect(listeners(open).map(([, enabled]) => enabled)).not.toContain(true);
  });

  test("redirects port 80 to HTTPS, whatever the path", () => {
    const http = Object.keys(production.resources("alicloud_alb_listener")).find((id) =>
      id.startsWith("load-balancer_http_"),
    );
    expect(only(production, "alicloud_alb_rule", "load-balancer_redirect")).toMatchObject({
      listener_id: `\${alicloud_alb_listener.${http}.id}`,
      rule_conditions: [{ type: "Path", path_config: { values: ["/*"] } }],
      rule_actions: [{ type: "Redirect", redirect_config: { protocol: "HTTPS", port: "443", http_code: "301" } }],
    });
  });

  test("leads the API paths to their services and everything else to the web, on the ports that the services publish", () => {
    const groups = production.resources("alicloud_alb_server_group");
    expect(Object.keys(groups).sort()).toEqual(["content-api", "search-api", "web"]);
    const attachments = Object.values(production.resources("alicloud_ess_alb_server_group_attachment"));
    const ports = attachments.map(
      ({ alb_server_group_id, port }) => `${/server_group\.([a-z-]+)\.id/.exec(alb_server_group_id)?.[1]} ${port}`,
    );
    expect([...new Set(ports)].sort()).toEqual(["content-api 8001", "search-api 8002", "web 3000"]);
    // Hosts of both zones serve all of them.
    expect(new Set(attachments.map(({ scaling_group_id, port }) => `${scaling_group_id} ${port}`)).size).toBe(6);
    expect(routes(stacks["staging-compute"] as SynthesizedStack, "https")).toEqual([
      "/api/content /api/content/* -> content-api",
      "/api/search /api/search/* -> search-api",
    ]);
    const [action] = only(production, "alicloud_alb_listener", "load-balancer_https").default_actions;
    expect(action.forward_group_config.server_group_tuples[0].server_group_id).toBe(
      "${alicloud_alb_server_group.web.id}",
    );
  });

  test("answers only who carries Cloudflare's secret header, where Cloudflare sends one; others get 403", () => {
    expect(routes(production, "https")).toEqual([
      "/api/content /api/content/* x-origin-auth -> content-api",
      "/api/search /api/search/* x-origin-auth -> search-api",
      "/* x-origin-auth -> web",
      "/* -> 403",
    ]);
    const secrets = JSON.stringify(production.resources("alicloud_alb_rule")).match(/origin-edge-secretresult/g);
    expect(secrets).toHaveLength(3);
  });

  test("lets the China CDN pull pages on a port of its own, by another header, once there is an ICP number", () => {
    const without = computeOf((environment) => {
      environment.edge = { ownsZone: false };
    });
    expect(Object.keys(without.resources("alicloud_alb_listener"))).toHaveLength(2);
    const withCdn = computeOf(() => {});
    const listener = only(withCdn, "alicloud_alb_listener", "load-balancer_https-8443");
    expect(listener).toMatchObject({ listener_port: 8443, listener_protocol: "HTTPS" });
    expect(routes(withCdn, "https-8443")).toEqual([
      "/api/content /api/content/* x-cdn-auth -> content-api",
      "/api/search /api/search/* x-cdn-auth -> search-api",
      "/* x-cdn-auth -> web",
      "/* -> 403",
    ]);
    // Its nodes come from anywhere, so the list of Cloudflare's addresses is not for this port.
    const lists = Object.values(withCdn.resources("alicloud_alb_listener_acl_attachment"));
    expect(lists.map(({ listener_id }) => /load-balancer_(https?(?:-\d+)?)_/.exec(listener_id)?.[1]).sort()).toEqual([
      "http",
      "https",
    ]);
  });

  test("speaks TLS to hosts, also for health checks, and plain HTTP to the cluster's ingress", () => {
    const protocols = (stack: SynthesizedStack | undefined) =>
      Object.fromEntries(
        Object.entries(stack?.resources("alicloud_alb_server_group") ?? {}).map(
          ([name, { protocol, health_check_config }]) => [name, [protocol, health_check_config.health_check_protocol]],
        ),
      );
    const hosts = { web: ["HTTPS", "HTTPS"], "content-api": ["HTTPS", "HTTPS"], "search-api": ["HTTPS", "HTTPS"] };
    expect(protocols(production)).toEqual(hosts);
    const migrating = stacksOf({ ...completePlatform(), phase: "migrating" })["production-compute"];
    expect(protocols(migrating)).toEqual({ ...hosts, cluster: ["HTTP", "HTTP"] });
  });

  test("asks every server for /api/health, and leaves the servers to Auto Scaling", () => {
    for (const group of Object.values(production.resources("alicloud_alb_server_group"))) {
      expect(group.health_check_config).toMatchObject({
        health_check_enabled: true,
        health_check_path: "/api/health",
        health_check_codes: ["http_2xx"],
      });
      expect(group.lifecycle).toEqual({ ignore_changes: ["servers"], create_before_destroy: true });
    }
  });

  test("refuses, on both ports, requests that do not come from Cloudflare's addresses; lets everybody in when asked", () => {
    const entries = Object.values(production.resources("alicloud_alb_acl_entry_attachment")).map(({ entry }) => entry);
    expect(entries.sort()).toEqual([...CLOUDFLARE_RANGES].sort());
    const lists = Object.values(production.resources("alicloud_alb_listener_acl_attachment"));
    expect(lists).toHaveLength(2);
    for (const { acl_type, depends_on } of lists) {
      expect(acl_type).toBe("White");
      expect(depends_on).toHaveLength(CLOUDFLARE_RANGES.length);
    }
    const open = computeOf((environment) => {
      environment.network.webSources = ["0.0.0.0/0"];
    });
    expect(open.resources("alicloud_alb_acl")).toEqual({});
  });
});

describe("the hosts", () => {
  const templates = production.resources("alicloud_ecs_launch_template");
  const template = (kind: string) => only(production, "alicloud_ecs_launch_template", `${kind}-template`);
  const groups = Object.values(production.resources("alicloud_ess_scaling_group"));
  /** The groups of a kind: app hosts have one in each zone. */
  const groupsOf = (kind: string) =>
    groups.filter(({ scaling_group_name: name }) => new RegExp(`-${kind}(-[a-z])?$`).test(name));
  const sum = (blocks: readonly Block[], name: string) => blocks.reduce((total, each) => total + each[name], 0);
  const userData = (kind: string) => {
    const [, local = ""] = /^\$\{local\.([\w-]+)\}$/.exec(template(kind).user_data) ?? [];
    return production.json.locals[local] as string;
  };

  test("are two of 4 vCPU and 8 GB for the application, and one of 2 vCPU and 4 GB each for work and search", () => {
    // c6 is the family of 2 GB a vCPU; g6 has 4 GB (requirement: app-hosts).
    expect(template("app").instance_type).toBe("ecs.c6.xlarge");
    expect(template("worker").instance_type).toBe("ecs.c6.large");
    expect(template("search").instance_type).toBe("ecs.c6.large");
    expect([sum(groupsOf("app"), "min_size"), sum(groupsOf("app"), "max_size")]).toEqual([2, 10]);
    for (const kind of ["worker", "search", "bastion"]) {
      expect(groupsOf(kind)).toEqual([expect.objectContaining({ min_size: 1, max_size: 1 })]);
    }
  });

  test("have other types of their size to fall back on", () => {
    for (const kind of ["app", "worker", "search", "bastion"]) {
      for (const { launch_template_override } of groupsOf(kind)) {
        const types = launch_template_override.map(({ instance_type }: Block) => instance_type);
        expect(types.length).toBeGreaterThan(1);
        expect(types[0]).toBe(template(kind).instance_type);
      }
    }
  });

  test("are in private vSwitches, app hosts in each; the bastion in both public ones, others in the zone of their disk", () => {
    const where = (kind: string) =>
      groupsOf(kind).map(({ min_size, vswitch_ids }) => [
        min_size,
        ...vswitch_ids.map((id: string) => /(public|private)-cn-hongkong-[bc]/.exec(id)?.[0]),
      ]);
    expect(where("app")).toEqual([
      [1, "private-cn-hongkong-b"],
      [1, "private-cn-hongkong-c"],
    ]);
    expect(where("worker")).toEqual([[1, "private-cn-hongkong-b"]]);
    expect(where("bastion")).toEqual([[1, "public-cn-hongkong-b", "public-cn-hongkong-c"]]);
    expect(where("search")).toEqual([[1, "private-cn-hongkong-b"]]);
  });

  test("can be refreshed, are watched by ECS and, behind the load balancer, by its checks too, and protected", () => {
    for (const each of groups) {
      expect(each).toMatchObject({ multi_az_policy: "PRIORITY", group_deletion_protection: true });
      expect(each.health_check_types).toEqual(groupsOf("app").includes(each) ? ["ECS", "LOAD_BALANCER"] : ["ECS"]);
    }
  });

  test("have encrypted disks, no public address, no password, and tell their role's keys only to a session of their own", () => {
    expect(Object.keys(templates)).toHaveLength(4);
    for (const each of Object.values(templates)) {
      expect(each.system_disk).toMatchObject({ encrypted: true, category: "cloud_essd" });
      expect(each).toMatchObject({ http_tokens: "required", http_put_response_hop_limit: 1 });
      expect(each.internet_max_bandwidth_out).toBeUndefined();
      expect(JSON.stringify(each)).not.toMatch(/password_inherit|key_pair_name/);
    }
  });

  test("boot from a bundle named by its checksum, and find no secret in their user data, only where it is kept", () => {
    for (const kind of ["app", "worker", "search", "bastion"]) {
      const object = production.resources("alicloud_oss_bucket_object")[`${kind}-bundle`] as Block;
      expect(object.key).toMatch(new RegExp(`^hosts/${kind}/[0-9a-f]{64}\\.tar$`));
      expect(userData(kind)).toMatch(/^\$\{base64encode\(/);
      expect(userData(kind)).toContain(/[0-9a-f]{64}/.exec(object.key)?.[0]);
      expect(userData(kind)).not.toMatch(/random_password|\.result|account_password/);
    }
    expect(userData("app")).toContain("ainav/production/postgres-app");
    expect(userData("app")).not.toContain("postgres-owner");
    expect(userData("bastion")).not.toContain("postgres");
  });

  test("take a disk and a name inside the VPC along, the search host its index, the worker the monitoring", () => {
    for (const [kind, thing] of [
      ["search", "search"],
      ["worker", "monitoring"],
    ] as const) {
      expect(userData(kind)).toContain(`alicloud_ecs_disk${thing}-disk`);
      expect(userData(kind)).toMatch(/mountPoint[^,}]*\/data/);
      expect(userData(kind)).toMatch(new RegExp(`label[^,}]*${thing}`));
    }
    expect(Object.keys(production.resources("alicloud_pvtz_zone_record")).sort()).toEqual([
      expect.stringMatching(/^monitoring-name/),
      expect.stringMatching(/^search-name/),
    ]);
  });

  test("send logs to the worker, which knows the groups of all of them", () => {
    for (const kind of ["app", "worker", "search"]) {
      expect(userData(kind)).toContain("http://monitoring.production.ainav.internal:3100");
    }
    expect(userData("bastion")).not.toContain(":3100");
    for (const name of ["app", "worker", "search"]) expect(userData("worker")).toContain(`ainav-production-${name}`);
  });

  test("know where releases are, and what services are told, if they run any", () => {
    for (const kind of ["app", "worker"]) {
      expect(userData(kind)).toContain("releases/");
      expect(userData(kind)).toContain("registry.cn-hongkong.aliyuncs.com/ainav");
      expect(userData(kind)).toContain("MEILISEARCH_URL");
    }
    // On the worker no service answers.
    expect(userData("app")).toContain("http://172.30.0.1:38001");
    expect(userData("worker")).not.toContain("172.30.0.1");
    for (const kind of ["search", "bastion"]) expect(userData(kind)).not.toContain("MEILISEARCH_URL");
  });

  test("know where Celery's keys are in Redis, if their services use it", () => {
    for (const kind of ["app", "worker"]) expect(userData(kind)).toContain(CELERY_REDIS_PREFIX);
    for (const kind of ["search", "bastion"]) expect(userData(kind)).not.toContain(CELERY_REDIS_PREFIX);
  });

  test("come from the newest system image of their family, or from the pinned one", () => {
    expect(production.json.data.alicloud_images.image).toMatchObject({ owners: "system", most_recent: true });
    for (const { image_id } of Object.values(templates)) {
      expect(image_id).toMatch(/^\$\{try\(element\(data\.alicloud_images\.image\.ids, 0\), "aliyun_3_x64_[^"]+"\)\}$/);
    }
  });

  test("are replaced within five minutes of their death, as far as the configuration decides that", () => {
    const hooks = Object.values(production.resources("alicloud_ess_lifecycle_hook")).filter(({ scaling_group_id }) =>
      /\.app_/.test(scaling_group_id),
    );
    const seconds = (transition: string) =>
      hooks.find(({ lifecycle_transition }) => lifecycle_transition === transition)?.heartbeat_timeout;
    // Auto Scaling looks at its hosts once a minute, and makes one in about another.
    const [autoScalingSeconds, creationSeconds] = [60, 60];
    const dead = DEFAULT_HEALTH_CHECK.intervalSeconds * DEFAULT_HEALTH_CHECK.unhealthyAfter + autoScalingSeconds;
    const alive = creationSeconds + DEFAULT_HEALTH_CHECK.intervalSeconds * DEFAULT_HEALTH_CHECK.healthyAfter;
    // A host says itself when it is ready. The hook only bounds that.
    const bootSeconds = 150;
    expect(dead + alive + bootSeconds).toBeLessThan(300);
    expect(seconds("SCALE_OUT")).toBe(900);
    expect(seconds("SCALE_IN")).toBeGreaterThanOrEqual(60);
  });

  test("follow their CPU and memory use: 70 and 80 percent, as the web's pods do", () => {
    const rules = Object.values(production.resources("alicloud_ess_scaling_rule"));
    const targets = rules.map(({ metric_name, target_value }) => `${metric_name} ${target_value}`);
    expect(new Set(targets)).toEqual(new Set(["CpuUtilization 70", "MemoryUtilization 80"]));
    expect(rules).toHaveLength(2 * groupsOf("app").length);
  });

  test("are one to three from 01:00 and two to ten from 08:00 in China; Auto Scaling reads UTC", () => {
    const tasks = Object.values(production.resources("alicloud_ess_scheduled_task"));
    const at = (recurrence: string) => tasks.filter(({ recurrence_value }) => recurrence_value === recurrence);
    expect([sum(at("0 0 * * *"), "min_value"), sum(at("0 0 * * *"), "max_value")]).toEqual([2, 10]);
    expect([sum(at("0 17 * * *"), "min_value"), sum(at("0 17 * * *"), "max_value")]).toEqual([1, 3]);
    expect(tasks).toHaveLength(2 * groupsOf("app").length);
    for (const { recurrence_type } of tasks) expect(recurrence_type).toBe("Cron");
    // What a schedule sets, a deploy must not set back.
    for (const { lifecycle } of groupsOf("app")) {
      expect(lifecycle.ignore_changes).toEqual(expect.arrayContaining(["min_size", "max_size"]));
    }
    const staging = (stacks["staging-compute"] as SynthesizedStack).resources("alicloud_ess_scaling_group");
    for (const { lifecycle } of Object.values(staging)) expect(lifecycle.ignore_changes).not.toContain("min_size");
  });
});

describe("a pilot light", () => {
  const standby = stacks["disaster-recovery-compute"] as SynthesizedStack;

  test("has what hosts are made from, and neither host nor load balancer", () => {
    expect(Object.keys(standby.json.resource)).toEqual(["alicloud_oss_bucket_object"]);
  });

  test("becomes the platform by one knob, which touches no other stack's data", () => {
    const synthesized = (enabled: boolean) => {
      const input = { ...completePlatform(), name: "standby" };
      input.compute.enabled = enabled;
      return stacksOf(input);
    };
    const [off, on] = [synthesized(false), synthesized(true)];
    const resources = (all: Record<string, SynthesizedStack>, id: string) => all[id]?.json.resource;
    expect(resources(on, "standby-data")).toEqual(resources(off, "standby-data"));
    expect(resources(on, "standby-network")).toEqual(resources(off, "standby-network"));
    expect(resources(off, "standby-compute").alicloud_alb_load_balancer).toBeUndefined();
    expect(Object.keys(resources(on, "standby-compute").alicloud_ess_scaling_group)).toHaveLength(5);
    expect([off["standby-rollout"], typeof on["standby-rollout"]]).toEqual([undefined, "object"]);
  });
});
