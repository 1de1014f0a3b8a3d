import { existsSync, readdirSync, readFileSync } from "node:fs";
import { networkInterfaces } from "node:os";
import path from "node:path";
import { expect, test } from "@jest/globals";
import execa from "execa";
import { PROJECT_ROOT } from "../support/project-root";

const PROGRAM = path.join(PROJECT_ROOT, "__tests__/support/docker/engine/engine.py");
const DAEMON_JSON = path.join(PROJECT_ROOT, "hosts/docker/etc/docker/daemon.json");

interface Addresses {
  readonly socket: string;
  readonly slot: number;
  readonly addresses: string;
}

/** An engine beside that of the run, with a container on a network of its own. */
async function engineWithContainer() {
  const running = execa("python3", ["-B", PROGRAM, DAEMON_JSON], { detached: true, reject: false });
  const line = await new Promise<string>((resolve, reject) => {
    running.stdout?.once("data", (data) => resolve(String(data)));
    running.catch(reject);
    running.once("exit", () => reject(new Error("the engine ended")));
  });
  const addresses: Addresses = JSON.parse(line);
  const docker = (command: string[], options?: execa.Options) =>
    execa("docker", ["--host", `unix://${addresses.socket}`, ...command], options);
  const { stdout: debian } = await execa("sh", ["-c", "docker image ls --quiet debian:bookworm-slim | head -n 1"]);
  await execa("sh", ["-c", `docker save ${debian} | docker --host unix://${addresses.socket} load`]);
  await docker(["network", "create", "left"]);
  await docker(["run", "--detach", "--init", "--network", "left", debian, "sleep", "infinity"]);
  return { running, addresses };
}

/** What there is of an engine on this machine. */
function remains({ socket, slot, addresses }: Addresses) {
  const folder = path.dirname(socket);
  const commands = readdirSync("/proc").filter((name) => /^\d+$/.test(name));
  return {
    processes: commands.filter((pid) => textOf(`/proc/${pid}/cmdline`).includes(`${folder}/`)),
    contained: commands.filter((pid) => textOf(`/proc/${pid}/cgroup`).includes(`/ainav-tests-docker-${slot}/`)),
    interfaces: Object.values(networkInterfaces())
      .flat()
      .filter((one) => one?.address.startsWith(addresses)),
    mounts: textOf("/proc/mounts")
      .split("\n")
      .filter((line) => line.includes(`${folder}/`)),
    folder: existsSync(folder),
  };
}

function textOf(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return "";
  }
}

const NOTHING = { processes: [], contained: [], interfaces: [], mounts: [], folder: false };

test("an engine leaves nothing when the run ends, with containers that still run", async () => {
  const { running, addresses } = await engineWithContainer();
  expect(remains(addresses)).toMatchObject({ folder: true, contained: [expect.any(String), expect.any(String)] });
  running.stdin?.end();
  await running;
  expect(remains(addresses)).toEqual(NOTHING);
});

test("an engine that was killed leaves nothing after the next one in its place", async () => {
  const { running, addresses } = await engineWithContainer();
  running.kill("SIGKILL");
  await running;
  expect(remains(addresses).processes).not.toEqual([]);
  // The next one takes the first place that is free. It ends at once.
  const { stdout } = await execa("python3", ["-B", PROGRAM, DAEMON_JSON], { input: "" });
  expect(JSON.parse(stdout).slot).toBe(addresses.slot);
  expect(remains(addresses)).toEqual(NOTHING);
});
