import { beforeEach, describe, expect, test } from "@jest/globals";
import { readCachedSchema } from "../../../tools/provider-schemas/cached";
import { Cloud } from "../../../tools/rehearse/cloud/cloud";
import { CloudError } from "../../../tools/rehearse/cloud/cloud-error";
import { parseDrift, parseFault } from "../../../tools/rehearse/cloud/faults";
import { IDENTIFIERS } from "../../../tools/rehearse/cloud/identifiers";
import { planCreate } from "../../../tools/rehearse/provider/planning";
import { SimulatedProvider } from "../../../tools/rehearse/provider/provider";
import { isObject, type ObjectValue, UNKNOWN } from "../../../tools/rehearse/values/value";
import { PROJECT_ROOT } from "../../support/project-root";

const schema = readCachedSchema(PROJECT_ROOT);

let cloud: Cloud;
beforeEach(() => {
  cloud = new Cloud();
});

function blockOf(type: string) {
  const found = schema.resource_schemas[type];
  if (!found) throw new Error(`no ${type}`);
  return found.block;
}

function create(type: string, config: ObjectValue = {}): ObjectValue {
  const block = blockOf(type);
  const empty = Object.fromEntries(Object.keys(block.attributes ?? {}).map((name) => [name, null]));
  return cloud.create(type, block, planCreate(block, { ...empty, ...config }));
}

function refusal(run: () => unknown): string {
  try {
    run();
  } catch (error) {
    if (error instanceof CloudError) return error.code;
    throw error;
  }
  return "accepted";
}

