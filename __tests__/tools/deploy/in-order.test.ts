import { describe, expect, test } from "@jest/globals";
import { runInOrder } from "../../../tools/deploy/run/in-order";

const job = (name: string, ...after: string[]) => ({ name, after: new Set(after) });
const never = () => false;

/** Jobs that end when the test says so, and the order in which they began. */
class Jobs {
  readonly begun: string[] = [];
  private readonly ends = new Map<string, (isDone: boolean | Error) => void>();

  readonly run = ({ name }: { name: string }) =>
    new Promise<boolean>((resolve, reject) => {
      this.begun.push(name);
      this.ends.set(name, (isDone) => (isDone instanceof Error ? reject(isDone) : resolve(isDone)));
    });

  async end(name: string, isDone: boolean | Error = true): Promise<void> {
    this.ends.get(name)?.(isDone);
    // What follows from an end takes some turns of promises.
    for (let turn = 0; turn < 10; turn += 1) await Promise.resolve();
  }
}

describe("jobs that have an order", () => {
  test("begin once those before them are done, side by side where nothing is between them", async () => {
    const jobs = new Jobs();
    const all = [job("network"), job("data", "network"), job("compute", "network"), job("edge", "data", "compute")];
    const over = runInOrder(all, 4, jobs.run, never);
    expect(jobs.begun).toEqual(["network"]);
    await jobs.end("network");
    expect(jobs.begun).toEqual(["network", "data", "compute"]);
    await jobs.end("compute");
    expect(jobs.begun).toHaveLength(3);
    await jobs.end("data");
    expect(jobs.begun).toEqual(["network", "data", "compute", "edge"]);
    await jobs.end("edge");
    await over;
  });

  test("are no more at a time than is allowed", async () => {
    const jobs = new Jobs();
    const over = runInOrder([job("a"), job("b"), job("c")], 2, jobs.run, never);
    expect(jobs.begun).toEqual(["a", "b"]);
    await jobs.end("b");
    expect(jobs.begun).toEqual(["a", "b", "c"]);
    await jobs.end("a");
    await jobs.end("c");
    await over;
  });

  test("hold back those behind them when they are not done, and no others", async () => {
    const jobs = new Jobs();
    const over = runInOrder([job("a"), job("behind a", "a"), job("b"), job("behind b", "b")], 4, jobs.run, never);
    await jobs.end("a", false);
    await jobs.end("b");
    await jobs.end("behind b");
    await over;
    expect(jobs.begun).toEqual(["a", "b", "behind b"]);
  });

  test("do not wait for a job that is not among them", async () => {
    const jobs = new Jobs();
    const over = runInOrder([job("data", "network")], 1, jobs.run, never);
    expect(jobs.begun).toEqual(["data"]);
    await jobs.end("data");
    await over;
  });

  test("do not begin once it is over, while those that run come to their end", async () => {
    const jobs = new Jobs();
    let isOver = false;
    const over = runInOrder([job("a"), job("b", "a")], 4, jobs.run, () => isOver);
    isOver = true;
    await jobs.end("a");
    await over;
    expect(jobs.begun).toEqual(["a"]);
  });

  test("fail with the first error, once those that run are over", async () => {
    const jobs = new Jobs();
    const over = runInOrder([job("a"), job("b"), job("c")], 2, jobs.run, never);
    await jobs.end("a", new Error("a fault"));
    expect(jobs.begun).toEqual(["a", "b"]);
    await jobs.end("b");
    await expect(over).rejects.toThrow("a fault");
  });
});
