import { createHash, createHmac } from "node:crypto";
import { type Answer, CREDENTIALS, LoopbackServer, type ReceivedRequest } from "../oss-backend/loopback-server";

const VERSIONS = ["2014-05-26", "2015-04-01", "2022-02-22", "2016-04-28", "2018-01-01", "2019-06-01"];

type Parameters = Readonly<Record<string, string>>;

/** An error in the format of the APIs. */
export class Refusal extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
  ) {
    super(code);
  }
}

/** Alibaba Cloud's RPC APIs, for requests with an ACS3 signature. The test says what each action does. */
export class OpenApiServer extends LoopbackServer {
  /** The actions that changed something, in order: all but those that begin with Describe or Get. */
  readonly done: string[] = [];
  private readonly nonces = new Set<string>();

  constructor(private readonly actions: Readonly<Record<string, (parameters: Parameters) => object>>) {
    super();
  }

  protected override async answer(request: ReceivedRequest): Promise<Answer> {
    const action = String(request.headers["x-acs-action"]);
    const parameters = Object.fromEntries(request.query);
    try {
      this.checkSignature(request);
      const act = this.actions[action];
      if (!act) throw new Refusal(404, "InvalidAction.NotFound");
      if (!/^(Describe|Get)/.test(action)) this.done.push(`${action} ${parameters.InstanceId}`);
      return { status: 200, body: JSON.stringify({ RequestId: "1", ...act(parameters) }) };
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      const Message = `signed by ${CREDENTIALS.accessKeyId} with ${CREDENTIALS.securityToken}`;
      return { status: error.status, body: JSON.stringify({ RequestId: "1", Code: error.code, Message }) };
    }
  }

  private checkSignature({ method, path, query, headers, body }: ReceivedRequest): void {
    const sha256 = (data: string | Buffer) => createHash("sha256").update(data).digest("hex");
    const [, accessKeyId, list, signature] =
      /^ACS3-HMAC-SHA256 Credential=([^,]+),SignedHeaders=([^,]+),Signature=([0-9a-f]{64})$/.exec(
        headers.authorization ?? "",
      ) ?? [];
    const names = Object.keys(headers).filter(
      (name) => name.startsWith("x-acs-") || /^(host|content-type)$/.test(name),
    );
    const encode = (text: string) =>
      encodeURIComponent(text).replaceAll(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);
    const parameters = [...query].map(([name, value]) => `${encode(name)}=${encode(value)}`).sort();
    const lines = names.sort().map((name) => `${name}:${headers[name]}\n`);
    const hash = sha256(body);
    const canonical = [method, path, parameters.join("&"), lines.join(""), names.join(";"), hash].join("\n");
    const text = `ACS3-HMAC-SHA256\n${sha256(canonical)}`;
    const expected = createHmac("sha256", CREDENTIALS.accessKeySecret).update(text).digest("hex");
    const nonce = String(headers["x-acs-signature-nonce"]);
    if (accessKeyId !== CREDENTIALS.accessKeyId) throw new Refusal(404, "InvalidAccessKeyId.NotFound");
    if (headers["x-acs-security-token"] !== CREDENTIALS.securityToken) throw new Refusal(400, "InvalidSecurityToken");
    if (list !== names.join(";") || headers["x-acs-content-sha256"] !== hash || signature !== expected)
      throw new Refusal(400, "SignatureDoesNotMatch");
    if (this.nonces.has(nonce)) throw new Refusal(400, "SignatureNonceUsed");
    if (!VERSIONS.includes(String(headers["x-acs-version"]))) throw new Refusal(400, "InvalidVersion");
    this.nonces.add(nonce);
  }
}