describe("the simulated cloud", () => {
  test.each([
    ["alicloud_vpc", {}, /^vpc-j6c[a-z0-9]{17}$/],
    ["alicloud_vswitch", {}, /^vsw-j6c[a-z0-9]{17}$/],
    ["alicloud_nat_gateway", {}, /^ngw-j6c[a-z0-9]{17}$/],
    ["alicloud_oss_bucket", { bucket: "ainav-assets" }, /^ainav-assets$/],
    ["alicloud_log_store", { project_name: "p", logstore_name: "s" }, /^p:s$/],
    ["alicloud_snat_entry", { snat_table_id: "stb-x" }, /^stb-x:snat-j6c[a-z0-9]{17}$/],
    ["alicloud_alb_load_balancer", {}, /^alb-[a-z0-9]{18}$/],
    ["alicloud_db_instance", {}, /^pgm-j6c[a-z0-9]{14}$/],
    ["alicloud_rds_account", { db_instance_id: "pgm-x", account_name: "app" }, /^pgm-x:app$/],
    [
      "alicloud_ess_alb_server_group_attachment",
      { scaling_group_id: "asg-x", alb_server_group_id: "sgp-x", port: 80 },
      /^asg-x:sgp-x:80$/,
    ],
    ["alicloud_cms_site_monitor", {}, /^[a-z0-9]{8}(-[a-z0-9]{4}){3}-[a-z0-9]{12}$/],
  ])("gives %s ids of the service's own shape", (type, config, shape) => {
    expect(create(type, config).id).toMatch(shape);
  });

  test("knows the ids of every type that the bindings cover, by attributes that the type has", () => {
    expect(Object.keys(IDENTIFIERS).sort()).toEqual(Object.keys(schema.resource_schemas).sort());
    const parts = Object.entries(IDENTIFIERS).flatMap(([type, pattern]) =>
      [...pattern.matchAll(/\{(\w+)\}/g)].map(([, name]) => [type, name]),
    );
    expect(parts.filter(([type, name]) => !((name ?? "") in (blockOf(type ?? "").attributes ?? {})))).toEqual([]);
  });

  test("leaves nothing unknown, and what the configuration says as it is", () => {
    const vpc = create("alicloud_vpc", { vpc_name: "main", cidr_block: "10.0.0.0/16" });
    expect(vpc).toMatchObject({ vpc_name: "main", cidr_block: "10.0.0.0/16", status: "Available" });
    expect(Object.values(vpc)).not.toContain(UNKNOWN);
    expect(vpc.route_table_id).toMatch(/^vtb-j6c/);
    expect(create("alicloud_eip_address").ip_address).toMatch(/^47\.\d+\.\d+\.\d+$/);
  });

  test("gives the same run the same values, and twins values of their own", () => {
    const first = [create("alicloud_vpc"), create("alicloud_vpc")];
    cloud = new Cloud();
    expect([create("alicloud_vpc"), create("alicloud_vpc")]).toEqual(first);
    expect(first[0]?.id).not.toBe(first[1]?.id);
  });

  test("refuses a name that is taken, and takes it again once it is free", () => {
    const bucket = create("alicloud_oss_bucket", { bucket: "ainav" });
    expect(refusal(() => create("alicloud_oss_bucket", { bucket: "ainav" }))).toBe("EntityAlreadyExists");
    cloud.delete("alicloud_oss_bucket", bucket);
    expect(create("alicloud_oss_bucket", { bucket: "ainav" }).id).toBe("ainav");
  });

  test("hears nothing more of a Terraform that was killed, until another one starts", () => {
    cloud.failBy([{ operation: "create", nth: 1, fault: "kill" }]);
    expect(refusal(() => create("alicloud_vpc"))).toBe("ConnectionReset");
    cloud.failBy([]);
    expect(refusal(() => create("alicloud_eip_address"))).toBe("ConnectionReset");
    expect(cloud.all().map(({ type }) => type)).toEqual(["alicloud_vpc"]);
    cloud.welcome();
    expect(create("alicloud_eip_address").ip_address).toBeDefined();
  });

  test("gives attributes that follow from the id, and ids that follow from attributes", () => {
    const rule = create("alicloud_ess_scaling_rule");
    expect(rule.ari).toBe(`ari:acs:ess:cn-hongkong:1234567890123456:scalingrule/${rule.id}`);
    const replication = create("alicloud_oss_bucket_replication", { bucket: "ainav" });
    expect(replication.rule_id).toMatch(/^[a-z0-9]{8}-/);
    expect(replication.id).toBe(`ainav:${replication.rule_id}`);
  });

  test("makes up addresses and ports of databases and load balancers that a client could use", () => {
    const database = create("alicloud_db_instance");
    expect(database).toMatchObject({ port: "5432", zone_id: "cn-hongkong-b" });
    expect(database.connection_string).toMatch(/^[a-z0-9]+\.rehearsal\.invalid$/);
    expect(create("alicloud_kvstore_instance").connection_domain).toMatch(/\.rehearsal\.invalid$/);
    expect(create("alicloud_kvstore_instance").private_ip).toMatch(/^10\./);
    expect(create("alicloud_alb_load_balancer").dns_name).toMatch(/\.rehearsal\.invalid$/);
  });

  test("keeps objects of the same key apart by their buckets", () => {
    const config = { key: "scripts/start.sh" };
    const [, second] = ["first", "second"].map((bucket) =>
      create("alicloud_oss_bucket_object", { ...config, bucket }),
    ) as [ObjectValue, ObjectValue];
    expect(refusal(() => create("alicloud_oss_bucket_object", { ...config, bucket: "first" }))).toBe(
      "EntityAlreadyExists",
    );
    cloud.delete("alicloud_oss_bucket_object", second);
    expect(cloud.all().map(({ attributes }) => attributes.bucket)).toEqual(["first"]);
  });

  test.each([
    "r-kvstoresessions",
    "r-kvstore-sessions-cache",
    "d-productionmeilisearchdata",
    "sp-dailysnapshotsofsearch",
    "acl-administratorsofadmin",
    "rule-allowhealthchecksonly",
    "exec-maintenancewindowtask",
    "redis.shard.small.2.ce",
    "ecs.c6.xlarge",
    "pgm-j6c0123456789abcd.pg.rds.aliyuncs.com",
    "ainav-production-assets-1234567890123456",
  ])("takes %s for a name, not for the id of something", (name) => {
    expect(refusal(() => create("alicloud_oss_bucket", { bucket: name }))).toBe("accepted");
  });

  test.each(["alicloud_kvstore_instance", "alicloud_ecs_disk", "alicloud_alb_acl"])(
    "knows the id of %s wherever it stands, also among others",
    (type) => {
      const { id } = create(type);
      expect(refusal(() => create("alicloud_vswitch", { vswitch_name: String(id) }))).toBe("accepted");
      const gone = String(id).replace(/.$/, (last) => (last === "0" ? "1" : "0"));
      expect(refusal(() => create("alicloud_vswitch", { vswitch_name: `${id},${gone}` }))).toBe(
        "InvalidResourceId.NotFound",
      );
    },
  );

  test("refuses a reference to what does not exist, unless the configuration itself names it", () => {
    const config = { vpc_id: "vpc-j6c0000000000000000a" };
    expect(refusal(() => create("alicloud_vswitch", config))).toBe("InvalidResourceId.NotFound");
    cloud.assume(["vpc-j6c0000000000000000a"]);
    expect(refusal(() => create("alicloud_vswitch", config))).toBe("accepted");
  });

  test("refuses to delete what is in use, and what is protected", () => {
    const vpc = create("alicloud_vpc");
    const vSwitch = create("alicloud_vswitch", { vpc_id: String(vpc.id) });
    expect(refusal(() => cloud.delete("alicloud_vpc", vpc))).toBe("DependencyViolation");
    cloud.delete("alicloud_vswitch", vSwitch);
    expect(refusal(() => cloud.delete("alicloud_vpc", vpc))).toBe("accepted");
    const address = create("alicloud_eip_address", { deletion_protection: true });
    expect(refusal(() => cloud.delete("alicloud_eip_address", address))).toBe("OperationDenied.DeletionProtection");
  });

  test.each([
    ["alicloud_alb_load_balancer", "deletion_protection_enabled"],
    ["alicloud_db_instance", "deletion_protection"],
    ["alicloud_ess_scaling_group", "group_deletion_protection"],
    ["alicloud_kvstore_instance", "instance_release_protection"],
  ])("refuses to delete %s while its %s is on", (type, protection) => {
    const guarded = create(type, { [protection]: true });
    expect(refusal(() => cloud.delete(type, guarded))).toBe("OperationDenied.DeletionProtection");
    const freed = cloud.update(type, blockOf(type), guarded, { ...guarded, [protection]: false });
    expect(refusal(() => cloud.delete(type, freed))).toBe("accepted");
  });

  test("knows what is gone, and takes what it has never seen as the state has it", () => {
    const vpc = create("alicloud_vpc");
    cloud.delete("alicloud_vpc", vpc);
    expect(cloud.read("alicloud_vpc", vpc)).toBeUndefined();
    const earlier = { ...vpc, id: "vpc-j6cearlier0000000000" };
    expect(cloud.read("alicloud_vpc", earlier)).toEqual(earlier);
    expect(cloud.all()).toHaveLength(1);
  });
});

