import { rmSync } from "node:fs";
import { connect } from "node:net";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { ComposeProject, type Container } from "../support/docker/compose-project";
import { developmentFolder, freePorts } from "../support/docker/development-folder";
import { docker } from "../support/docker/docker";
import { publicImages } from "../support/docker/stand-ins";

const PORTS = {
  web: [3000],
  "content-api": [8000],
  "search-api": [8000],
  db: [5432],
  redis: [6379],
  meilisearch: [7700],
  objects: [9000, 9001],
};
const PASSWORD = "development-only";
const NAME = "development-test";

const root = developmentFolder();
const compose = path.join(root, "containers/compose.yaml");
const project = new ComposeProject({ name: NAME, files: [compose, freePorts(root, PORTS)] });
let containers: Container[] = [];

/** The address of a service's port on this machine. */
function address(service: string, port: number): string {
  const publisher = containers
    .find(({ Service }) => Service === service)
    ?.Publishers.find(({ TargetPort }) => TargetPort === port);
  return `http://127.0.0.1:${publisher?.PublishedPort}`;
}

const get = async (service: string, port: number, place: string) => {
  const response = await fetch(`${address(service, port)}${place}`);
  return { status: response.status, text: await response.text() };
};

beforeAll(async () => {
  await publicImages();
  await project.run(["build", "--quiet"]);
  await project.up();
  containers = await project.containers();
}, 900_000);

afterAll(async () => {
  await project.down();
  rmSync(root, { recursive: true });
}, 120_000);

