import type { Clock } from "../../command/clock";
import { UserError } from "../../command/user-error";
import { type Keys, type SignedRequest, signCall, signObject } from "./signature";

/** A service refused a request, or did not answer it. */
export class CloudError extends UserError {
  constructor(
    what: string,
    readonly status: number,
    readonly code: string,
    message: string,
  ) {
    super(`${what}: ${[status || "no answer", code, message].filter(Boolean).join(" ")}`);
  }
}

export interface CloudSettings {
  readonly region: string;
  readonly keys: Keys;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  /** Addresses that replace the region's own, for a rehearsal. */
  readonly addresses: { readonly ecs?: string; readonly oss?: string };
}

const ATTEMPTS = 6;
const FIRST_PAUSE = 500;
const TIMEOUT = 30_000;

/** Calls of ECS, and objects of OSS. What may be sent twice is sent again while a service is busy. */
export class Cloud {
  constructor(private readonly settings: CloudSettings) {}

  /** Calls an action that may be repeated: one that reads, or one with a ClientToken. @throws {CloudError} */
  async call<T>(action: string, parameters: Readonly<Record<string, string>>): Promise<T> {
    const { region, keys, clock, addresses } = this.settings;
    const url = addresses.ecs ?? `https://ecs.${region}.aliyuncs.com`;
    const given = { ...parameters, RegionId: region };
    const sign = () => signCall(url, "2014-05-26", action, given, keys, new Date(clock.now()));
    return JSON.parse(await this.send(action, sign)) as T;
  }

  /** @returns the object's text, or undefined when there is none @throws {CloudError} */
  async read(bucket: string, key: string): Promise<string | undefined> {
    try {
      return await this.send(`${bucket}/${key}`, () => this.object("GET", bucket, key));
    } catch (error) {
      if (error instanceof CloudError && error.status === 404 && error.code === "NoSuchKey") return undefined;
      throw error;
    }
  }

  /** Writes an object, in place of one that is there already. @throws {CloudError} when OSS refuses it */
  async write(bucket: string, key: string, body: string): Promise<void> {
    const headers = { "content-type": "application/json", "x-oss-server-side-encryption": "AES256" };
    await this.send(`${bucket}/${key}`, () => this.object("PUT", bucket, key, { body, headers }));
  }

  private object(method: "GET" | "PUT", bucket: string, key: string, upload?: Parameters<typeof signObject>[5]) {
    const { region, keys, clock, addresses } = this.settings;
    const address = addresses.oss ?? `https://${bucket}.oss-${region}.aliyuncs.com`;
    return signObject(method, address, { bucket, region, key }, keys, new Date(clock.now()), upload);
  }

  private async send(what: string, sign: () => SignedRequest): Promise<string> {
    for (let attempt = 1; ; attempt += 1) {
      const failure = await sendOnce(what, sign());
      if (typeof failure === "string") return failure;
      const isBusy = failure.status === 0 || failure.status >= 500 || failure.code.startsWith("Throttling");
      if (!isBusy || attempt === ATTEMPTS) throw failure;
      await this.settings.clock.sleep(FIRST_PAUSE * 2 ** (attempt - 1), this.settings.signal);
    }
  }
}

/** @returns the body, or what is wrong */
async function sendOnce(what: string, { method, url, headers, body }: SignedRequest): Promise<string | CloudError> {
  try {
    // Keys go to the address that was asked for only.
    const response = await fetch(url, {
      method,
      headers,
      body,
      redirect: "manual",
      signal: AbortSignal.timeout(TIMEOUT),
    });
    const text = await response.text();
    if (response.ok) return text;
    // Messages about signatures repeat what was signed, so only the code is shown.
    const [, xml, json] = /<Code>([\w.-]+)<\/Code>|"Code" *: *"([\w.-]+)"/.exec(text) ?? [];
    return new CloudError(what, response.status, xml ?? json ?? "", "");
  } catch (error) {
    const { message, cause } = error as Error & { readonly cause?: { readonly message?: string } };
    return new CloudError(what, 0, "", cause?.message ?? message);
  }
}
