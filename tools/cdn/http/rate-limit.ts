import type { Clock } from "../../command/clock";

/** Lets so many requests through in a second, evenly, in the order in which they come. */
export class RateLimit {
  private nextAt = 0;

  constructor(
    private readonly perSecond: number,
    private readonly clock: Clock,
  ) {}

  async acquire(signal: AbortSignal): Promise<void> {
    const now = this.clock.now();
    const at = Math.max(now, this.nextAt);
    this.nextAt = at + 1000 / this.perSecond;
    if (at > now) await this.clock.sleep(at - now, signal);
  }
}
