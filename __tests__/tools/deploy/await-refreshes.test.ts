import { describe, expect, test } from "@jest/globals";
import { awaitRefreshes } from "../../../tools/deploy/refreshes/await-refreshes";
import type { State } from "../../../tools/deploy/run/state";
import { FakeClock } from "../../support/command/fake-clock";

const TYPE = "alicloud_ess_instance_refresh";

const configuration = {
  resource: {
    [TYPE]: Object.fromEntries(
      ["app-b", "worker"].map((group) => [
        group,
        {
          lifecycle: {
            postcondition: [{ error_message: `the hosts ${group} ended as \${self.status}: start them again` }],
          },
        },
      ]),
    ),
  },
};

function stateOf(statuses: Readonly<Record<string, string>>): State {
  const resource = { mode: "managed", type: TYPE };
  const resources = Object.entries(statuses).map(([name, status]) => ({
    ...resource,
    name,
    instances: [{ attributes: { status } }],
  }));
  return { resources: [...resources, { ...resource, type: "terraform_data", name: "version", instances: [] }] };
}

/** A wait on refreshes whose statuses are those of one look after another, and then always the last ones. */
function wait(...looks: (Readonly<Record<string, string>> | undefined)[]) {
  const clock = new FakeClock();
  const stop = new AbortController();
  const seen = { refreshed: 0, lines: [] as string[], steps: [] as string[] };
  const terraform = {
    stack: { name: "production-rollout", configuration },
    refresh: async () => {
      seen.refreshed += 1;
    },
    currentState: async () => {
      const look = looks[Math.min(seen.refreshed, looks.length - 1)];
      return look && stateOf(look);
    },
  };
  const board = {
    begin: (_: string, step: string) => seen.steps.push(step),
    line: (_: string, line: string) => seen.lines.push(line),
  };
  const result = () => awaitRefreshes(terraform, { board, clock, signal: stop.signal });
  return { clock, stop, seen, result };
}

describe("the wait for refreshes", () => {
  test.each([
    ["nothing is deployed", undefined],
    ["no version of a template is the second one yet", {}],
    ["all have succeeded before", { "app-b": "Successful" }],
  ])("is over at once when %s", async (_, look) => {
    const { clock, seen, result } = wait(look);
    expect(await result()).toEqual([]);
    expect([clock.slept.length, seen.refreshed]).toEqual([0, 0]);
  });

  test("looks again until the last one has ended, and says what it waits for and what has changed", async () => {
    const { clock, seen, result } = wait(
      { "app-b": "Pending", worker: "InProgress" },
      { "app-b": "InProgress", worker: "Successful" },
      { "app-b": "InProgress", worker: "Successful" },
      { "app-b": "Successful", worker: "Successful" },
    );
    expect(await result()).toEqual([]);
    expect(seen.refreshed).toBe(3);
    expect(new Set(clock.slept)).toEqual(new Set([30_000]));
    expect(seen.lines).toEqual([
      "refresh of the hosts app-b: Pending",
      "refresh of the hosts worker: InProgress",
      "refresh of the hosts app-b: InProgress",
      "refresh of the hosts worker: Successful",
      "refresh of the hosts app-b: Successful",
    ]);
    expect(seen.steps[0]).toContain("app-b, worker");
    expect(seen.steps.at(-1)).not.toContain("worker");
  });

  test.each(["Failed", "Cancelled", "RollbackFailed", "RollbackSuccessful"])(
    "gives the reason and the remedy of one that ended as %s, once the others have ended too",
    async (status) => {
      const { seen, result } = wait(
        { "app-b": "InProgress", worker: status },
        { "app-b": "Successful", worker: status },
      );
      expect(await result()).toEqual([`the hosts worker ended as ${status}: start them again`]);
      expect(seen.refreshed).toBe(1);
    },
  );

  test.each(["Paused", "CheckpointPause", "Cancelling", "RollbackInProgress"])(
    "goes on while one is %s",
    async (status) => {
      const { seen, result } = wait({ worker: status }, { worker: "Successful" });
      expect(await result()).toEqual([]);
      expect(seen.refreshed).toBe(1);
    },
  );

  test("ends after an hour and a half with the name of the group, and how to wait again", async () => {
    const { clock, result } = wait({ worker: "InProgress" });
    const began = clock.now();
    const [reason] = await result();
    expect(clock.now() - began).toBe(90 * 60_000);
    expect(reason).toMatch(/worker is InProgress.*npm run deploy -- production-rollout/);
  });

  test("ends at Ctrl-C without another look", async () => {
    const { clock, stop, seen, result } = wait({ worker: "InProgress" });
    clock.onSleep = (count) => {
      if (count === 2) stop.abort();
    };
    expect(await result()).toEqual([]);
    expect(seen.refreshed).toBe(1);
  });
});
