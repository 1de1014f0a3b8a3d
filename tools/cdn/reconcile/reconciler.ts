import type { ProgressReporter } from "../../command/progress";
import { Interrupted, RequestFailed } from "../http/errors";
import type { Change, DesiredDomain, ObservedDomain, Part, ProviderName } from "../state/domain";
import type { CdnProvider } from "./provider";
import type { Settler } from "./settle";

/** What is known of a host, and what became of it. */
export interface DomainReport {
  readonly desired: DesiredDomain;
  readonly observed?: ObservedDomain;
  /** What differs; after an apply, what still does. */
  readonly changes: readonly Change[];
  /** What an apply did, in its order. */
  readonly done: readonly Part[];
  /** What was begun and not seen to end. The next apply looks first, and goes on. */
  readonly begun?: Part;
  readonly error?: string;
  readonly interrupted?: boolean;
}

/** How many times a step is tried while its answers are lost, or the CDN is busy and does not show it. */
const TRIES = 3;

/** Brings hosts to their desired state. It knows no vendor, and never deletes. */
export class Reconciler {
  constructor(
    private readonly providers: Readonly<Record<ProviderName, CdnProvider>>,
    private readonly settler: Settler,
    private readonly progress: ProgressReporter,
  ) {}

  /** Reads and compares; a host that cannot be read does not keep the others from it. */
  plan(desired: readonly DesiredDomain[]): Promise<DomainReport[]> {
    return Promise.all(
      desired.map(async (domain) => {
        try {
          const observed = await this.of(domain).read(domain);
          return { desired: domain, observed, changes: this.of(domain).diff(domain, observed), done: [] };
        } catch (error) {
          return { desired: domain, changes: [], done: [], ...failure(error) };
        }
      }),
    );
  }

  /**
   * Makes every change that can be made, hosts side by side, the changes of a host one after another.
   *
   * @throws {MissingInput} before the first change, when one of them needs what the user has not given
   */
  async apply(desired: readonly DesiredDomain[]): Promise<DomainReport[]> {
    const plans = await this.plan(desired);
    for (const change of plans.flatMap(({ changes }) => changes)) {
      if (change.byHand === undefined) this.of(change.desired).assertPossible(change);
    }
    return Promise.all(plans.map((plan) => (plan.error === undefined ? this.applyTo(plan.desired) : plan)));
  }

  private async applyTo(desired: DesiredDomain): Promise<DomainReport> {
    const provider = this.of(desired);
    const done: Part[] = [];
    let begun: Part | undefined;
    let observed: ObservedDomain | undefined;
    try {
      observed = await this.settler.settle(provider, desired);
      for (;;) {
        // Compared anew after each step: what was read before it is out of date.
        const next = provider.diff(desired, observed).find(({ byHand }) => byHand === undefined);
        if (next === undefined) break;
        if (done.includes(next.part)) throw new NotTaken(next);
        provider.assertPossible(next);
        begun = next.part;
        this.progress.begin(`${desired.host}: ${next.part}`);
        observed = await this.step(next);
        done.push(next.part);
        begun = undefined;
        this.progress.end(`${desired.host}: ${next.part} is active`);
      }
      const changes = provider.diff(desired, observed);
      if (observed?.state !== "failed") return { desired, observed, changes, done };
      const error = `${provider.name} reports that its last operation failed: ${observed.stateDetail ?? "no reason given"}`;
      return { desired, observed, changes, done, error };
    } catch (error) {
      return { desired, observed, changes: provider.diff(desired, observed), done, begun, ...failure(error) };
    }
  }

  /** Makes one change. When the answer is lost, it reads whether the change was made before it tries again. */
  private async step(change: Change): Promise<ObservedDomain | undefined> {
    const { desired, part } = change;
    const provider = this.of(desired);
    for (let attempt = 1; ; attempt += 1) {
      this.settler.assertNotInterrupted();
      const failed = await requestFailure(provider.apply(change));
      const observed = await this.settler.settle(provider, desired, failed === undefined && part === "create");
      if (failed === undefined) return observed;
      // The change was made, by this request or by another person: a host that exists already is adopted.
      if (!provider.diff(desired, observed).some((left) => left.part === part)) return observed;
      if (failed.effect === "none" || attempt === TRIES) throw failed;
      if (failed.effect === "later") await this.settler.pause();
    }
  }

  private of({ provider }: DesiredDomain): CdnProvider {
    return this.providers[provider];
  }
}

/** The CDN accepted a change and does not show it. */
class NotTaken extends Error {
  constructor({ part, desired, from }: Change) {
    super(
      `${desired.provider} accepted ${part}, and it still reads ${JSON.stringify(from)}. ` +
        "Set it in the console once (docs/runbooks/china-cdn.md), then run plan.",
    );
  }
}

async function requestFailure(request: Promise<void>): Promise<RequestFailed | undefined> {
  try {
    await request;
    return undefined;
  } catch (error) {
    if (error instanceof RequestFailed) return error;
    throw error;
  }
}

function failure(error: unknown): Pick<DomainReport, "error" | "interrupted"> {
  return { error: (error as Error).message, ...(error instanceof Interrupted && { interrupted: true }) };
}
