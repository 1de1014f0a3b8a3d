import type { Clock } from "../../command/clock";
import { readAnswer } from "../http/answer";
import { type DeletingProvider, MissingInput, type PurgeRequest, type PurgeResult } from "../reconcile/provider";
import { differences, expiresSoon } from "../state/differences";
import type { Change, DesiredDomain, ObservedDomain } from "../state/domain";
import type { QiniuApi } from "./api";
import type { QiniuCertificates } from "./certificates";
import { assertWithinQuota, refresh } from "./refresh";
import { accepted, ifThere } from "./refusals";
import { monthlyBytes } from "./traffic";
import { cacheOf, domainAnswer, observedDomain, responseHeadersOf, sourceOf } from "./wire";

export interface QiniuSettings {
  readonly api: QiniuApi;
  readonly certificates: QiniuCertificates;
  readonly clock: Clock;
  /** The value of the origin's secret header, CDN_ORIGIN_SECRET. */
  readonly originSecret?: string;
}

/** Qiniu's CDN. */
export class Qiniu implements DeletingProvider {
  readonly name = "qiniu";

  constructor(private readonly settings: QiniuSettings) {}

  async read({ host }: Pick<DesiredDomain, "host">): Promise<ObservedDomain | undefined> {
    const { api, certificates, originSecret } = this.settings;
    const found = await ifThere(api.api("GET", `/domain/${host}`));
    if (found === undefined) return undefined;
    const answer = readAnswer(domainAnswer, found, `Qiniu, ${host}`);
    const observed = observedDomain(host, answer, originSecret);
    const id = answer.https?.certId;
    if (!observed.https?.enabled || !id) return observed;
    return { ...observed, https: { ...observed.https, ...(await certificates.facts(id)) } };
  }

  diff(desired: DesiredDomain, observed: ObservedDomain | undefined): Change[] {
    const { certificates, clock } = this.settings;
    const changes = differences(desired, observed, { now: clock.now(), given: certificates.given?.facts });
    if (observed?.state !== "frozen") return changes;
    return changes.map((change) => ({ ...change, byHand: "Qiniu has frozen the host; ask its support why." }));
  }

  assertPossible({ part, desired, from, to }: Change): void {
    if (part === "create" || part === "https") this.assertCertificate(desired);
    const secretChanges = (from as { secret?: string } | undefined)?.secret !== (to as { secret?: string }).secret;
    const needsSecret = desired.origin.secretHeader !== undefined && (part === "create" || part === "origin");
    // A source is written as a whole, so every change of it needs the secret.
    if (needsSecret && this.settings.originSecret === undefined) {
      const what = secretChanges || part === "create" ? "has to be told" : "is written along with";
      throw new MissingInput(`CDN_ORIGIN_SECRET is not set; it ${what} the origin of ${desired.host}.`);
    }
  }

  apply(change: Change): Promise<void> {
    return accepted(this.write(change));
  }

  private async write({ part, desired }: Change): Promise<void> {
    const { api, originSecret } = this.settings;
    const path = `/domain/${desired.host}`;
    const source = () => sourceOf(desired, originSecret);
    switch (part) {
      case "create":
        await api.api("POST", path, {
          type: "normal",
          platform: "web",
          geoCover: desired.geoCover,
          protocol: "https",
          registerNo: desired.registerNo,
          source: source(),
          cache: cacheOf(desired),
          https: { certId: await this.certificateId(desired), ...httpsOf(desired) },
        });
        return;
      case "online":
        await api.api("POST", `${path}/online`);
        return;
      case "geoCover":
        await api.api("PUT", `${path}/geocover`, { geoCover: desired.geoCover });
        return;
      case "origin":
        await api.api("PUT", `${path}/source`, source());
        return;
      case "cache":
        await api.api("PUT", `${path}/cache`, cacheOf(desired));
        return;
      case "responseHeaders":
        await api.api("PUT", `${path}/respheader`, responseHeadersOf(desired));
        return;
      case "https": {
        const certId = await this.certificateId(desired);
        const { https } = (await this.read(desired)) ?? {};
        // A host without HTTPS gets it by another call, which spells the certificate's id in its own way.
        if (https?.enabled) await api.api("PUT", `${path}/httpsconf`, { certId, ...httpsOf(desired) });
        else await api.api("PUT", `${path}/sslize`, { certid: certId, ...httpsOf(desired) });
      }
    }
  }

  purge(request: PurgeRequest): Promise<PurgeResult> {
    return refresh(this.settings.api, request);
  }

  assertPurgeable(request: PurgeRequest): void {
    assertWithinQuota(request);
  }

  usage(month: string, hosts: readonly string[]): Promise<number> {
    return monthlyBytes(this.settings.api, month, hosts);
  }

  async takeOffline(host: string): Promise<void> {
    await accepted(this.settings.api.api("POST", `/domain/${host}/offline`));
  }

  async delete(host: string): Promise<void> {
    await accepted(ifThere(this.settings.api.api("DELETE", `/domain/${host}`)));
  }

  private assertCertificate({ host }: DesiredDomain): void {
    const { given } = this.settings.certificates;
    if (given === undefined) throw new MissingInput(`CDN_CERTIFICATE_FILE is not set; ${host} needs a certificate.`);
    if (!given.covers(host)) throw new MissingInput(`CDN_CERTIFICATE_FILE: the certificate does not cover ${host}.`);
    if (expiresSoon(given.facts.expiresAt, this.settings.clock.now())) {
      throw new MissingInput(`CDN_CERTIFICATE_FILE: the certificate ends within 30 days; give ${host} a newer one.`);
    }
  }

  private async certificateId(desired: DesiredDomain): Promise<string> {
    const { certificates } = this.settings;
    this.assertCertificate(desired);
    return certificates.idOfGiven(certificates.given as NonNullable<typeof certificates.given>);
  }
}

function httpsOf({ https }: DesiredDomain): object {
  return { forceHttps: https.force, http2Enable: https.http2 };
}
