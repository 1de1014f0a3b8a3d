import type { Clock } from "../../command/clock";
import type { ProgressReporter } from "../../command/progress";
import { UserError } from "../../command/user-error";
import { Interrupted } from "../http/errors";
import type { DesiredDomain, ObservedDomain } from "../state/domain";
import type { CdnProvider } from "./provider";

/** Milliseconds between two looks, and until nothing more is expected: activation takes 5 to 10 minutes. */
const POLL_EVERY = 10_000;
const PATIENCE = 20 * 60_000;

/** Waits until CDNs have finished what they are doing. */
export class Settler {
  constructor(
    private readonly clock: Clock,
    private readonly signal: AbortSignal,
    private readonly progress: ProgressReporter,
  ) {}

  /**
   * Reads a host until its CDN has finished with it.
   *
   * @param created whether the host has just been made: then it is waited for even when it does not show at once
   * @throws {Interrupted} when the user stops waiting
   */
  async settle(provider: CdnProvider, domain: DesiredDomain, created = false): Promise<ObservedDomain | undefined> {
    const began = this.clock.now();
    for (let look = 0; ; look += 1) {
      const observed = await provider.read(domain);
      if (observed === undefined ? !created : observed.state !== "processing") return observed;
      if (this.clock.now() - began > PATIENCE) {
        throw new UserError(
          `${domain.host} is still being processed after 20 minutes. Run apply again; it goes on from here.`,
        );
      }
      // Also where no terminal shows how the wait goes on.
      if (look === 0)
        this.progress.end(`${domain.host}: ${provider.name} is activating it, which takes 5 to 10 minutes`);
      const waited = Math.round((this.clock.now() - began) / 1000);
      this.progress.begin(`${domain.host}: ${provider.name} is activating it, ${waited} s so far`);
      await this.pause();
    }
  }

  assertNotInterrupted(): void {
    if (this.signal.aborted) throw new Interrupted();
  }

  /** @throws {Interrupted} when the user stops waiting */
  async pause(): Promise<void> {
    try {
      await this.clock.sleep(POLL_EVERY, this.signal);
    } catch (error) {
      if (!this.signal.aborted) throw error;
    }
    this.assertNotInterrupted();
  }
}