describe("a rehearsed fault", () => {
  test.each([
    ["fail", "InternalError", 1],
    ["throttle", "Throttling.User", 1],
    ["timeout", "ServiceTimeout", 1],
    ["lose", "ConnectionReset", 2],
  ] as const)("%s answers %s, and leaves %s resources", (fault, code, left) => {
    cloud.failBy([{ operation: "create", nth: 2, fault }]);
    expect(refusal(() => create("alicloud_vpc"))).toBe("accepted");
    expect(refusal(() => create("alicloud_vpc"))).toBe(code);
    expect(cloud.all()).toHaveLength(left);
  });

  test("counts only the operation and the type that it is for", () => {
    const fault = parseFault("create:1:alicloud_vswitch=fail");
    cloud.failBy(fault ? [fault] : []);
    expect(refusal(() => create("alicloud_vpc"))).toBe("accepted");
    expect(refusal(() => create("alicloud_vswitch"))).toBe("InternalError");
  });

  test.each(["create", "create:0=fail", "make:1=fail", "create:1=explode", "create:x=fail"])("is not %s", (text) => {
    expect(parseFault(text)).toBeUndefined();
  });
});

describe("a rehearsed drift", () => {
  test("is JSON, or else text", () => {
    expect(parseDrift("alicloud_vpc.vpc_name=renamed")).toEqual({
      type: "alicloud_vpc",
      attribute: "vpc_name",
      value: "renamed",
    });
    expect(parseDrift("alicloud_nat_gateway.deletion_protection=false")?.value).toBe(false);
    expect(parseDrift("alicloud_vpc.vpc_name=")?.value).toBe("");
    expect(parseDrift("vpc_name=x")).toBeUndefined();
  });
});

