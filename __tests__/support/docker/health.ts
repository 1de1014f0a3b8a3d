import execa from "execa";
import { docker } from "./docker";

/** Waits until a container's health check has a state. @throws with its log when the container ends */
export async function waitForHealth(container: string, health: "healthy" | "unhealthy"): Promise<void> {
  const filters = [`container=${container}`, "event=health_status", "event=die"].flatMap((one) => ["--filter", one]);
  // The events come first: a change between the two commands is not missed.
  const events = execa("docker", ["events", "--format", "{{.Status}}", ...filters], { reject: false });
  try {
    if ((await healthOf(container)) === health) return;
    for await (const line of lines(events)) {
      if (line === "die") throw new Error(`${container} ended:\n${await docker(["logs", "--tail", "40", container])}`);
      if (line === `health_status: ${health}`) return;
    }
    throw new Error(`docker events ended before ${container} was ${health}`);
  } finally {
    events.kill();
    await events;
  }
}

async function healthOf(container: string): Promise<string> {
  return docker(["inspect", "--format", "{{.State.Health.Status}}", container]);
}

async function* lines(running: execa.ExecaChildProcess): AsyncGenerator<string> {
  let rest = "";
  for await (const data of running.stdout ?? []) {
    const parts = `${rest}${data}`.split("\n");
    rest = parts.pop() ?? "";
    yield* parts.map((part) => part.trim());
  }
}
