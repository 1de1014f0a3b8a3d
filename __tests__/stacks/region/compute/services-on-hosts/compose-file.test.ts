import { describe, expect, test } from "@jest/globals";
import { parse } from "yaml";
import { mebibytes } from "../../../../../environments/schema/services/amounts";
import { webServices } from "../../../../../environments/schema/services/services";
import type { ServicesOnHost } from "../../../../../stacks/region/compute/host-kinds";
import { composeFile } from "../../../../../stacks/region/compute/services-on-hosts/compose-file";
import { production } from "../../../../support/fixture/environments/production";
import { checked } from "../../../../support/fixture/stacks";
import type { Block } from "../../../../support/synthesis";

const { services } = checked(production);
const fileOf = (runs: ServicesOnHost, of = services) => parse(composeFile(runs, of, "ainav_owner"));
const app = fileOf("web-services");
const worker = fileOf("workers");
const containers: [string, Block][] = Object.entries({ ...app.services, ...worker.services });

describe("the services of app hosts", () => {
  test("are those that answer requests, twice each, on the loopback address only", () => {
    const published = Object.entries<Block>(app.services).map(([name, { ports }]) => `${name} ${ports}`);
    expect(published).toEqual([
      "web-blue 127.0.0.1:13000:3000",
      "web-green 127.0.0.1:23000:3000",
      "content-api-blue 127.0.0.1:18001:8000",
      "content-api-green 127.0.0.1:28001:8000",
      "search-api-blue 127.0.0.1:18002:8000",
      "search-api-green 127.0.0.1:28002:8000",
    ]);
  });

  test("do not reach one another past nginx", () => {
    expect(app.networks.ainav).toEqual({
      driver_opts: { "com.docker.network.bridge.enable_icc": "false" },
      ipam: { config: [{ subnet: "172.30.0.0/24", gateway: "172.30.0.1" }] },
    });
  });
});

describe("the services of the worker host", () => {
  test("are the workers, which start again, and jobs and the migration, which somebody starts", () => {
    const starts = Object.entries<Block>(worker.services).map(([name, { restart, profiles }]) => [
      name,
      restart,
      ...(profiles ?? []),
    ]);
    expect(starts).toEqual([
      ["celery-beat", "unless-stopped"],
      ["celery-worker", "unless-stopped"],
      ["crawlers", "no", "jobs"],
      ["scheduled-tasks", "no", "jobs"],
      ["migration", "no", "jobs"],
    ]);
    for (const { ports } of Object.values<Block>(worker.services)) expect(ports).toBeUndefined();
  });

  test("migrate by the command of the schema's owner, as the database's owner, with its password alone", () => {
    expect(worker.services.migration).toMatchObject({
      entrypoint: ["alembic", "upgrade", "head"],
      environment: { DATABASE_USER: "ainav_owner", POSTGRES_PASSWORD_FILE: "/run/secrets/postgres-owner" },
    });
    expect(Object.keys(worker.services.migration.environment)).toHaveLength(2);
  });

  test("are healthy by the command of their liveness probe, for as long as the probe is patient", () => {
    const { test: command, interval, timeout, retries } = worker.services["celery-worker"].healthcheck;
    // A lone dollar would be a variable of Compose.
    expect(command.at(-1)).toContain('-d "celery@$$HOSTNAME"');
    expect([interval, timeout]).toEqual(["30s", "30s"]);
    expect(retries * 30).toBe(120 * 10);
  });

  test("have as long to end as their longest task", () => {
    expect(worker.services["celery-worker"].stop_grace_period).toBe("610s");
  });
});

describe("every container", () => {
  test.each(containers)("%s has the least privileges, and limits of memory, CPU and processes", (_, container) => {
    expect(container).toMatchObject({
      user: expect.stringMatching(/^(1000:1000|1001:1001)$/),
      read_only: true,
      cap_drop: ["ALL"],
      security_opt: ["no-new-privileges:true"],
      init: true,
      pids_limit: expect.any(Number),
      cpus: expect.any(Number),
      networks: ["ainav"],
    });
    expect(container.mem_limit).toMatch(/^\d+m$/);
    expect(container.memswap_limit).toBe(container.mem_limit);
  });

  test.each(containers)("%s has its image from the release, and no tag", (name, { image }) => {
    expect(image).toBe(`\${${name.toUpperCase().replaceAll("-", "_")}_IMAGE:-none}`);
  });

  test.each(containers)("%s finds secrets as files of its own, and none among its variables", (name, container) => {
    const { environment = {}, volumes = [] } = container;
    const consumer = name.replace(/-(blue|green)$/, "");
    expect(volumes[0]).toEqual({
      type: "bind",
      source: `/run/ainav/secrets/${consumer}`,
      target: "/run/secrets",
      read_only: true,
      bind: { create_host_path: false },
    });
    for (const [variable, value] of Object.entries(environment)) {
      if (/PASSWORD|KEY/.test(variable))
        expect(`${variable}=${value}`).toMatch(/_FILE=\/run\/(secrets\/[a-z-]+|bucket-keys\/keys\.json)$/);
    }
  });

  test("finds keys for buckets, if its service uses them, and else none", () => {
    const withKeys = containers.filter(([, { volumes }]) =>
      volumes.some(({ target }: Block) => target === "/run/bucket-keys"),
    );
    const names = withKeys.map(([name]) => name.replace(/-(blue|green)$/, ""));
    const users = Object.entries(services).filter(([, { needs }]) => needs.includes("oss"));
    expect([...new Set(names)].sort()).toEqual(users.map(([name]) => name).sort());
    for (const [name, { environment, volumes }] of withKeys) {
      expect(environment.OSS_KEYS_FILE).toBe("/run/bucket-keys/keys.json");
      expect(volumes[1].source).toBe(`/run/ainav/bucket-keys/${name.replace(/-(blue|green)$/, "")}`);
    }
  });

  test.each(containers)("%s writes into memory, and no folder takes more than half of it", (_, container) => {
    for (const folder of container.tmpfs) {
      const [, size] = /:size=(\d+)m,mode=1777$/.exec(folder) ?? [];
      expect(Number(size)).toBeGreaterThan(0);
      expect(Number(size)).toBeLessThanOrEqual(Number.parseInt(container.mem_limit, 10) / 2);
    }
  });
});

describe("a service that somebody adds", () => {
  test("gets its containers, with the memory of its limit", () => {
    const [web] = webServices(services);
    if (web === undefined) throw new Error("no service answers requests");
    const { name: _, ...entry } = web;
    const added = { ...entry, ports: { host: 8003, container: 9000 }, paths: ["/api/billing"] };
    const file = fileOf("web-services", { ...services, billing: added });
    expect(file.services["billing-green"]).toMatchObject({
      ports: ["127.0.0.1:28003:9000"],
      mem_limit: `${mebibytes(entry.resources.memory.limit)}m`,
    });
  });
});
