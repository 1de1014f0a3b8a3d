import { UserError } from "../../command/user-error";
import type { Change, DesiredDomain, ObservedDomain, ProviderName } from "../state/domain";

/** What the caches of one provider have to drop. */
export interface PurgeRequest {
  readonly urls: readonly string[];
  /** Hosts of which every URL is dropped. */
  readonly wholeHosts: readonly string[];
}

/** How much of a request a provider accepted. */
export interface PurgeResult {
  readonly provider: ProviderName;
  readonly accepted: number;
  /** What is left of the day's quota, where the provider says so. */
  readonly quotaLeft?: number;
}

/** A CDN, as far as the reconciler knows one. */
export interface CdnProvider {
  readonly name: ProviderName;
  /** @returns undefined when the account has no such host */
  read(domain: DesiredDomain): Promise<ObservedDomain | undefined>;
  /** Pure. Changes are in the order in which they have to be made. */
  diff(desired: DesiredDomain, observed: ObservedDomain | undefined): Change[];
  /** @throws {MissingInput} when the change needs something that the user has not given */
  assertPossible(change: Change): void;
  /** Makes one change; returns once it is accepted, which may be minutes before it is active. */
  apply(change: Change): Promise<void>;
  purge(request: PurgeRequest): Promise<PurgeResult>;
  /** @throws {MissingInput | OverQuota} when a purge cannot be made as a whole; sends nothing */
  assertPurgeable(request: PurgeRequest): void;
  /**
   * @param month such as `2026-11`
   * @returns bytes sent to visitors; undefined when the credentials at hand cannot ask
   */
  usage(month: string, hosts: readonly string[]): Promise<number | undefined>;
}

/** A provider that can also take a host out of service, which only `apply --delete` asks for. */
export interface DeletingProvider extends CdnProvider {
  takeOffline(host: string): Promise<void>;
  delete(host: string): Promise<void>;
}

/** Something that the user has to give is missing or wrong; nothing was sent. */
export class MissingInput extends UserError {}

/** More is to be purged than the provider purges in a day. */
export class OverQuota extends UserError {}

/** A provider did not accept all of a purge. */
export class PurgeIncomplete extends UserError {
  /** @param accepted how many URLs and hosts it did accept */
  constructor(
    readonly accepted: number,
    reason: string,
  ) {
    super(`${accepted} accepted; ${reason}`);
  }
}
