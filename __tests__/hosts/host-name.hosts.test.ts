import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { HostMachine } from "../support/hosts/host-machine";
import { MetadataServer, PRIVATE_ADDRESS } from "../support/hosts/metadata-server";
import { OpenApiServer, Refusal } from "../support/hosts/openapi-server";

let host: HostMachine;
let metadata: MetadataServer;
let pvtz: OpenApiServer;
let record: string;
let refusals: Refusal[];

beforeEach(async () => {
  record = "10.0.2.99";
  refusals = [];
  pvtz = new OpenApiServer({
    UpdateZoneRecord: ({ RecordId, Rr, Type, Value = "" }) => {
      const refusal = refusals.shift();
      if (refusal) throw refusal;
      if (RecordId !== "42" || Rr !== "search" || Type !== "A") throw new Refusal(400, "ZoneRecord.NotExists");
      if (record === Value) throw new Refusal(400, "ZoneRecord.Unchanged");
      record = Value;
      return { RecordId };
    },
  });
  host = new HostMachine();
  host.lay("every");
  metadata = new MetadataServer();
  await Promise.all([metadata.start(), pvtz.start()]);
  Object.assign(host.environment, { AINAV_METADATA_URL: metadata.url, AINAV_OPENAPI_URL: pvtz.url });
  host.settings({ hostName: { recordId: "42", label: "search" } });
});
afterEach(async () => {
  host.remove();
  await Promise.all([metadata.stop(), pvtz.stop()]);
  expect([...metadata.failures, ...pvtz.failures]).toEqual([]);
});

const provision = () => host.provision("75-host-name");

describe("a host's name inside the VPC", () => {
  test("leads to the host after the step, and is not written again when it already does", async () => {
    for (let run = 0; run < 2; run++) expect(await provision()).toMatchObject({ exitCode: 0 });
    expect(record).toBe(PRIVATE_ADDRESS);
    expect(pvtz.done).toHaveLength(1);
  });

  test("is written by the next run when a run could not write it", async () => {
    refusals = [new Refusal(400, "ZoneRecord.Locked")];
    const { exitCode, output } = await provision();
    expect(exitCode).toBe(1);
    expect(output).toContain("UpdateZoneRecord: HTTP 400 ZoneRecord.Locked");
    expect(await provision()).toMatchObject({ exitCode: 0 });
    expect(record).toBe(PRIVATE_ADDRESS);
  });

  test("is skipped on a host that has none", async () => {
    host.settings({});
    expect(await provision()).toMatchObject({ exitCode: 0, output: expect.stringContaining("none") });
  });
});
