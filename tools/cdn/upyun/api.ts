import type { Clock } from "../../command/clock";
import type { HttpClient } from "../http/client";
import { purgeAuthorization, restAuthorization, type UpyunOperator } from "./signature";

export interface UpyunAddresses {
  /** https://api.upyun.com, with a token. */
  readonly api: string;
  /** https://v0.api.upyun.com, as an operator. */
  readonly rest: string;
  /** https://purge.upyun.com, as an operator. */
  readonly purge: string;
}

/** At least one of the two is there; the token can do more. */
export interface UpyunCredentials {
  readonly token?: string;
  readonly operator?: UpyunOperator;
}

/** Upyun's APIs, as far as they only read or purge. */
export class UpyunApi {
  constructor(
    private readonly addresses: UpyunAddresses,
    readonly credentials: UpyunCredentials,
    private readonly http: HttpClient,
    private readonly clock: Clock,
  ) {}

  /** Asks api.upyun.com. */
  get(path: string, query: Record<string, string>): Promise<unknown> {
    const url = `${this.addresses.api}${path}?${new URLSearchParams(query)}`;
    return this.http.send(() => ({ method: "GET", url, headers: this.bearer() }));
  }

  /** Has URLs forgotten, with `*` for any text; may be repeated. */
  purge(urls: readonly string[]): Promise<unknown> {
    const url = `${this.addresses.api}/buckets/purge/batch`;
    const body = JSON.stringify({ noif: 1, source_url: urls.join("\n") });
    const headers = { ...this.bearer(), "Content-Type": "application/json" };
    return this.http.send(() => ({ method: "POST", url, body, headers, repeatable: true }));
  }

  /** The same as an operator, by exact URL. */
  purgeAsOperator(operator: UpyunOperator, service: string, urls: readonly string[]): Promise<unknown> {
    const body = new URLSearchParams({ purge: urls.join("\n") }).toString();
    return this.http.send(() => {
      const date = this.date();
      const headers = {
        Authorization: purgeAuthorization(operator, service, urls, date),
        Date: date,
        "Content-Type": "application/x-www-form-urlencoded",
      };
      return { method: "POST", url: `${this.addresses.purge}/purge/`, body, headers, repeatable: true };
    });
  }

  /** How much a service holds: an answer means that it exists and that the operator may use it. */
  usageAsOperator(operator: UpyunOperator, service: string): Promise<unknown> {
    const path = `/${service}/?usage`;
    return this.http.send(() => {
      const date = this.date();
      const headers = { Authorization: restAuthorization(operator, "GET", path, date), "X-Date": date };
      return { method: "GET", url: `${this.addresses.rest}${path}`, headers };
    });
  }

  private bearer(): Record<string, string> {
    return { Authorization: `Bearer ${this.credentials.token}` };
  }

  private date(): string {
    return new Date(this.clock.now()).toUTCString();
  }
}
