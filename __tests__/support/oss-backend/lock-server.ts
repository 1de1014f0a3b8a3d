import { createHash, createHmac } from "node:crypto";
import { type Answer, CREDENTIALS, LoopbackServer, type ReceivedRequest } from "./loopback-server";
import { decodeRow, encodeRow } from "./plain-buffer";
import { Message, message } from "./tablestore-messages";

const PRIMARY_KEY = "LockID";
/** RowExistenceExpectation, the condition of a write on the existing row. */
const EXPECT_EXIST = 1;
const EXPECT_NOT_EXIST = 2;

/** An error with which Tablestore refuses a request. */
class Refusal extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
  ) {
    super(message);
  }
}

/**
 * The part of Tablestore that Terraform's `oss` backend uses for locks and checksums: one table in memory with the
 * primary key `LockID`. Requests have to be signed by `CREDENTIALS`. Answers are not signed, because the SDK (4.1.2)
 * does not check.
 */
export class LockServer extends LoopbackServer {
  /** Columns of every row, by `LockID`. Tests may edit them, as an operator does in the console. */
  readonly rows = new Map<string, Record<string, string>>();
  /** The operation, and the row if there is one, of every request that was accepted. */
  readonly requests: string[] = [];

  constructor(private readonly table: string) {
    super();
  }

  protected override async answer(request: ReceivedRequest, requestId: string): Promise<Answer> {
    const headers = { "x-ots-requestid": requestId, "Content-Type": "application/x-protobuf" };
    try {
      authenticate(request);
      return { status: 200, headers, body: this.operate(request.path.slice(1), new Message(request.body)) };
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      return { status: error.status, headers, body: message([1, error.code], [2, error.message]) };
    }
  }

  private operate(operation: string, request: Message): Buffer {
    if (request.bytes(1).toString() !== this.table) {
      throw new Refusal(404, "OTSObjectNotExist", "Requested table does not exist.");
    }
    if (operation === "DescribeTable") {
      this.requests.push(operation);
      return this.describe();
    }
    const { primaryKey, columns } = decodeRow(request.bytes(2));
    const id = primaryKey[PRIMARY_KEY];
    if (id === undefined || Object.keys(primaryKey).length > 1) {
      throw new Refusal(400, "OTSInvalidPK", `Validate PK name fail. Meta: ${PRIMARY_KEY}.`);
    }
    this.requests.push(`${operation} ${id}`);
    if (operation === "GetRow") return this.get(id, request.texts(3));
    this.demand(id, new Message(request.bytes(3)).number(1));
    if (operation === "PutRow") this.rows.set(id, { ...columns });
    else if (operation === "DeleteRow") this.rows.delete(id);
    else throw new Error(`no operation ${operation}`);
    return message([1, CONSUMED]);
  }

  private demand(id: string, expectation: number): void {
    const exists = this.rows.has(id);
    if ((expectation === EXPECT_EXIST && !exists) || (expectation === EXPECT_NOT_EXIST && exists)) {
      throw new Refusal(403, "OTSConditionCheckFail", "Condition check failed.");
    }
  }

  private get(id: string, wanted: readonly string[]): Buffer {
    const row = this.rows.get(id);
    if (!row) return message([1, CONSUMED], [2, ""]);
    const columns = Object.fromEntries(Object.entries(row).filter(([name]) => wanted.includes(name)));
    return message([1, CONSUMED], [2, encodeRow({ primaryKey: { [PRIMARY_KEY]: id }, columns })]);
  }

  private describe(): Buffer {
    const string = 2;
    const active = 1;
    const forEver = -1;
    return message(
      [1, message([1, this.table], [2, message([1, PRIMARY_KEY], [2, string])])],
      [2, message([1, CAPACITY], [2, 0])],
      [3, message([1, forEver], [2, 1])],
      [4, active],
    );
  }
}

/** Capacity units, read and written. The SDK panics without them. */
const CAPACITY = message([1, 0], [2, 0]);
const CONSUMED = message([1, CAPACITY]);

/** @throws {Refusal} unless the request is signed by `CREDENTIALS` and unchanged */
function authenticate({ method, path, headers, body }: ReceivedRequest): void {
  if (headers["x-ots-accesskeyid"] !== CREDENTIALS.accessKeyId) {
    throw new Refusal(403, "OTSAuthFailed", "The AccessKeyID does not exist.");
  }
  const signed = Object.keys(headers)
    .filter((name) => name.startsWith("x-ots-") && name !== "x-ots-signature")
    .sort()
    .map((name) => `${name}:${headers[name]}\n`);
  const text = `${path}\n${method}\n\n${signed.join("")}`;
  const signature = createHmac("sha1", CREDENTIALS.accessKeySecret).update(text).digest("base64");
  if (headers["x-ots-signature"] !== signature) throw new Refusal(403, "OTSAuthFailed", "Signature mismatch.");
  if (headers["x-ots-ststoken"] !== CREDENTIALS.securityToken) {
    throw new Refusal(403, "OTSAuthFailed", "The STS token is invalid.");
  }
  if (headers["x-ots-contentmd5"] !== createHash("md5").update(body).digest("base64")) {
    throw new Refusal(400, "OTSParameterInvalid", "The body does not match its MD5.");
  }
}
