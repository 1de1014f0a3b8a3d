import path from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import execa from "execa";
import { HOSTS, HostMachine, PYTHON } from "../support/hosts/host-machine";
import { MetadataServer } from "../support/hosts/metadata-server";
import { OpenApiServer, Refusal } from "../support/hosts/openapi-server";

test("ACS3 signatures are those of Alibaba Cloud's own example", async () => {
  const program = `
import boot, openapi
parameters = {"RegionId": "cn-shanghai", "ImageId": "win2019_1809_x64_dtc_zh-cn_40G_alibase_20230811.vhd"}
keys = boot.Credentials("YourAccessKeyId", "YourAccessKeySecret", "")
query, headers = openapi.sign(
    "ecs.cn-shanghai.aliyuncs.com", "RunInstances", "2014-05-26", parameters, keys,
    "2023-10-26T10:22:32Z", "3156853299f313e23d1673dc12e1703d")
print(query)
print(headers["Authorization"])`;
  const env = { PYTHONPATH: path.join(HOSTS, "every/opt/ainav/lib"), PYTHONDONTWRITEBYTECODE: "1" };
  expect((await execa(PYTHON, ["-c", program], { env })).stdout.split("\n")).toEqual([
    "ImageId=win2019_1809_x64_dtc_zh-cn_40G_alibase_20230811.vhd&RegionId=cn-shanghai",
    "ACS3-HMAC-SHA256 Credential=YourAccessKeyId," +
      "SignedHeaders=host;x-acs-action;x-acs-content-sha256;x-acs-date;x-acs-signature-nonce;x-acs-version," +
      "Signature=06563a9e1b43f5dfe96b81484da74bceab24a1d853912eee15083a6f0f3283c0",
  ]);
});

describe("the secret command", () => {
  const NAME = "ainav/staging (odd) name*";
  let host: HostMachine;
  let metadata: MetadataServer;
  let oos: OpenApiServer;
  let refusals: Refusal[];
  let asked: number;

  beforeEach(async () => {
    refusals = [];
    asked = 0;
    oos = new OpenApiServer({
      GetSecretParameter: ({ Name, WithDecryption, RegionId }) => {
        asked += 1;
        const refusal = refusals.shift();
        if (refusal) throw refusal;
        if (Name !== NAME) throw new Refusal(404, "EntityNotExists.Parameter");
        return {
          Parameter: { Name, Value: WithDecryption === "true" && RegionId === "cn-hongkong" ? "s3cret" : "***" },
        };
      },
    });
    host = new HostMachine();
    host.lay("every");
    metadata = new MetadataServer();
    await Promise.all([metadata.start(), oos.start()]);
    Object.assign(host.environment, { AINAV_METADATA_URL: metadata.url, AINAV_OPENAPI_URL: oos.url });
    host.settings({});
  });
  afterEach(async () => {
    host.remove();
    await Promise.all([metadata.stop(), oos.stop()]);
    expect([...metadata.failures, ...oos.failures]).toEqual([]);
  });

  const secret = (...names: string[]) => host.run("opt/ainav/bin/secret", ...names);

  test("prints the parameter's value, and nothing else", async () => {
    expect(await secret(NAME)).toMatchObject({ exitCode: 0, stdout: "s3cret", output: "s3cret" });
  });

  test("waits for a policy that is not in effect yet and for a busy service, and keeps its log out of the value", async () => {
    metadata.withoutRole = 1;
    refusals = [new Refusal(403, "Forbidden.RAM"), new Refusal(400, "Throttling.User"), new Refusal(503, "Busy")];
    expect(await secret(NAME)).toMatchObject({ exitCode: 0, stdout: "s3cret" });
    expect(asked).toBe(4);
  });

  test("fails at once, with the service's code, when there is no such parameter", async () => {
    const { exitCode, stdout, output } = await secret("other");
    expect(exitCode).toBe(1);
    expect(stdout).toBe("");
    expect(output).toBe("secret other: GetSecretParameter: HTTP 404 EntityNotExists.Parameter");
    expect(asked).toBe(1);
  });

  test("prints its usage when it is called without a name", async () => {
    expect(await secret()).toMatchObject({ exitCode: 1, output: "usage: secret NAME" });
  });
});
