import { setImmediate } from "node:timers/promises";
import type { Clock } from "../../../tools/command/clock";

/** A clock that does not wait. It moves its time forward instead. */
export class FakeClock implements Clock {
  readonly slept: number[] = [];
  /** Called at each wait, with the number of waits so far. */
  onSleep?: (count: number) => void;

  constructor(private time = Date.parse("2027-03-01T00:00:00Z")) {}

  now(): number {
    return this.time;
  }

  random(): number {
    return 0.5;
  }

  async sleep(milliseconds: number, signal: AbortSignal): Promise<void> {
    this.slept.push(milliseconds);
    this.onSleep?.(this.slept.length);
    this.time += milliseconds;
    await setImmediate();
    signal.throwIfAborted();
  }
}
