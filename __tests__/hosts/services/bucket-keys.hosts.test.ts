import { statSync } from "node:fs";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { HostMachine } from "../../support/hosts/host-machine";
import { MetadataServer } from "../../support/hosts/metadata-server";
import { OpenApiServer, Refusal } from "../../support/hosts/openapi-server";

const KEYS = "run/ainav/bucket-keys/web/keys.json";
const ROLE = "acs:ram::1234567890123456:role/ainav-staging-services";

describe("the keys of services for their buckets", () => {
  let host: HostMachine;
  let metadata: MetadataServer;
  let api: OpenApiServer;
  /** What the service for temporary keys was asked, and whether it refuses. */
  let asked: Readonly<Record<string, string>>[];
  let refuses: boolean;

  beforeEach(async () => {
    [asked, refuses] = [[], false];
    api = new OpenApiServer({
      AssumeRole: (parameters) => {
        if (refuses) throw new Refusal(403, "EntityNotExist.Role");
        asked.push(parameters);
        const [AccessKeyId, AccessKeySecret, SecurityToken] = ["id", "secret", "token"].map(
          (part) => `services-${part}-${asked.length}`,
        );
        return { Credentials: { AccessKeyId, AccessKeySecret, SecurityToken, Expiration: "2026-12-01T01:00:00Z" } };
      },
    });
    metadata = new MetadataServer();
    host = new HostMachine();
    await Promise.all([metadata.start(), api.start()]);
    Object.assign(host.environment, { AINAV_METADATA_URL: metadata.url, AINAV_OPENAPI_URL: api.url });
    host.lay("every", "docker", "services");
    host.settings({ kind: "app", services: { roleArn: ROLE } });
    host.write("etc/subuid", "dockremap:100000:65536\n");
    host.write("opt/ainav/services/bucket-users.json", JSON.stringify([{ service: "web", userId: 1001 }]));
  });
  afterEach(async () => {
    host.remove();
    await Promise.all([metadata.stop(), api.stop()]);
    expect([...metadata.failures, ...api.failures]).toEqual([]);
  });

  const run = () => host.run("opt/ainav/bin/bucket-keys");

  test("are those of the role of services, for an hour, and readable by the container's user alone", async () => {
    expect(await run()).toMatchObject({ exitCode: 0, output: "web" });
    expect(asked).toEqual([
      expect.objectContaining({ RoleArn: ROLE, RoleSessionName: "app-host", DurationSeconds: "3600" }),
    ]);
    expect(JSON.parse(host.read(KEYS))).toEqual({
      accessKeyId: "services-id-1",
      accessKeySecret: "services-secret-1",
      securityToken: "services-token-1",
      expiration: "2026-12-01T01:00:00Z",
    });
    expect(statSync(path.join(host.root, KEYS)).uid).toBe(101_001);
    expect(host.mode(KEYS)).toBe("400");
  });

  test("are renewed by another run, which shows none of them", async () => {
    await run();
    const { output } = await run();
    expect(JSON.parse(host.read(KEYS)).accessKeyId).toBe("services-id-2");
    expect(output).not.toMatch(/services-(id|secret|token)/);
  });

  test("stay as they are when they cannot be renewed, and the run fails", async () => {
    await run();
    refuses = true;
    expect(await run()).toMatchObject({
      exitCode: 1,
      output: expect.stringContaining("bucket-keys: AssumeRole: HTTP 403 EntityNotExist.Role"),
    });
    expect(JSON.parse(host.read(KEYS)).accessKeyId).toBe("services-id-1");
  });
});
