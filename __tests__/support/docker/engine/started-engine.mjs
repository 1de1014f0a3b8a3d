import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

const PROGRAM = fileURLToPath(new URL("engine.py", import.meta.url));
const DAEMON_JSON = fileURLToPath(new URL("../../../../hosts/docker/etc/docker/daemon.json", import.meta.url));

/** @type {import("node:child_process").ChildProcessByStdio<import("node:stream").Writable, import("node:stream").Readable, null> | undefined} */
let running;

/**
 * Starts a Docker engine with the configuration of hosts, and a registry. Both end when this process does, however it ends.
 *
 * @returns {Promise<{ socket: string, registry: string, slot: number, addresses: string }>} as `engine.py` prints them
 * @throws when the engine does not start; it has written the reason to standard error
 */
export async function startEngine() {
  // Detached: Ctrl-C in the terminal ends this process, and so the engine's standard input, but not the engine itself.
  running = spawn("python3", ["-B", PROGRAM, DAEMON_JSON], { detached: true, stdio: ["pipe", "pipe", "inherit"] });
  for await (const line of createInterface(running.stdout)) return JSON.parse(line);
  throw new Error("Docker's engine did not start; the reason is above");
}

/** Ends the engine, its containers, and all that they have on this machine but images. */
export async function stopEngine() {
  if (running === undefined) return;
  const ended = new Promise((resolve) => running?.once("close", resolve));
  running.stdin.end();
  await ended;
}
