import { z } from "zod";
import { readAnswer } from "../http/answer";
import { RequestFailed } from "../http/errors";
import {
  type CdnProvider,
  MissingInput,
  PurgeIncomplete,
  type PurgeRequest,
  type PurgeResult,
} from "../reconcile/provider";
import type { Change, DesiredDomain, ObservedDomain } from "../state/domain";
import type { UpyunApi } from "./api";
import { byHand } from "./by-hand";
import type { UpyunOperator } from "./signature";
import { differencesAtUpyun, infoAnswer, observedAt, sourceAnswer } from "./wire";

const purgeAnswer = z.array(z.object({ code: z.number(), status: z.string().nullish(), url: z.string().nullish() }));
const operatorAnswer = z.object({
  invalid_domain_of_url: z.union([z.array(z.string()), z.record(z.string(), z.unknown())]),
});
const flowAnswer = z.array(z.object({ bytes: z.number() }));

/** Upyun's CDN: verified and purged; what has to change there, a person changes. */
export class Upyun implements CdnProvider {
  readonly name = "upyun";

  /** @param service the one service that serves the platform's images */
  constructor(
    private readonly api: UpyunApi,
    private readonly service: string,
  ) {}

  async read({ host }: DesiredDomain): Promise<ObservedDomain | undefined> {
    const { token, operator } = this.api.credentials;
    if (token === undefined && operator !== undefined) {
      const found = await ifThere(this.api.usageAsOperator(operator, this.service));
      return found === undefined ? undefined : { host, state: "active", stateDetail: "only seen as an operator" };
    }
    const info = await ifThere(this.api.get("/buckets/info", { bucket_name: this.service }));
    if (info === undefined) return undefined;
    const query = { bucket_name: this.service, isp_return: "false" };
    const source = await ifThere(this.api.get("/v2/buckets/cdn/source", query));
    const where = `Upyun, ${this.service}`;
    const origin = source === undefined ? undefined : readAnswer(sourceAnswer, source, where).data;
    return observedAt(host, readAnswer(infoAnswer, info, where), origin);
  }

  diff(desired: DesiredDomain, observed: ObservedDomain | undefined): Change[] {
    return differencesAtUpyun(desired, observed).map((change) => ({ ...change, byHand: byHand(change) }));
  }

  assertPossible(): void {}

  async apply({ desired, part }: Change): Promise<void> {
    throw new Error(`${part} of ${desired.host} at Upyun is done by hand`);
  }

  async purge(request: PurgeRequest): Promise<PurgeResult> {
    this.assertPurgeable(request);
    const { token, operator } = this.api.credentials;
    const urls = [...request.wholeHosts.map((host) => `https://${host}/*`), ...request.urls];
    if (urls.length > 0 && token !== undefined) await this.purgeWithToken(urls);
    else if (urls.length > 0 && operator !== undefined) await this.purgeAsOperator(operator, urls);
    return { provider: "upyun", accepted: urls.length };
  }

  /** Upyun answers for each URL. */
  private async purgeWithToken(urls: readonly string[]): Promise<void> {
    const answers = readAnswer(purgeAnswer, await this.api.purge(urls), "Upyun, a purge");
    const accepted = answers.filter(({ code }) => code === 1).length;
    if (accepted === urls.length) return;
    const refused = answers.filter(({ code }) => code !== 1);
    const reasons = refused.map(({ url, code, status }) => `${url ?? "a URL"}: ${code} ${status ?? ""}`.trim());
    const silent = urls.length - answers.length;
    if (silent > 0) reasons.push(`no answer for ${silent}`);
    throw new PurgeIncomplete(accepted, `Upyun refused the rest: ${reasons.join(", ")}`);
  }

  private async purgeAsOperator(operator: UpyunOperator, urls: readonly string[]): Promise<void> {
    const answer = await this.api.purgeAsOperator(operator, this.service, urls);
    const invalid = Object.values(readAnswer(operatorAnswer, answer, "Upyun, a purge").invalid_domain_of_url);
    if (invalid.length === 0) return;
    throw new PurgeIncomplete(urls.length - invalid.length, `Upyun refused URLs of other hosts: ${invalid.join(", ")}`);
  }

  assertPurgeable({ wholeHosts }: PurgeRequest): void {
    if (wholeHosts.length === 0 || this.api.credentials.token !== undefined) return;
    throw new MissingInput("UPYUN_TOKEN is not set; an operator purges single URLs at Upyun, not whole hosts.");
  }

  async usage(month: string, hosts: readonly string[]): Promise<number | undefined> {
    if (this.api.credentials.token === undefined) return undefined;
    const [year = 0, number = 0] = month.split("-").map(Number);
    const lastDay = new Date(Date.UTC(year, number, 0)).getUTCDate();
    let sum = 0;
    for (const host of hosts) {
      const period = { start_time: `${month}-01 00:00:00`, end_time: `${month}-${lastDay} 23:59:59` };
      const query = { ...period, query_type: "domain", query_value: host, flow_type: "cdn", flow_source: "cdn" };
      const flow = readAnswer(flowAnswer, await this.api.get("/flow/common_data", query), `Upyun, traffic of ${host}`);
      for (const { bytes } of flow) sum += bytes;
    }
    return sum;
  }
}

async function ifThere(answer: Promise<unknown>): Promise<unknown> {
  try {
    return (await answer) ?? {};
  } catch (error) {
    if (error instanceof RequestFailed && error.status === 404) return undefined;
    throw error;
  }
}