describe("the simulated provider", () => {
  const behaviour = { alicloud_vswitch: { forceNew: ["zone_id"], oneOf: { zone_id: ["b", "c"] } } };
  const provider = () => new SimulatedProvider("aliyun/alicloud", schema, cloud, behaviour);

  test("plans a change in place, and a replacement where the real one cannot change in place", () => {
    const prior = create("alicloud_vswitch", { zone_id: "b", vswitch_name: "old" });
    const rename = provider().plan("alicloud_vswitch", prior, { ...prior, vswitch_name: "new" });
    expect(rename.requiresReplace).toEqual([]);
    const move = provider().plan("alicloud_vswitch", prior, { ...prior, zone_id: "c" });
    expect(move.requiresReplace).toEqual(["zone_id"]);
    expect(isObject(move.planned) && move.planned.zone_id).toBe("c");
  });

  test("keeps what it has decided inside of sets of sets, and decides anew for what is new there", () => {
    const config = (id: string) => ({
      acl_config: [{ acl_type: "Black", acl_relations: [{ acl_id: id, status: null }] }],
    });
    const prior = create("alicloud_alb_listener", config("first"));
    const plan = (id: string) => provider().plan("alicloud_alb_listener", prior, { ...prior, ...config(id) }).planned;
    expect(plan("first")).toEqual(prior);
    expect(plan("second")).toMatchObject({ acl_config: [{ acl_relations: [{ acl_id: "second", status: UNKNOWN }] }] });
  });

  test("refuses a value that the real one refuses, and leaves unknown ones alone", () => {
    expect(provider().validate("alicloud_vswitch", { zone_id: "z" })).toMatchObject([
      { severity: "ERROR", attribute: "zone_id", detail: "expected zone_id to be one of b, c, got z" },
    ]);
    expect(provider().validate("alicloud_vswitch", { zone_id: UNKNOWN })).toEqual([]);
  });

  test("answers data sources from a table of the region that it is configured for", () => {
    const ask = (type: string, asked: ObjectValue, region = "cn-hongkong") => {
      const each = provider();
      each.configure({ region });
      const empty = Object.keys(schema.data_source_schemas[type]?.block.attributes ?? {}).map((name) => [name, null]);
      return each.readData(type, { ...Object.fromEntries(empty), ...asked });
    };
    expect(ask("alicloud_zones", {}).ids).toEqual(["cn-hongkong-b", "cn-hongkong-c", "cn-hongkong-d"]);
    expect(ask("alicloud_zones", {}, "ap-southeast-1").ids).toContain("ap-southeast-1a");
    // 4 vCPUs with 8 GiB is c, not g (requirement: app-hosts).
    const sold = ask("alicloud_instance_types", { cpu_core_count: 4, memory_size: 8 });
    expect(sold.ids).toEqual(["ecs.c6.xlarge", "ecs.c7.xlarge", "ecs.c8i.xlarge"]);
    const inOneZone = ask("alicloud_instance_types", { availability_zone: "cn-hongkong-d", cpu_core_count: 4 });
    expect(inOneZone.ids).toContain("ecs.c7.xlarge");
    expect(inOneZone.ids).not.toContain("ecs.c6.xlarge");
    const images = ask("alicloud_images", { name_regex: "^ubuntu_24" });
    expect(images.images).toMatchObject([{ platform: "Ubuntu", os_type: "linux", description: null }]);
    expect(ask("alicloud_instance_types", { availability_zone: "cn-mars-a" }).ids).toEqual([]);
    expect(ask("alicloud_alb_zones", {}).zones).toMatchObject([
      { zone_id: "cn-hongkong-b" },
      { zone_id: "cn-hongkong-c" },
      { zone_id: "cn-hongkong-d" },
    ]);
  });

  test("answers which classes of databases a zone sells", () => {
    const ask = (type: string, asked: ObjectValue) => {
      const empty = Object.keys(schema.data_source_schemas[type]?.block.attributes ?? {}).map((name) => [name, null]);
      return provider().readData(type, { ...Object.fromEntries(empty), ...asked });
    };
    const postgres = { engine: "PostgreSQL", category: "HighAvailability", zone_id: "cn-hongkong-b" };
    expect(ask("alicloud_db_instance_classes", postgres).ids).toContain("pg.n4.4c.2m");
    expect(ask("alicloud_db_instance_classes", postgres).ids).not.toContain("pg.n4.4c.1m");
    expect(ask("alicloud_db_instance_classes", { ...postgres, zone_id: "cn-mars-a" }).ids).toEqual([]);
    expect(ask("alicloud_db_instance_classes", { ...postgres, engine: "MySQL" }).instance_classes).toEqual([]);
    const redis = ask("alicloud_kvstore_instance_classes", { zone_id: "cn-hongkong-b" }).instance_classes;
    expect(redis).toEqual(expect.arrayContaining(["redis.shard.small.2.ce", "redis.shard.mid.2.ce"]));
    expect(ask("alicloud_kvstore_instance_classes", { zone_id: "cn-mars-a" }).instance_classes).toEqual([]);
  });

  test("leaves the state what it was when the cloud refuses", async () => {
    const prior = create("alicloud_vpc");
    cloud.failBy([{ operation: "update", nth: 1, fault: "fail" }]);
    const { value, diagnostics } = await provider().apply("alicloud_vpc", prior, { ...prior, vpc_name: "x" });
    expect(value).toEqual(prior);
    expect(diagnostics).toMatchObject([{ severity: "ERROR", summary: "InternalError" }]);
  });
});

