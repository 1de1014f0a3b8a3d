import { readFileSync } from "node:fs";
import path from "node:path";
import { Fn, Token, Tokenization } from "cdktf";

/** Where the static part lies, below the project's folder. The bundle has it too: the steps use it as a library. */
const BOOT_PROGRAM = "hosts/every/opt/ainav/lib/boot.py";

/** What comes before the settings, in the last line. The program looks for it. */
const SETTINGS_MARK = "# host: ";

/** ECS takes no longer user data, in base64. */
const LARGEST_USER_DATA_BYTES = 32 * 1024;

/** What a host has to know of itself. No secrets: whoever may describe the instance can read them. */
export interface HostSettings {
  /** Kind of host, such as `app`. */
  readonly kind: string;
  readonly environment: string;
  readonly project: string;
  /** Id of the region, such as `cn-hongkong`. */
  readonly region: string;
  /** Id of the Alibaba Cloud account, whose log service may configure the host's Logtail. */
  readonly accountId: string;
  /** The archive that it unpacks: a `HostBundle`'s. */
  readonly bundle: { readonly bucket: string; readonly key: string; readonly sha256: string };
  /** Public keys of those who may log in, each one line of an `authorized_keys` file. */
  readonly adminKeys: readonly string[];
  /** The `user_defined_id` under which Logtail finds its machine group. */
  readonly logIdentity: string;
  /**
   * A disk that this host, one at a time, attaches and mounts. It has to lie in the host's zone.
   *
   * @default none
   */
  readonly dataDisk?: { readonly diskId: string; readonly mountPoint: string };
  /**
   * An elastic IP address that this host, one at a time, takes.
   *
   * @default none
   */
  readonly elasticIp?: { readonly allocationId: string };
  /**
   * A name inside the VPC that this host, one at a time, writes its address into: a record of type A, with a TTL of 60
   * seconds, and the part of the name before its zone's.
   *
   * @default none
   */
  readonly hostName?: { readonly recordId: string; readonly label: string };
  /** Whatever the services of this kind of host read from `/etc/ainav/host.json`: plain data and tokens. */
  readonly services: Readonly<Record<string, unknown>>;
}

/**
 * The user data of a host, not encoded: a Python program and, in a comment that is its last line, the settings as JSON.
 * JSON that `jsonencode` writes is one line, so nothing in a value can end the comment, whatever Terraform finds for a
 * token. To be passed on as `Fn.base64encode(bootScript(…))`.
 *
 * @returns a token: an expression that Terraform evaluates to the program
 * @throws when it would be longer than ECS takes, as far as can be told before tokens have values
 */
export function bootScript(settings: HostSettings): string {
  const program = `${readFileSync(path.resolve(BOOT_PROGRAM), "utf8")}${SETTINGS_MARK}`;
  const bytes = Buffer.byteLength(program + JSON.stringify(settings));
  const encodedBytes = Math.ceil(bytes / 3) * 4;
  if (encodedBytes > LARGEST_USER_DATA_BYTES) {
    throw new Error(
      `user data of ${settings.kind} hosts: ${encodedBytes} bytes in base64, ECS takes ${LARGEST_USER_DATA_BYTES}: ` +
        "move what is long from the settings into a file of the bundle",
    );
  }
  return Fn.join("", [literal(program), Fn.jsonencode(expression(settings))]);
}

/** A value with every text in it as an expression of Terraform: cdktf escapes neither backslashes nor `%{`. */
function expression(value: unknown): unknown {
  if (Tokenization.isResolvable(value)) return Token.asString(value);
  if (typeof value === "string") return text(value);
  if (typeof value !== "object" || value === null || Token.isUnresolved(value)) return value;
  if (Array.isArray(value)) return value.map(expression);
  const defined = Object.entries(value).filter(([, entry]) => entry !== undefined);
  return Object.fromEntries(defined.map(([key, entry]) => [keyLiteral(key), expression(entry)]));
}

/** A text, with or without tokens in it. */
function text(value: string): string {
  if (!Token.isUnresolved(value)) return literal(value);
  const join = (left: string | string[], right: string) => [...[left].flat(), right];
  const parts: string[] = [Tokenization.reverseString(value).join({ join })].flat();
  return parts.length === 1 ? value : Fn.join("", parts.map(text));
}

/** A string literal of Terraform's language. cdktf itself escapes quotes, line ends and `${`, and adds the quotes. */
function literal(value: string): string {
  return Fn.rawString(value.replaceAll("\\", "\\\\").replaceAll("\r", "\\r").replaceAll("%{", "%%{"));
}

/** The same inside an object's key, where cdktf adds the quotes alone. */
function keyLiteral(key: string): string {
  return JSON.stringify(key)
    .slice(1, -1)
    .replaceAll("${", () => "$${")
    .replaceAll("%{", "%%{");
}
