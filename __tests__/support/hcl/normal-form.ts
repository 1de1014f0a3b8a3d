import { isObject, type Json } from "../../../tools/hcl/value";

/** Arguments for which JSON has names in quotes, and HCL has them bare. */
const BARE = ["depends_on", "ignore_changes", "replace_triggered_by", "provider", "iterator", "type"];

/** Blocks of Kubernetes of which this project has none in places. For HCL that is no block, and no empty list. */
const MAYBE_NO_BLOCKS = ["env", "env_from", "ingress", "egress", "volume", "volume_mount"];

/**
 * A configuration without what JSON and HCL differ in by design:
 *
 * - a block may be an object or a list of one object;
 * - no blocks of a kind may be an empty list;
 * - comments of JSON (`//`), in which cdktf has its metadata, are not there in HCL;
 * - a reference in a place that takes nothing else is a string in JSON, and an expression in HCL;
 * - white space and commas in an expression are as `terraform fmt` has them;
 * - keys have no order, and blocks of different names none among each other.
 */
export function normalForm(value: Json, name = ""): Json {
  if (typeof value === "string") return BARE.includes(name) ? value.replace(/^\$\{(.*)\}$/, "$1") : tight(value);
  if (Array.isArray(value)) {
    const items = value.map((item: Json) => normalForm(item, name));
    return items.length === 1 && isObject(items[0]) ? items[0] : items;
  }
  if (!isObject(value)) return value;
  const entries = Object.entries(value).filter(([key, item]) => key !== "//" && !isNoBlock(key, item));
  return Object.fromEntries(entries.map(([key, item]) => [key, normalForm(item, key)]));
}

/** A string with its expressions without white space and commas; strings in them stay as they are. */
function tight(template: string): string {
  if (!(template.startsWith("${") && template.endsWith("}"))) return template;
  return template.replace(/"(?:[^"\\]|\\.)*"|[\s,]+/g, (part) => (part.startsWith('"') ? part : ""));
}

function isNoBlock(name: string, value: Json): boolean {
  return MAYBE_NO_BLOCKS.includes(name) && Array.isArray(value) && value.length === 0;
}