describe("launch templates", () => {
  const block = blockOf("alicloud_ecs_launch_template");
  const disk = {
    category: "cloud_essd",
    size: 40,
    encrypted: true,
    delete_with_instance: true,
    performance_level: "PL0",
  };
  const make = () => create("alicloud_ecs_launch_template", { launch_template_name: "app", system_disk: [disk] });
  const update = (prior: ObjectValue, changes: ObjectValue) =>
    cloud.update("alicloud_ecs_launch_template", block, prior, { ...prior, ...changes });

  test("begin with version 1, and get another one with each change that is of hosts", () => {
    const first = make();
    expect(first.latest_version_number).toBe(1);
    expect(update(first, { template_tags: { team: "web" } }).latest_version_number).toBe(1);
    const second = update(first, { user_data: "IyE=" });
    expect(second.latest_version_number).toBe(2);
    expect(update(second, { user_data: "IyI=" }).latest_version_number).toBe(3);
  });

  test("lose what a disk is when the disk does not change with the rest: the provider does not send it then", () => {
    const lost = update(make(), { user_data: "IyE=" });
    expect(cloud.read("alicloud_ecs_launch_template", lost)?.system_disk).toEqual([
      expect.objectContaining({ encrypted: null, category: null, size: null, performance_level: "PL0" }),
    ]);
    const changed = [{ ...disk, description: "another" }];
    const kept = update(lost, { user_data: "IyI=", system_disk: changed });
    expect(cloud.read("alicloud_ecs_launch_template", kept)).toMatchObject({ system_disk: changed });
  });
});

describe("refreshes of hosts", () => {
  const REFRESH = "alicloud_ess_instance_refresh";
  const group = (policy = "PRIORITY", template?: ObjectValue) =>
    create("alicloud_ess_scaling_group", { multi_az_policy: policy, launch_template_id: template?.id ?? null });
  const start = ({ id }: ObjectValue, config: ObjectValue = {}) =>
    create(REFRESH, { scaling_group_id: id ?? null, ...config });
  const status = (refresh: ObjectValue) => cloud.read(REFRESH, refresh)?.status;

  test("are in progress at first, and over at the second look", () => {
    const refresh = start(group());
    expect([refresh.status, status(refresh), status(refresh), status(refresh)]).toEqual([
      "InProgress",
      "InProgress",
      "Successful",
      "Successful",
    ]);
  });

  test("that an earlier call of a command has begun come to their end, too", () => {
    const refresh = start(group());
    cloud.restore(cloud.all());
    expect([status(refresh), status(refresh)]).toEqual(["InProgress", "Successful"]);
  });

  test("end as failed by the fault that breaks what has begun", () => {
    cloud.failBy([{ operation: "create", nth: 1, type: REFRESH, fault: "break" }]);
    const refresh = start(group());
    expect([refresh.status, status(refresh), status(refresh)]).toEqual(["InProgress", "InProgress", "Failed"]);
  });

  test("are refused for groups whose zones have no order, and while another one of the group is in progress", () => {
    expect(refusal(() => start(group("BALANCE")))).toBe("InvalidScalingGroup.MultiAZPolicy");
    const [one, other] = [group(), group()];
    const refresh = start(one);
    expect(refusal(() => start(one))).toBe("InstanceRefreshInProgress");
    expect(refusal(() => start(other))).toBe("accepted");
    for (const _ of [1, 2]) status(refresh);
    expect(refusal(() => start(one))).toBe("accepted");
  });

  test("are refused where every host is of the newest version, if such hosts are to stay", () => {
    const type = "alicloud_ecs_launch_template";
    let template = create(type, { launch_template_name: "app" });
    const fresh = group("PRIORITY", template);
    const skipping = { skip_matching: true };
    expect(refusal(() => start(fresh, skipping))).toBe("InvalidInstance.NoInstanceNeedBeRefreshed");
    template = cloud.update(type, blockOf(type), template, { ...template, user_data: "IyE=" });
    const refresh = start(fresh, skipping);
    for (const _ of [1, 2]) status(refresh);
    expect(refusal(() => start(fresh, skipping))).toBe("InvalidInstance.NoInstanceNeedBeRefreshed");
    expect(refusal(() => start(fresh))).toBe("accepted");
  });

  test("do not keep their group from being deleted: they are records", () => {
    const done = group();
    start(done);
    expect(refusal(() => cloud.delete("alicloud_ess_scaling_group", done))).toBe("accepted");
  });
});
