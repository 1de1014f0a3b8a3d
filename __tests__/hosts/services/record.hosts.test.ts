import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { BundleServer } from "../../support/hosts/bundle-server";
import { HostMachine } from "../../support/hosts/host-machine";
import { MetadataServer } from "../../support/hosts/metadata-server";
import { pointerTo, recordOf } from "../../support/release/record";

const BUCKET = "ainav-production-bundles-1234567890123456";
const REGISTRY = "registry.example/ainav";
const WEB = `${REGISTRY}/web@sha256:${"a".repeat(64)}`;
let host: HostMachine;
let metadata: MetadataServer;
let bucket: BundleServer;

beforeEach(async () => {
  bucket = new BundleServer(BUCKET, "cn-hongkong");
  metadata = new MetadataServer();
  host = new HostMachine();
  host.lay("every", "services");
  await Promise.all([metadata.start(), bucket.start()]);
  Object.assign(host.environment, { AINAV_METADATA_URL: metadata.url, AINAV_OSS_URL: bucket.url });
  host.settings({ services: { releases: { bucket: BUCKET, prefix: "releases/", registry: REGISTRY } } });
  host.write("opt/ainav/services/services.json", '{"project":"ainav","services":[],"migration":null}');
  host.fake("docker");
});
afterEach(async () => {
  host.remove();
  await Promise.all([metadata.stop(), bucket.stop()]);
  expect([...metadata.failures, ...bucket.failures]).toEqual([]);
});

const release = (target: string) => host.run("opt/ainav/bin/release", target);
const put = (name: string, body: Buffer) => bucket.objects.set(`releases/${name}.json`, body);

describe("the record of a release", () => {
  test.each([
    [{ web: "registry.example/other/web@sha256:00" }, "images.web"],
    [{ web: `${REGISTRY}/web:latest` }, "images.web"],
    [{ web: `elsewhere.example/web@sha256:${"a".repeat(64)}` }, "images.web"],
  ])("with images %j is refused before anything starts", async (images, words) => {
    put("one", recordOf("one", images));
    const { exitCode, output } = await release("one");
    expect(exitCode).toBe(1);
    expect(output).toContain(`one.json: ${words}`);
    expect(host.calls).toEqual([]);
  });

  test("that is another one than the pointer names is refused", async () => {
    put("one", recordOf("one", { web: WEB }));
    put("rollout", pointerTo("one", recordOf("one", { web: WEB }, false)));
    const { exitCode, output } = await release("rollout");
    expect(exitCode).toBe(1);
    expect(output).toContain("the record was replaced");
    expect(host.calls).toEqual([]);
  });

  test("that says another id than its name is refused", async () => {
    put("one", recordOf("two", { web: WEB }));
    expect((await release("one")).output).toContain("one.json: id is 'two'");
  });
});

test("a new host that finds no release yet waits for the first one", async () => {
  expect(await release("current")).toMatchObject({ exitCode: 0, output: expect.stringContaining("no release yet") });
});

test("the id of a release is no path", async () => {
  expect(await release("../one")).toMatchObject({ exitCode: 1, output: expect.stringContaining("is no release's id") });
});
