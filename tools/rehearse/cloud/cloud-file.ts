import { appendFileSync, existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import path from "node:path";
import { decodeValue, encodeValue } from "../values/codec";
import { isObject } from "../values/value";
import type { InventoryChange } from "./inventory";

/** A change as a line of the file has it: the attributes of a resource in MessagePack, as Terraform itself passes them. */
type Line =
  | { readonly put: { readonly type: string; readonly id: string; readonly attributes: string } }
  | { readonly removed: string };

/**
 * A file that keeps what a cloud holds from one call of a command to the next: one change a line. Each is written as it
 * happens, so a call that is killed loses nothing.
 */
export class CloudFile {
  /** @param file need not exist; its folder is made */
  constructor(private readonly file: string) {
    mkdirSync(path.dirname(file), { recursive: true });
  }

  /** What the file has. A last line that is cut short, because its writer was killed, does not count. */
  read(): InventoryChange[] {
    if (!existsSync(this.file)) return [];
    const lines = readFileSync(this.file, "utf8").split("\n");
    // Behind the last line end there is nothing, or the beginning of a line.
    lines.pop();
    return lines.map((line) => changeOf(JSON.parse(line)));
  }

  append(change: InventoryChange): void {
    appendFileSync(this.file, lineOf(change));
  }

  /** Replaces all that the file has, in one step. */
  rewrite(changes: readonly InventoryChange[]): void {
    const whole = `${this.file}.${process.pid}`;
    writeFileSync(whole, changes.map(lineOf).join(""));
    renameSync(whole, this.file);
  }
}

function lineOf(change: InventoryChange): string {
  if (!("put" in change)) return `${JSON.stringify(change)}\n`;
  const { type, id, attributes } = change.put;
  const put = { type, id, attributes: Buffer.from(encodeValue(attributes)).toString("base64") };
  return `${JSON.stringify({ put })}\n`;
}

function changeOf(line: Line): InventoryChange {
  if (!("put" in line)) return line;
  const { type, id, attributes } = line.put;
  const value = decodeValue({ msgpack: Buffer.from(attributes, "base64") });
  return { put: { type, id, attributes: isObject(value) ? value : {} } };
}
