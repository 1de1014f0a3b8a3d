import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { HttpClient, type HttpRequest } from "../../../tools/cdn/http/client";
import { Interrupted, RequestFailed } from "../../../tools/cdn/http/errors";
import { RateLimit } from "../../../tools/cdn/http/rate-limit";
import { type Answer, type Call, FAULTS, FaultyServer } from "../../support/cdn/faulty-server";
import { FakeClock } from "../../support/command/fake-clock";

class Echo extends FaultyServer {
  answers: Answer = { status: 200, content: { ok: true } };

  protected answer({ path }: Call): Answer {
    return path === "/elsewhere" ? { status: 200, content: { ok: true } } : this.answers;
  }
}

let server: Echo;
let clock: FakeClock;
beforeEach(async () => {
  server = new Echo();
  clock = new FakeClock();
  await server.start();
});
afterEach(() => server.stop());

function send(method: HttpRequest["method"], more: Partial<HttpRequest> = {}, signal = new AbortController().signal) {
  return new HttpClient({ clock, signal, throttlingCodes: [403024] }).send(() => ({
    method,
    url: more.url ?? `${server.url}/x?key=value`,
    headers: {},
    ...more,
  }));
}

function failAlways(fault: (typeof FAULTS)[number]): void {
  for (let index = 0; index < 100; index += 1) server.faults.set(index, fault);
}

describe("the HTTPS client", () => {
  test.each(FAULTS.filter((fault) => fault !== "401"))("asks again after %s", async (fault) => {
    server.faults.set(0, fault);
    await expect(send("GET")).resolves.toEqual({ ok: true });
    expect(server.calls).toHaveLength(2);
  });

  test.each(["cut before", "cut after", "500 before", "500 after"] as const)(
    "leaves a write alone after %s",
    async (fault) => {
      server.faults.set(0, fault);
      await expect(send("POST")).rejects.toMatchObject({ effect: "unknown" });
      expect(server.calls).toHaveLength(1);
      server.faults.set(1, fault);
      await expect(send("POST", { repeatable: true })).resolves.toEqual({ ok: true });
    },
  );

  test("repeats any write that was throttled: that one did not happen", async () => {
    server.faults.set(0, "429");
    await expect(send("POST")).resolves.toEqual({ ok: true });
  });

  test("repeats what was throttled by a code, whatever the status, and a 403 with another code not", async () => {
    server.faults.set(0, "403 by code");
    await expect(send("POST")).resolves.toEqual({ ok: true });
    server.answers = { status: 403, content: { code: 403001, error: "forbidden" } };
    await expect(send("POST")).rejects.toMatchObject({ effect: "none", status: 403, code: 403001 });
    expect(server.calls).toHaveLength(3);
  });

  test("takes a vendor's own status from 600 on for a refusal, and asks once", async () => {
    server.answers = { status: 612, content: { error: "no such domain" } };
    await expect(send("POST")).rejects.toMatchObject({ effect: "none", status: 612 });
    expect(server.calls).toHaveLength(1);
  });

  test("waits longer each time, as long as Retry-After says, and five times at most", async () => {
    failAlways("500 before");
    await expect(send("GET")).rejects.toBeInstanceOf(RequestFailed);
    expect(clock.slept).toEqual([375, 750, 1500, 3000]);
    server.faults.clear();
    server.faults.set(server.calls.length, "429 with Retry-After");
    await send("GET");
    expect(clock.slept.at(-1)).toBe(3000);
  });

  test("does not wait beyond its deadline", async () => {
    server.faults.set(0, "429 with Retry-After");
    clock.random = () => clock.now();
    const slow = new HttpClient({ clock, signal: new AbortController().signal });
    let asked = 0;
    const sign = () => {
      asked += 1;
      return { method: "GET" as const, url: server.url, headers: {} };
    };
    // Time passes while the request is under way.
    const late = () => {
      const request = sign();
      void clock.sleep(118_000, new AbortController().signal);
      return request;
    };
    await expect(slow.send(late)).rejects.toMatchObject({ status: 429 });
    expect(asked).toBe(1);
  });

  test("gives up at once on what will not pass, without the query in its words", async () => {
    server.answers = { status: 403, content: { error: "no" } };
    await expect(send("GET")).rejects.toMatchObject({
      status: 403,
      message: `GET ${server.url}/x: 403 {"error":"no"}`,
    });
    expect(server.calls).toHaveLength(1);
  });

  test("takes no answer that points elsewhere", async () => {
    server.answers = { status: 302, location: "/elsewhere" };
    await expect(send("GET")).rejects.toMatchObject({ status: 302 });
    expect(server.calls).toHaveLength(1);
  });

  test("repeats a write that cannot have arrived", async () => {
    const { url } = server;
    await server.stop();
    await expect(send("POST", { url })).rejects.toMatchObject({ effect: "none" });
    expect(clock.slept).toHaveLength(4);
    await server.start();
  });

  test("stops waiting when it is told to", async () => {
    const abort = new AbortController();
    failAlways("500 before");
    clock.onSleep = () => abort.abort();
    await expect(send("GET", {}, abort.signal)).rejects.toBeInstanceOf(Interrupted);
    expect(server.calls).toHaveLength(1);
  });
});

describe("the rate limit", () => {
  test("lets ten requests a second through, however many come at once", async () => {
    const limit = new RateLimit(10, clock);
    const { signal } = new AbortController();
    const waits: number[] = [];
    const still = {
      now: () => 0,
      random: () => 0,
      sleep: async (milliseconds: number) => void waits.push(milliseconds),
    };
    const atOnce = new RateLimit(10, still);
    await Promise.all(Array.from({ length: 21 }, () => atOnce.acquire(signal)));
    expect(waits).toEqual(Array.from({ length: 20 }, (_, index) => (index + 1) * 100));
    const began = clock.now();
    for (let index = 0; index < 21; index += 1) await limit.acquire(signal);
    expect(clock.now() - began).toBe(2000);
  });
});
