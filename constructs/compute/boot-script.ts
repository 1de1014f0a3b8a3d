import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { Fn, Token, Tokenization } from "cdktf";

/** Start of the last line, which has the settings. The program looks for it in its own text. */
const SETTINGS_MARK = "# host: ";

/** The most user data that ECS takes, in base64. */
const LARGEST_USER_DATA_BYTES = 32 * 1024;

/** What a host has to know about itself. No secrets: whoever may describe the instance can read them. */
export interface HostSettings {
  /** Kind of host, such as `app`. */
  readonly kind: string;
  readonly environment: string;
  readonly project: string;
  /** Id of the region, such as `cn-hongkong`. */
  readonly region: string;
  /** Id of the Alibaba Cloud account, whose log service may configure the host's Logtail. */
  readonly accountId: string;
  /** The archive that the host unpacks, from a `HostBundle`. */
  readonly bundle: { readonly bucket: string; readonly key: string; readonly sha256: string };
  /** Public keys of the people who may log in, each one line of an `authorized_keys` file. */
  readonly adminKeys: readonly string[];
  /** The `user_defined_id` under which Logtail finds its machine group. */
  readonly logIdentity: string;
  /**
   * A disk in the host's zone that the host attaches and mounts. Only for groups of one host.
   *
   * @default none
   */
  readonly dataDisk?: { readonly diskId: string; readonly mountPoint: string };
  /**
   * An elastic IP address that the host takes. Only for groups of one host.
   *
   * @default none
   */
  readonly elasticIp?: { readonly allocationId: string };
  /**
   * An A record of the VPC's private zone that the host writes its address into, and the part of the name before the
   * zone's. Only for groups of one host.
   *
   * @default none
   */
  readonly hostName?: { readonly recordId: string; readonly label: string };
  /** Settings of the services on this kind of host: plain data and tokens. */
  readonly services: Readonly<Record<string, unknown>>;
}

export interface BootScriptProps extends HostSettings {
  /**
   * Absolute path of the Python program. It has to end with a line end, and to read its settings from its own last
   * line, after `# host: `.
   */
  readonly programFile: string;
}

/**
 * The user data of a host, not encoded: a Python program, and the settings as JSON in a comment that is its last line.
 * JSON from `jsonencode` is one line, so no value can end the comment, whatever Terraform finds for a token. A launch
 * template takes it as `Fn.base64encode(bootScript(…))`.
 *
 * @returns a token: an expression that Terraform evaluates to the program
 * @throws when the program is missing or does not end with a line end; when the user data is longer than ECS takes, as
 *   far as that is known before tokens have values
 */
export function bootScript({ programFile, ...settings }: BootScriptProps): string {
  const program = `${readProgram(programFile)}${SETTINGS_MARK}`;
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

function readProgram(file: string): string {
  if (!path.isAbsolute(file))
    throw new Error(`programFile: ${file} is not absolute; resolve it against the project's folder`);
  if (!existsSync(file)) throw new Error(`programFile: there is no file ${file}; write it, or correct the path`);
  const program = readFileSync(file, "utf8");
  if (!program.endsWith("\n"))
    throw new Error(
      `programFile: ${file} does not end with a line end, so the settings would join its last line; add one`,
    );
  return program;
}

/** A value in which every string is a Terraform expression: cdktf escapes neither backslashes nor `%{`. */
function expression(value: unknown): unknown {
  if (Tokenization.isResolvable(value)) return Token.asString(value);
  if (typeof value === "string") return text(value);
  if (typeof value !== "object" || value === null || Token.isUnresolved(value)) return value;
  if (Array.isArray(value)) return value.map(expression);
  const defined = Object.entries(value).filter(([, entry]) => entry !== undefined);
  return Object.fromEntries(defined.map(([key, entry]) => [keyLiteral(key), expression(entry)]));
}

/** A string as a Terraform expression, with or without tokens in it. */
function text(value: string): string {
  if (!Token.isUnresolved(value)) return literal(value);
  const join = (left: string | string[], right: string) => [...[left].flat(), right];
  const parts: string[] = [Tokenization.reverseString(value).join({ join })].flat();
  return parts.length === 1 ? value : Fn.join("", parts.map(text));
}

/**
 * A string without tokens as a Terraform literal. cdktf itself escapes quotes, line ends and `${`, and adds the quotes.
 */
function literal(value: string): string {
  return Fn.rawString(value.replaceAll("\\", "\\\\").replaceAll("\r", "\\r").replaceAll("%{", "%%{"));
}

/** A key of an object as a Terraform literal: of keys, cdktf escapes nothing, and only adds the quotes. */
function keyLiteral(key: string): string {
  return JSON.stringify(key)
    .slice(1, -1)
    .replaceAll("${", () => "$${")
    .replaceAll("%{", "%%{");
}
