import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import execa from "execa";
import { ComposeProject } from "../../support/docker/compose-project";
import { docker } from "../../support/docker/docker";
import { publicImages } from "../../support/docker/stand-ins";
import { HOSTS, PYTHON } from "../../support/hosts/host-machine";

/** The user of the host that is the engine's in its container. */
const USER = 101_000;
const KEY = 'a master key with "quotes"';

const root = mkdtempSync(path.join(tmpdir(), "search-"));
const DATA = path.join(root, "data/meilisearch");

const read = (file: string) => readFileSync(path.join(HOSTS, file), "utf8");

/** The search host's project with the host's folders below the test's, on a port that nobody else has. */
function searchProject(): ComposeProject {
  const file = path.join(root, "compose.yaml");
  const text = read("search/opt/ainav/search/compose.yaml");
  const moved = text.replaceAll(/source: (\/data|\/run)/g, `source: ${root}$1`);
  // Other projects of the engine may have the host's ports at the same time. Checks come at once.
  const ports = path.join(root, "ports.yaml");
  writeFileSync(
    ports,
    "services: { meilisearch: { ports: !override ['127.0.0.1::7700'], healthcheck: { interval: 1s } } }\n",
  );
  writeFileSync(file, moved);
  const environment = { AINAV_PRIVATE_ADDRESS: "127.0.0.1" };
  return new ComposeProject({ name: "ainav-search-tests", files: [file, ports], environment });
}

/** Writes the files of secrets by the host's own program, with a store that has only the test's key. */
async function writeSecrets(): Promise<void> {
  const program = `
import json, secret_files
for entry in json.load(open("${HOSTS}/search/opt/ainav/secrets.d/search.json")):
    secret_files.update(secret_files.Consumer("search.json", entry), {"search-master": ${JSON.stringify(KEY)}})`;
  const folders = ["every", "docker"].map((folder) => path.join(HOSTS, folder, "opt/ainav/lib")).join(":");
  const env = { PYTHONPATH: folders, AINAV_ROOT: root, PYTHONDONTWRITEBYTECODE: "1" };
  await execa(PYTHON, ["-c", program], { env });
}

describe("the search engine of a search host, on a real engine of containers", () => {
  const project = searchProject();
  let address: string;

  beforeAll(async () => {
    await execa("chmod", ["755", root]);
    mkdirSync(path.join(root, "etc"));
    writeFileSync(path.join(root, "etc/subuid"), "dockremap:100000:65536\n");
    await writeSecrets();
    mkdirSync(DATA, { recursive: true, mode: 0o700 });
    await execa("chown", [`${USER}:${USER}`, DATA]);
    await publicImages("getmeili/meilisearch:v1.6.2");
    await project.up();
    const { Publishers } = await project.container("meilisearch");
    address = `http://127.0.0.1:${Publishers.find(({ TargetPort }) => TargetPort === 7700)?.PublishedPort}`;
  });
  afterAll(async () => {
    await project.down();
    rmSync(root, { recursive: true });
  });

  test("is healthy, and takes its master key from a file", async () => {
    expect((await project.container("meilisearch")).Health).toBe("healthy");
    const ask = (key: string) => fetch(`${address}/indexes`, { headers: { authorization: `Bearer ${key}` } });
    expect([(await ask(KEY)).status, (await ask("another key")).status]).toEqual([200, 403]);
  });

  test("shows its key to nobody who looks at the container", async () => {
    const { ID } = await project.container("meilisearch");
    expect(await docker(["inspect", ID])).not.toContain("a master key");
    expect(await project.logs("meilisearch")).not.toContain("a master key");
    expect(await docker(["exec", ID, "id", "-u"])).toBe("1000");
    await expect(docker(["exec", ID, "touch", "/run/secrets/x"])).rejects.toThrow(/Read-only/);
    await expect(docker(["exec", ID, "touch", "/bin/x"])).rejects.toThrow(/Read-only/);
  });

  test("keeps what it writes on the data disk, as the user that the host gives the folder to", async () => {
    const { ID } = await project.container("meilisearch");
    await docker(["exec", ID, "touch", "/meili_data/written"]);
    const { stdout } = await execa("stat", ["--format", "%u", path.join(DATA, "written")]);
    expect(stdout).toBe(String(USER));
  });
});

test("the host's ports are those of its private address and of loopback, never all", async () => {
  const file = path.join(HOSTS, "search/opt/ainav/search/compose.yaml");
  const environment = { AINAV_PRIVATE_ADDRESS: "10.0.2.17" };
  const { services } = await new ComposeProject({ name: "x", files: [file], environment }).config();
  const addresses = services.meilisearch.ports.map(({ host_ip }: { host_ip: string }) => host_ip);
  expect(addresses.sort()).toEqual(["10.0.2.17", "127.0.0.1"]);
  await expect(new ComposeProject({ name: "x", files: [file] }).config()).rejects.toThrow("AINAV_PRIVATE_ADDRESS");
});
