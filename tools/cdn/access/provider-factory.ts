import type { Clock } from "../../command/clock";
import { HttpClient } from "../http/client";
import { RateLimit } from "../http/rate-limit";
import { QiniuApi } from "../qiniu/api";
import { QiniuCertificates } from "../qiniu/certificates";
import { Qiniu } from "../qiniu/qiniu";
import { THROTTLED } from "../qiniu/refusals";
import type { CdnProvider } from "../reconcile/provider";
import type { CertificateFiles } from "../state/certificate";
import type { ProviderName } from "../state/domain";
import { UpyunApi } from "../upyun/api";
import { Upyun } from "../upyun/upyun";
import type { Secrets } from "./secrets";
import type { Variables } from "./variables";

/** Requests a second that Qiniu answers. */
const QINIU_RATE = 10;

export interface ProviderSettings {
  readonly clock: Clock;
  readonly signal: AbortSignal;
  readonly variables: Variables;
  readonly secrets: Secrets;
  readonly upyunService: string;
}

/** Makes providers from variables. Only the variables of the providers that are asked for have to be set. */
export class ProviderFactory {
  constructor(private readonly settings: ProviderSettings) {}

  /**
   * @param certificate what hosts are to show; not needed for purges
   * @throws {MissingInput}
   */
  qiniu(certificate?: CertificateFiles): Qiniu {
    const { clock, signal, variables, secrets } = this.settings;
    const http = new HttpClient({
      clock,
      signal,
      rateLimit: new RateLimit(QINIU_RATE, clock),
      throttlingCodes: [THROTTLED],
    });
    const api = new QiniuApi(variables.qiniuAddresses(), variables.qiniuKeys(), http);
    const certificates = new QiniuCertificates(api, certificate, (key) => secrets.add(key));
    return new Qiniu({ api, certificates, clock, originSecret: variables.originSecret() });
  }

  /** @throws {MissingInput} */
  upyun(): Upyun {
    const { clock, signal, variables, upyunService } = this.settings;
    const http = new HttpClient({ clock, signal });
    const api = new UpyunApi(variables.upyunAddresses(), variables.upyunCredentials(), http, clock);
    return new Upyun(api, upyunService);
  }

  /** @throws {MissingInput} */
  all(): Readonly<Record<ProviderName, CdnProvider>> {
    return { qiniu: this.qiniu(this.settings.variables.certificateFiles()), upyun: this.upyun() };
  }

  /** @throws {MissingInput} */
  only(names: Iterable<ProviderName>): Map<ProviderName, CdnProvider> {
    return new Map([...names].map((name) => [name, this[name]()]));
  }
}
