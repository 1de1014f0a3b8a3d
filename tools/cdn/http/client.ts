import type { Clock } from "../../command/clock";
import { Interrupted, RequestFailed } from "./errors";
import type { RateLimit } from "./rate-limit";

export interface HttpRequest {
  readonly method: "GET" | "POST" | "PUT" | "DELETE";
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  /**
   * Whether it may be sent again when it may have happened already. GET always may; anything else is then left to the
   * caller, who reads first.
   */
  readonly repeatable?: boolean;
}

export interface HttpSettings {
  readonly clock: Clock;
  /** Ends waiting; a request that is under way is brought to its end. */
  readonly signal: AbortSignal;
  readonly rateLimit?: RateLimit;
  /** Codes in the body of an answer, whatever its status, that mean the same as the status 429. */
  readonly throttlingCodes?: readonly number[];
}

const ATTEMPTS = 5;
/** Milliseconds: the first pause, the longest one, one attempt, and all of it. */
const FIRST_PAUSE = 500;
const LONGEST_PAUSE = 15_000;
const ATTEMPT_TIMEOUT = 30_000;
const DEADLINE = 120_000;

/** Nothing was sent when a connection fails so. */
const NEVER_SENT = new Set(["ECONNREFUSED", "ENOTFOUND", "EAI_AGAIN", "EHOSTUNREACH", "ENETUNREACH"]);

/** Sends requests, again where that is safe: after 429 always, after 5xx and cut connections only what may be repeated. */
export class HttpClient {
  constructor(private readonly settings: HttpSettings) {}

  /**
   * @param sign makes the request anew for each attempt: signatures have a date
   * @returns the JSON of the answer; undefined when it has no body
   * @throws {RequestFailed} with what is known about its effect
   * @throws {Interrupted} before an attempt, or while waiting for one
   */
  async send(sign: () => HttpRequest): Promise<unknown> {
    const { clock, signal, rateLimit, throttlingCodes = [] } = this.settings;
    const deadline = clock.now() + DEADLINE;
    for (let attempt = 1; ; attempt += 1) {
      await this.unlessInterrupted(rateLimit?.acquire(signal));
      const request = sign();
      const outcome = await attemptOnce(request, throttlingCodes);
      if (!("failure" in outcome)) return outcome.json;
      const pause = outcome.retryAfter ?? backoff(attempt, clock.random());
      const { failure } = outcome;
      const repeatable = request.method === "GET" || request.repeatable === true;
      const again = outcome.transient && (failure.effect === "none" || repeatable);
      if (!again || attempt === ATTEMPTS || clock.now() + pause > deadline) throw failure;
      await this.unlessInterrupted(clock.sleep(pause, signal));
    }
  }

  private async unlessInterrupted(pause: Promise<void> | undefined): Promise<void> {
    try {
      await pause;
    } catch (error) {
      if (!this.settings.signal.aborted) throw error;
    }
    if (this.settings.signal.aborted) throw new Interrupted();
  }
}

type Outcome =
  | { readonly json: unknown }
  | { readonly failure: RequestFailed; readonly transient: boolean; readonly retryAfter?: number };

async function attemptOnce(
  { method, url, headers, body }: HttpRequest,
  throttlingCodes: readonly number[],
): Promise<Outcome> {
  const where = `${method} ${url.split("?")[0]}`;
  const failed = (effect: "none" | "unknown", transient: boolean, detail: string, status?: number, code?: number) => ({
    failure: new RequestFailed(where, method === "GET" ? "none" : effect, detail, status, code),
    transient,
  });
  try {
    // An answer that points elsewhere is no answer: keys go to the address that was configured only.
    const signal = AbortSignal.timeout(ATTEMPT_TIMEOUT);
    const response = await fetch(url, { method, headers, body, redirect: "manual", signal });
    const text = await response.text();
    const { status } = response;
    const answer = parse(text);
    const code = codeOf(answer?.json);
    const detail = `${status} ${text}`;
    if (status === 429 || (code !== undefined && throttlingCodes.includes(code))) {
      return { ...failed("none", true, detail, status, code), retryAfter: retryAfter(response) };
    }
    // From 600 on, vendors have statuses of their own, which say what is wrong with the request: Qiniu's 612 is a 404.
    if (status >= 500 && status < 600) {
      return { ...failed("unknown", true, detail, status, code), retryAfter: retryAfter(response) };
    }
    if (!response.ok) return failed("none", false, detail, status, code);
    return answer ?? failed("unknown", true, `${status}, and no JSON: ${text.slice(0, 200)}`);
  } catch (error) {
    const { message, cause } = error as Error & { cause?: { code?: string; message?: string } };
    const sent = !NEVER_SENT.has(cause?.code ?? "");
    return failed(sent ? "unknown" : "none", true, cause?.message ?? message);
  }
}

function parse(text: string): { json: unknown } | undefined {
  if (text.trim() === "") return { json: undefined };
  try {
    return { json: JSON.parse(text) };
  } catch {
    return undefined;
  }
}

function codeOf(json: unknown): number | undefined {
  const code = (json as { readonly code?: unknown } | null | undefined)?.code;
  return typeof code === "number" ? code : undefined;
}

function backoff(attempt: number, chance: number): number {
  const longest = Math.min(FIRST_PAUSE * 2 ** (attempt - 1), LONGEST_PAUSE);
  // Half of it at least: a pause of nothing is none.
  return longest / 2 + (longest / 2) * chance;
}

/** Retry-After in milliseconds, where it is given in seconds. */
function retryAfter(response: Response): number | undefined {
  const seconds = Number(response.headers.get("retry-after") ?? Number.NaN);
  return Number.isFinite(seconds) && seconds >= 0 ? seconds * 1000 : undefined;
}
