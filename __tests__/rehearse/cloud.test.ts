import { beforeEach, describe, expect, test } from "@jest/globals";
import { Cloud, CloudError } from "../../tools/rehearse/cloud/cloud";
import { parseDrift, parseFault } from "../../tools/rehearse/cloud/faults";
import { planCreate } from "../../tools/rehearse/provider/planning";
import { SimulatedProvider } from "../../tools/rehearse/provider/provider";
import { readCachedSchema } from "../../tools/rehearse/schemas/cached";
import { isObject, type ObjectValue, UNKNOWN } from "../../tools/rehearse/values/value";
import { PROJECT_ROOT } from "../tools/project-copy";

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
  ])("gives %s ids of the service's own shape", (type, config, shape) => {
    expect(create(type, config).id).toMatch(shape);
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
    // 4 vCPUs with 8 GiB is c, not g (specification, section 2.1).
    const sold = ask("alicloud_instance_types", { cpu_core_count: 4, memory_size: 8 });
    expect(sold.ids).toEqual(["ecs.c6.xlarge", "ecs.c7.xlarge"]);
    const images = ask("alicloud_images", { name_regex: "^ubuntu_24" });
    expect(images.images).toMatchObject([{ platform: "Ubuntu", os_type: "linux", description: null }]);
    expect(ask("alicloud_instance_types", { availability_zone: "cn-mars-a" }).ids).toEqual([]);
  });

  test("leaves the state what it was when the cloud refuses", async () => {
    const prior = create("alicloud_vpc");
    cloud.failBy([{ operation: "update", nth: 1, fault: "fail" }]);
    const { value, diagnostics } = await provider().apply("alicloud_vpc", prior, { ...prior, vpc_name: "x" });
    expect(value).toEqual(prior);
    expect(diagnostics).toMatchObject([{ severity: "ERROR", summary: "InternalError" }]);
  });
});
