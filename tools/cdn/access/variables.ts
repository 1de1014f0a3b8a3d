import type { QiniuAddresses } from "../qiniu/api";
import type { QiniuKeys } from "../qiniu/signature";
import { MissingInput } from "../reconcile/provider";
import { CertificateFiles } from "../state/certificate";
import type { UpyunAddresses, UpyunCredentials } from "../upyun/api";
import type { Secrets } from "./secrets";

/** The variables that hold secrets. */
const SECRET = ["QINIU_ACCESS_KEY", "QINIU_SECRET_KEY", "UPYUN_PASSWORD", "UPYUN_TOKEN", "CDN_ORIGIN_SECRET"] as const;

/** Reads credentials and addresses from the process's variables, and has secrets hidden from then on. */
export class Variables {
  constructor(
    private readonly variables: NodeJS.ProcessEnv,
    secrets: Secrets,
  ) {
    for (const name of SECRET) secrets.add(variables[name] ?? "");
  }

  /** @throws {MissingInput} */
  qiniuKeys(): QiniuKeys {
    return { accessKey: this.required("QINIU_ACCESS_KEY"), secretKey: this.required("QINIU_SECRET_KEY") };
  }

  qiniuAddresses(): QiniuAddresses {
    return {
      api: this.address("QINIU_API_URL", "https://api.qiniu.com"),
      fusion: this.address("QINIU_FUSION_URL", "https://fusion.qiniuapi.com"),
    };
  }

  /** @throws {MissingInput} */
  upyunCredentials(): UpyunCredentials {
    const token = this.optional("UPYUN_TOKEN");
    const name = this.optional("UPYUN_OPERATOR");
    if (token === undefined && name === undefined) {
      throw new MissingInput("UPYUN_TOKEN is not set. Set it, or UPYUN_OPERATOR and UPYUN_PASSWORD, which can less.");
    }
    return { token, ...(name !== undefined && { operator: { name, password: this.required("UPYUN_PASSWORD") } }) };
  }

  upyunAddresses(): UpyunAddresses {
    return {
      api: this.address("UPYUN_API_URL", "https://api.upyun.com"),
      rest: this.address("UPYUN_REST_URL", "https://v0.api.upyun.com"),
      purge: this.address("UPYUN_PURGE_URL", "https://purge.upyun.com"),
    };
  }

  originSecret(): string | undefined {
    return this.optional("CDN_ORIGIN_SECRET");
  }

  /** @throws {MissingInput} */
  certificateFiles(): CertificateFiles | undefined {
    const file = this.optional("CDN_CERTIFICATE_FILE");
    return file === undefined ? undefined : new CertificateFiles(file, this.optional("CDN_CERTIFICATE_KEY_FILE"));
  }

  /** The address that gets the handshakes in place of the CDN, for a rehearsal. */
  handshakeAddress(): string | undefined {
    return this.optional("CDN_HANDSHAKE_ADDRESS");
  }

  /** An empty variable counts as unset: CI passes secrets that are not defined as "". */
  private optional(name: string): string | undefined {
    return this.variables[name] || undefined;
  }

  private required(name: string): string {
    const value = this.optional(name);
    if (value === undefined)
      throw new MissingInput(`${name} is not set. Set it to the value that the CDN's console shows.`);
    return value;
  }

  private address(name: string, usual: string): string {
    const value = this.optional(name) ?? usual;
    const url = URL.canParse(value) ? new URL(value) : undefined;
    const loopback = url !== undefined && ["127.0.0.1", "localhost", "[::1]"].includes(url.hostname);
    // Keys travel to it.
    if (url?.protocol === "https:" || (url?.protocol === "http:" && loopback)) return url.href.replace(/\/+$/, "");
    throw new MissingInput(`${name}: "${value}" is no https:// address. Unset it for ${usual}.`);
  }
}
