import { chmodSync, chownSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import type { ServicesOnHost } from "../../../../../stacks/region/compute/host-kinds";
import { composeFile } from "../../../../../stacks/region/compute/services-on-hosts/compose-file";
import { ComposeProject } from "../../../../support/docker/compose-project";
import { docker } from "../../../../support/docker/docker";
import { production } from "../../../../support/fixture/environments/production";
import { checked } from "../../../../support/fixture/stacks";

/** The user of the host that is root in containers. */
const FIRST_USER = 100_000;
const IMAGE = "debian:bookworm-slim";

const root = mkdtempSync(path.join(tmpdir(), "services-"));
const { services } = checked(production);

/** The project of a kind of host, with the host's folders below the test's, and an image that does nothing. */
function project(runs: ServicesOnHost): ComposeProject {
  const file = path.join(root, `${runs}.yaml`);
  const text = composeFile(runs, services, "ainav_owner");
  writeFileSync(file, text.replaceAll(/(\/etc\/ainav|\/run\/ainav)\//g, `${root}$1/`));
  const variables = [...text.matchAll(/\$\{(\w+_IMAGE):-none\}/g)].map(([, name]) => [name, IMAGE]);
  // Other projects of the engine may have the addresses and ports of a host at the same time.
  const idle = path.join(root, "idle.yaml");
  writeFileSync(
    idle,
    "services: { web-blue: { command: [sleep, infinity], ports: !reset [] } }\nnetworks: { ainav: { ipam: !reset {} } }\n",
  );
  return new ComposeProject({
    name: `services-${runs}`,
    files: runs === "web-services" ? [file, idle] : [file],
    environment: Object.fromEntries(variables),
    profiles: ["jobs"],
  });
}

/** Writes a file as the host's programs do: only one user of a container can read it. */
function give(folder: string, name: string, text: string, userId: number): void {
  const target = path.join(root, folder);
  mkdirSync(target, { recursive: true });
  writeFileSync(path.join(target, name), text);
  for (const each of [target, path.join(target, name)]) chownSync(each, FIRST_USER + userId, -1);
  chmodSync(target, 0o500);
  chmodSync(path.join(target, name), 0o400);
}

beforeAll(() => {
  // mkdtemp makes folders that only their owner may pass.
  chmodSync(root, 0o755);
  mkdirSync(path.join(root, "etc/ainav"), { recursive: true });
  writeFileSync(path.join(root, "etc/ainav/services.env"), `CELERY_REDIS_PREFIX=celery:{slot}:\nODD=$a "b" #c\n`);
});
afterAll(() => rmSync(root, { recursive: true }));

describe("the compose files of hosts", () => {
  test.each([
    ["web-services", 6],
    ["workers", 5],
  ] as const)("are read by Compose: %s", async (runs, count) => {
    const { services: read } = await project(runs).config();
    expect(Object.keys(read)).toHaveLength(count);
    for (const container of Object.values(read)) {
      expect(container).toMatchObject({ image: IMAGE, environment: { CELERY_REDIS_PREFIX: "celery:{slot}:" } });
    }
  });
});

describe("a container of a service, on a real engine", () => {
  const app = project("web-services");
  let id: string;
  const inside = (...command: string[]) => docker(["exec", id, ...command]);

  beforeAll(async () => {
    give("run/ainav/secrets/web", "postgres-app", "a password", 1001);
    give("run/ainav/bucket-keys/web", "keys.json", "{}", 1001);
    await app.up("web-blue");
    id = (await app.container("web-blue")).ID;
  });
  afterAll(() => app.down());

  test("reads its secrets and keys, which its description does not have", async () => {
    expect(await inside("sh", "-c", "id -u; cat $POSTGRES_PASSWORD_FILE; echo; cat $OSS_KEYS_FILE")).toBe(
      "1001\na password\n{}",
    );
    expect(await docker(["inspect", id])).not.toContain("a password");
  });

  test("gets the host's settings as they are, whatever is in them", async () => {
    expect(await inside("sh", "-c", 'echo "$ODD"')).toBe('$a "b" #c');
  });

  test("writes into its folders up to their size, and nowhere else", async () => {
    await expect(inside("touch", "/opt/x")).rejects.toThrow("Read-only file system");
    await expect(inside("touch", "/run/secrets/x")).rejects.toThrow(/Read-only|Permission denied/);
    await inside("touch", "/app/.next/cache/x");
    await expect(inside("dd", "if=/dev/zero", "of=/tmp/x", "bs=1M", "count=65")).rejects.toThrow("No space left");
  });

  test("has no capability, and a limit of memory", async () => {
    expect(await inside("grep", "CapEff", "/proc/self/status")).toMatch(/\t0+$/);
    const limits = await docker(["inspect", "--format", "{{.HostConfig.Memory}} {{.HostConfig.MemorySwap}}", id]);
    expect(limits).toBe(`${2 ** 30} ${2 ** 30}`);
  });

  test("does not start when the folder of its secrets is missing", async () => {
    await expect(app.up("search-api-blue")).rejects.toThrow(/bind source path does not exist|secrets\/search-api/);
  });
});
