import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "@jest/globals";
import { docker, pushed } from "../support/docker/docker";
import { PROJECT_ROOT } from "../support/project-root";

const daemon = JSON.parse(readFileSync(path.join(PROJECT_ROOT, "hosts/docker/etc/docker/daemon.json"), "utf8"));
const info = async (field: string) => JSON.parse(await docker(["info", "--format", `{{json .${field}}}`]));

describe("the engine of hosts", () => {
  test("runs containers as a user of the machine that is nobody else, without new privileges", async () => {
    expect(await info("SecurityOptions")).toContain("name=userns");
    const status = await docker(["run", "--rm", "debian:bookworm-slim", "grep", "NoNewPrivs", "/proc/self/status"]);
    expect(status).toMatch(/NoNewPrivs:\s+1/);
    const id = await docker(["run", "--rm", "--detach", "--init", "debian:bookworm-slim", "sleep", "infinity"]);
    const pid = await docker(["inspect", "--format", "{{.State.Pid}}", id]);
    expect(readFileSync(`/proc/${pid}/status`, "utf8")).toMatch(/^Uid:\t100000\t/m);
    await docker(["rm", "--force", id]);
  });

  test("keeps containers running while it is updated, and listens on no port", async () => {
    expect(await info("LiveRestoreEnabled")).toBe(true);
    expect(daemon).not.toHaveProperty("hosts");
  });

  test("limits each container's log, and names the container in it", async () => {
    const id = await docker(["create", "debian:bookworm-slim"]);
    expect(JSON.parse(await docker(["inspect", "--format", "{{json .HostConfig.LogConfig}}", id]))).toEqual({
      Type: "json-file",
      Config: { "max-size": "10m", "max-file": "3", tag: "{{.Name}}" },
    });
    await docker(["rm", id]);
  });

  test("lets containers of the default network not talk to one another", async () => {
    const options = JSON.parse(await docker(["network", "inspect", "--format", "{{json .Options}}", "bridge"]));
    expect(options).toMatchObject({ "com.docker.network.bridge.enable_icc": "false" });
  });

  test("pulls an image by the digest that the registry gave it", async () => {
    const name = await pushed("debian:bookworm-slim", "engine-test");
    expect(name).toMatch(/^127\.0\.0\.1:\d+\/engine-test@sha256:[0-9a-f]{64}$/);
    await docker(["image", "rm", name, name.replace(/@.*/, "")]);
    await docker(["pull", "--quiet", name]);
    expect(await docker(["run", "--rm", name, "echo", "ran"])).toBe("ran");
  });
});

test("networks of the tests' engine are apart from those of hosts", async () => {
  const name = "apart";
  await docker(["network", "create", name]);
  const subnet = await docker(["network", "inspect", "--format", "{{(index .IPAM.Config 0).Subnet}}", name]);
  expect(subnet.startsWith(process.env.DOCKER_TESTS_ADDRESSES ?? "none")).toBe(true);
  // Node lists only interfaces that something is connected to.
  expect(readdirSync("/sys/class/net")).toContain(`ainav-test${process.env.DOCKER_TESTS_SLOT}`);
  await docker(["network", "rm", name]);
});
