import { existsSync, readdirSync, statSync } from "node:fs";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { HostMachine } from "../../support/hosts/host-machine";
import { MetadataServer } from "../../support/hosts/metadata-server";
import { OpenApiServer, Refusal } from "../../support/hosts/openapi-server";

const FOLDER = "run/ainav/secrets";
const METRICS = "var/lib/ainav/metrics/secret-files.prom";
/** The host's user for the user 1 of a container. Only root can give files to another user than itself. */
const USER = process.getuid?.() === 0 ? 100_001 : (process.getuid?.() as number);

let host: HostMachine;
let metadata: MetadataServer;
let oos: OpenApiServer;
let store: Map<string, string>;
let refusal: Refusal | undefined;
let asked: string[];

beforeEach(async () => {
  store = new Map([
    ["ainav/postgres", "p0stgres"],
    ["ainav/redis", 'r"dis'],
  ]);
  refusal = undefined;
  asked = [];
  oos = new OpenApiServer({
    GetSecretParameter: ({ Name = "" }) => {
      asked.push(Name);
      if (refusal) throw refusal;
      if (!store.has(Name)) throw new Refusal(404, "EntityNotExists.Parameter");
      return { Parameter: { Name, Value: store.get(Name) } };
    },
  });
  host = new HostMachine();
  host.lay("every", "docker");
  host.write("etc/subuid", `dockremap:${USER - 1}:65536\n`);
  host.fake("restart-web");
  metadata = new MetadataServer();
  await Promise.all([metadata.start(), oos.start()]);
  Object.assign(host.environment, { AINAV_METADATA_URL: metadata.url, AINAV_OPENAPI_URL: oos.url });
  host.settings({ services: { secrets: { "postgres-app": "ainav/postgres", "redis-app": "ainav/redis" } } });
  consumers(WEB);
});
afterEach(async () => {
  host.remove();
  await Promise.all([metadata.stop(), oos.stop()]);
  expect([...metadata.failures, ...oos.failures]).toEqual([]);
});

const WEB = { consumer: "web", userId: 1, purposes: ["postgres-app", "redis-app"], restart: ["restart-web", "now"] };

const consumers = (...entries: object[]) => host.write("opt/ainav/secrets.d/ainav.json", JSON.stringify(entries));
const secretFiles = () => host.run("opt/ainav/bin/secret-files");
const secret = (name: string) => host.read(`${FOLDER}/${name}`);
const names = (folder = "") => readdirSync(path.join(host.root, FOLDER, folder)).sort();