describe("the developers' compose file", () => {
  test("starts every service with one command, and each becomes healthy", () => {
    const states = Object.fromEntries(containers.map(({ Service, State, Health }) => [Service, `${State} ${Health}`]));
    const running = [
      "web",
      "content-api",
      "search-api",
      "celery-worker",
      "celery-beat",
      "db",
      "redis",
      "meilisearch",
      "objects",
    ];
    expect(states).toEqual({
      ...Object.fromEntries(running.map((service) => [service, "running healthy"])),
      migration: "exited ",
    });
  });

  test("publishes the document's ports, on this machine's loopback address only", async () => {
    const { services } = await new ComposeProject({ name: NAME, files: [compose] }).config();
    const published = Object.values(services as Record<string, { ports?: { host_ip: string; published: string }[] }>)
      .flatMap(({ ports = [] }) => ports)
      .map(({ host_ip, published }) => `${host_ip}:${published}`);
    const expected = [3000, 5432, 6379, 7700, 8001, 8002, 9000, 9001].map((port) => `127.0.0.1:${port}`);
    expect(published.sort()).toEqual(expected);
    const bound = containers.flatMap(({ Publishers }) => Publishers).filter(({ PublishedPort }) => PublishedPort > 0);
    expect(new Set(bound.map(({ URL }) => URL))).toEqual(new Set(["127.0.0.1"]));
  });

  test("starts a service when what it needs is healthy", async () => {
    const { services } = await project.config();
    const needed = (name: string) =>
      Object.entries(services[name].depends_on as Record<string, { condition: string }>).map(
        ([key, { condition }]) => `${key} ${condition}`,
      );
    for (const name of ["web", "content-api", "search-api", "celery-worker", "celery-beat"]) {
      expect(needed(name)).toEqual(
        expect.arrayContaining(["db", "redis", "meilisearch", "objects"].map((key) => `${key} service_healthy`)),
      );
    }
    expect(needed("content-api")).toContain("migration service_completed_successfully");
  });

  test("answers through every port", async () => {
    expect((await get("web", 3000, "/")).text).toContain("AI Navigator");
    for (const [service, port] of [
      ["web", 3000],
      ["content-api", 8000],
      ["search-api", 8000],
    ] as const) {
      expect(await get(service, port, "/api/health")).toEqual({ status: 200, text: '{"status":"ok"}' });
    }
    expect((await get("content-api", 8000, "/api/reach")).text).toBe('{"ask_database":"ok","ask_redis":"ok"}');
    expect((await get("search-api", 8000, "/api/reach")).text).toBe('{"ask_database":"ok","ask_search":"ok"}');
    expect((await get("meilisearch", 7700, "/health")).text).toContain("available");
    expect((await get("objects", 9000, "/health")).status).toBe(200);
    expect((await get("objects", 9001, "/")).text).toContain("<html");
    for (const [service, port] of [
      ["db", 5432],
      ["redis", 6379],
    ] as const) {
      const { port: published } = new URL(address(service, port));
      await new Promise<void>((resolve, reject) => {
        const socket = connect(Number(published), "127.0.0.1", () => resolve(void socket.end()));
        socket.once("error", reject);
      });
    }
  });

  test("serves what the database, the search engine and the object store have", async () => {
    expect((await get("content-api", 8000, "/api/content/tools")).text).toBe('["compass","sextant"]');
    const documents = `${address("meilisearch", 7700)}/indexes/tools/documents`;
    const headers = { Authorization: `Bearer ${PASSWORD}` };
    await fetch(documents, { method: "POST", headers, body: JSON.stringify([{ id: 1, title: "compass" }]) });
    expect((await get("search-api", 8000, "/api/search?q=comp")).text).toBe('["compass"]');
    const upload = `${address("content-api", 8000)}/api/content/uploads/notes.txt`;
    expect(await (await fetch(upload, { method: "PUT", body: "a note" })).json()).toEqual({ bytes: 6 });
    expect((await get("web", 3000, "/api/reach")).text).toBe(
      '{"database":"ok","redis":"ok","content":"ok","search":"ok"}',
    );
  });

  test("has metrics of the web and of the APIs", async () => {
    expect((await get("web", 3000, "/api/metrics")).text).toContain("http_requests_total{");
    expect((await get("content-api", 8000, "/metrics")).text).toContain('http_requests_total{status="200"}');
  });

  test("does Celery's tasks, and those that Beat sends", async () => {
    const send = "from app.tasks import count_tools as task; print(task.delay().get(timeout=60))";
    expect(await project.run(["exec", "-T", "celery-worker", "python", "-c", send])).toBe("2");
    const read = 'REDISCLI_AUTH="$REDIS_PASSWORD" valkey-cli get beats';
    expect(Number(await project.run(["exec", "-T", "redis", "sh", "-c", read]))).toBeGreaterThan(0);
  });

  test("runs services as users that are not root, who can write nothing but scratch folders", async () => {
    for (const [service, user] of [
      ["web", "1001"],
      ["content-api", "1000"],
      ["celery-worker", "1000"],
    ] as const) {
      expect(await project.run(["exec", "-T", service, "id", "-u"])).toBe(user);
      await expect(project.run(["exec", "-T", service, "touch", "/app/changed"])).rejects.toThrow(
        "Read-only file system",
      );
      await project.run(["exec", "-T", service, "touch", "/tmp/scratch"]);
    }
  });

  test("keeps services healthy without their database, as a new container would have none either, and recovers with it", async () => {
    await project.run(["kill", "db"]);
    for (const [service, port] of [
      ["content-api", 8000],
      ["web", 3000],
    ] as const) {
      expect((await get(service, port, "/api/reach")).status).toBe(503);
      expect((await get(service, port, "/api/health")).status).toBe(200);
    }
    await project.run(["start", "db"]);
    await project.becomes("db", "healthy");
    expect((await get("content-api", 8000, "/api/reach")).status).toBe(200);
    expect((await get("content-api", 8000, "/api/content/tools")).text).toBe('["compass","sextant"]');
  });

  test("keeps data over a restart, and leaves nothing when it is removed with its volumes", async () => {
    await project.run(["down", "--timeout", "5"]);
    await project.up("content-api");
    containers = await project.containers();
    expect((await get("content-api", 8000, "/api/content/tools")).text).toBe('["compass","sextant"]');
    await project.down();
    for (const kind of ["container", "volume", "network"]) {
      const filter = `label=com.docker.compose.project=${NAME}`;
      expect(
        await docker([kind, "ls", "--filter", filter, "--quiet", ...(kind === "container" ? ["--all"] : [])]),
      ).toBe("");
    }
  });
});
