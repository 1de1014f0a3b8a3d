import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { HostMachine } from "../support/hosts/host-machine";
import { INSTANCE_ID, MetadataServer } from "../support/hosts/metadata-server";
import { OpenApiServer, Refusal } from "../support/hosts/openapi-server";

let host: HostMachine;
let metadata: MetadataServer;
let api: OpenApiServer;
let holder: string;
let instances: Record<string, string>;
/** How many more reads show the address as still being associated. */
let associating: number;

beforeEach(async () => {
  holder = "";
  instances = { [INSTANCE_ID]: "Running" };
  associating = 0;
  const checked = (InstanceType: string | undefined) => {
    if (InstanceType !== "EcsInstance") throw new Refusal(400, "InvalidInstanceType");
  };
  api = new OpenApiServer({
    DescribeEipAddresses: ({ AllocationId }) => {
      const Status = associating-- > 0 ? "Associating" : holder ? "InUse" : "Available";
      const address = { AllocationId, InstanceId: holder, Status };
      return { EipAddresses: { EipAddress: AllocationId === "eip-1" ? [address] : [] } };
    },
    DescribeInstances: ({ InstanceIds }) => {
      const known = (JSON.parse(InstanceIds ?? "") as string[]).filter((id) => id in instances);
      return { Instances: { Instance: known.map((id) => ({ InstanceId: id, Status: instances[id] })) } };
    },
    AssociateEipAddress: ({ InstanceId = "", InstanceType }) => {
      checked(InstanceType);
      if (holder) throw new Refusal(400, "IncorrectEipStatus");
      holder = InstanceId;
      associating = 2;
      return {};
    },
    UnassociateEipAddress: ({ InstanceId, InstanceType }) => {
      checked(InstanceType);
      if (holder !== InstanceId) throw new Refusal(400, "IncorrectEipStatus");
      holder = "";
      return {};
    },
  });
  host = new HostMachine();
  host.lay("every");
  metadata = new MetadataServer();
  await Promise.all([metadata.start(), api.start()]);
  Object.assign(host.environment, { AINAV_METADATA_URL: metadata.url, AINAV_OPENAPI_URL: api.url });
  host.settings({ elasticIp: { allocationId: "eip-1" } });
});
afterEach(async () => {
  host.remove();
  await Promise.all([metadata.stop(), api.stop()]);
  expect([...metadata.failures, ...api.failures]).toEqual([]);
});

const provision = () => host.provision("70-elastic-ip");

describe("a host's elastic IP address", () => {
  test("is taken once, and is there when the step ends", async () => {
    expect(await provision()).toMatchObject({ exitCode: 0 });
    expect(associating).toBeLessThan(0);
    expect(await provision()).toMatchObject({ exitCode: 0 });
    expect(api.done).toEqual([`AssociateEipAddress ${INSTANCE_ID}`]);
  });

  test("is taken from an instance that is stopped", async () => {
    holder = "i-dead";
    instances["i-dead"] = "Stopped";
    expect(await provision()).toMatchObject({ exitCode: 0 });
    expect(api.done).toEqual(["UnassociateEipAddress i-dead", `AssociateEipAddress ${INSTANCE_ID}`]);
  });

  test.each([
    ["an instance that runs", "i-other"],
    ["something that is no instance, such as a NAT gateway", "ngw-1"],
  ])("is not taken from %s", async (_, other) => {
    holder = other;
    instances["i-other"] = "Running";
    const { exitCode, output } = await provision();
    expect(exitCode).toBe(1);
    expect(output).toContain(`eip-1: ${other} has it and is not known to be stopped`);
    expect(api.done).toEqual([]);
  });

  test("fails the step with its id when it does not exist", async () => {
    host.settings({ elasticIp: { allocationId: "eip-gone" } });
    const { exitCode, output } = await provision();
    expect(exitCode).toBe(1);
    expect(output).toContain("eip-gone: no such address in this region");
  });

  test("is skipped on a host that has none", async () => {
    host.settings({});
    expect(await provision()).toMatchObject({ exitCode: 0 });
  });
});
