import { readdirSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { ComposeProject } from "../../support/docker/compose-project";
import { HOSTS } from "../../support/hosts/host-machine";
import { MetadataServer } from "../../support/hosts/metadata-server";
import { monitoringHost } from "../../support/hosts/monitoring-host";

/** The compose files of hosts, by their paths there. Those of services are generated, and have tests of their own. */
const FILES = ["docker", "worker", "search"].flatMap((folder) =>
  readdirSync(path.join(HOSTS, folder), { recursive: true, encoding: "utf8" }).filter(
    (file) => path.basename(file) === "compose.yaml",
  ),
);

const host = monitoringHost();
const metadata = new MetadataServer();
beforeAll(async () => {
  await metadata.start();
  host.environment.AINAV_METADATA_URL = metadata.url;
  host.lay("search");
  expect(await host.provision("86-agents", "87-monitoring")).toMatchObject({ exitCode: 0 });
});
afterAll(async () => {
  host.remove();
  await metadata.stop();
});

/** A compose file of the host, with the file `.env` that a step has written beside it. */
function project(file: string, environment: Record<string, string>): ComposeProject {
  return new ComposeProject({ name: "ainav-files", files: [path.join(host.root, file)], environment });
}

test("hosts have files for the agents, the monitoring and the search engine", () => {
  expect(FILES.sort()).toEqual(["agents", "monitoring", "search"].map((name) => `opt/ainav/${name}/compose.yaml`));
});

test.each(FILES)("%s: Compose reads it, with the variables that the host's steps write", async (file) => {
  const { services } = await project(file, { AINAV_PRIVATE_ADDRESS: "10.0.0.1" }).config();
  expect(Object.keys(services).length).toBeGreaterThan(0);
  for (const [name, service] of Object.entries<object>(services))
    expect([name, service]).toEqual([
      name,
      expect.objectContaining({ mem_limit: expect.any(String), restart: "unless-stopped", read_only: true }),
    ]);
});

test.each(FILES)("%s: is refused on a host that does not know its address", async (file) => {
  await expect(project(file, {}).config()).rejects.toThrow("AINAV_PRIVATE_ADDRESS");
});