describe("the secrets of a container", () => {
  test("are files that its user alone reads, and neither output nor metrics have them", async () => {
    const { exitCode, output } = await secretFiles();
    expect([exitCode, output]).toEqual([0, "web: postgres-app, redis-app"]);
    expect([secret("web/postgres-app"), secret("web/redis-app")]).toEqual(["p0stgres", 'r"dis']);
    for (const name of ["web", "web/postgres-app"]) {
      expect(host.mode(`${FOLDER}/${name}`)).toBe(name === "web" ? "700" : "400");
      expect(statSync(path.join(host.root, FOLDER, name)).uid).toBe(USER);
    }
    expect(host.read(METRICS)).toMatch(/^ainav_secret_files_last_success_timestamp_seconds \d{10}$/m);
    expect(names("web")).toEqual(["postgres-app", "redis-app"]);
  });

  test("are fetched once for all consumers, and stand in texts of their own", async () => {
    consumers(WEB, {
      consumer: "engine",
      userId: process.getuid?.(),
      hostUser: true,
      files: { "config.toml": "key = {redis-app|quoted}\n", plain: "{postgres-app}:{redis-app}" },
    });
    expect(await secretFiles()).toMatchObject({ exitCode: 0 });
    expect(secret("engine/config.toml")).toBe('key = "r\\"dis"\n');
    expect(secret("engine/plain")).toBe('p0stgres:r"dis');
    expect(statSync(path.join(host.root, FOLDER, "engine/plain")).uid).toBe(process.getuid?.());
    expect(asked.sort()).toEqual(["ainav/postgres", "ainav/redis"]);
  });

  test("are replaced when they change, in the same folder, and only then the consumer is restarted", async () => {
    await secretFiles();
    const folder = statSync(path.join(host.root, FOLDER, "web")).ino;
    await secretFiles();
    expect(host.calls).toEqual([]);
    store.set("ainav/postgres", "changed");
    expect(await secretFiles()).toMatchObject({ exitCode: 0, stdout: "web: postgres-app\nweb: restart-web now" });
    expect(secret("web/postgres-app")).toBe("changed");
    // The folder is mounted in containers. Another one with its name would not be.
    expect(statSync(path.join(host.root, FOLDER, "web")).ino).toBe(folder);
    await secretFiles();
    expect(host.calls).toEqual(["restart-web now"]);
  });

  test("have a consumer restarted by the next run when the command failed", async () => {
    await secretFiles();
    store.set("ainav/redis", "changed");
    host.fake("restart-web", "exit 1");
    const { exitCode, output } = await secretFiles();
    expect(exitCode).toBe(1);
    expect(output).toContain("secret-files: the restart of web failed; the next run tries again");
    host.fake("restart-web");
    expect(await secretFiles()).toMatchObject({ exitCode: 0 });
    await secretFiles();
    expect(host.calls).toEqual(["restart-web now", "restart-web now"]);
  });

  test("stay as they are while the store does not answer, and the others are asked for once only", async () => {
    await secretFiles();
    const before = host.read(METRICS).replace(/\d{10}/, "1");
    host.write(METRICS, before);
    refusal = new Refusal(503, "ServiceUnavailable");
    asked = [];
    const { exitCode, output } = await secretFiles();
    expect(exitCode).toBe(0);
    expect(output).toContain("redis-app: ainav/redis: GetSecretParameter: HTTP 503 ServiceUnavailable");
    expect([secret("web/postgres-app"), secret("web/redis-app")]).toEqual(["p0stgres", 'r"dis']);
    expect(host.read(METRICS)).toBe(before);
    expect(asked.filter((name) => name === "ainav/redis")).toHaveLength(1);
  });

  test("that are missing make it fail, and the others are written", async () => {
    store.delete("ainav/redis");
    const { exitCode, output } = await secretFiles();
    expect(exitCode).toBe(1);
    expect(output).toContain("redis-app: ainav/redis: GetSecretParameter: HTTP 404 EntityNotExists.Parameter");
    expect(output).toContain(`secret-files: missing: ${host.root}/${FOLDER}/web/redis-app`);
    expect(names("web")).toEqual(["postgres-app"]);
  });

  test("are removed when nothing lists them any more", async () => {
    consumers(WEB, { consumer: "gone", userId: 1, purposes: ["redis-app"] });
    await secretFiles();
    consumers({ ...WEB, purposes: ["redis-app"] });
    expect(await secretFiles()).toMatchObject({ exitCode: 0 });
    expect([names(), names("web")]).toEqual([["web"], ["redis-app"]]);
  });
});

describe("what secret-files refuses", () => {
  test("is a purpose that the settings do not name", async () => {
    consumers({ ...WEB, purposes: ["search-master"] });
    const { exitCode, output } = await secretFiles();
    expect(exitCode).toBe(1);
    expect(output).toContain('search-master: the settings of this host lack services.secrets["search-master"]');
  });

  test("is a consumer that two files have", async () => {
    host.write("opt/ainav/secrets.d/other.json", JSON.stringify([WEB]));
    const { exitCode, output } = await secretFiles();
    expect(exitCode).toBe(1);
    expect(output).toContain("other.json: consumer web is in");
    expect(existsSync(path.join(host.root, FOLDER))).toBe(false);
  });

  test("is a host whose engine maps no users", async () => {
    host.write("etc/subuid", "ecs-user:100000:65536\n");
    expect((await secretFiles()).output).toContain("/etc/subuid has no range for dockremap");
  });
});

describe("the password of the image registry", () => {
  test("is there only where the environment has one, as a file of Docker's", async () => {
    await secretFiles();
    expect(names()).toEqual(["web"]);
    if (process.getuid?.() !== 0) return;
    store.set("ainav/registry", '{"auths":{}}');
    const secrets = { "postgres-app": "ainav/postgres", "redis-app": "ainav/redis", "registry-pull": "ainav/registry" };
    host.settings({ services: { secrets } });
    expect(await secretFiles()).toMatchObject({ exitCode: 0 });
    expect(secret("registry/config.json")).toBe('{"auths":{}}');
  });
});
