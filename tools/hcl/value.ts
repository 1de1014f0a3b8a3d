import { formatExpression } from "./expression";
import { assignments, columns, indentation, LINE_WIDTH } from "./layout";
import { heredoc, quoted, wholeExpression } from "./template";

/** A value of Terraform's JSON. */
export type Json = string | number | boolean | null | readonly Json[] | JsonObject;
export type JsonObject = { readonly [key: string]: Json };

export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** A value whose strings are text, as one whose strings are templates of that text. */
export function asTemplate(value: Json): Json {
  if (typeof value === "string") return value.replace(/[$%](?=\{)/g, "$&$&");
  if (Array.isArray(value)) return value.map((item: Json) => asTemplate(item));
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [`${asTemplate(key)}`, asTemplate(item)]));
}

/**
 * A value as an expression of HCL that reads back equal: a string is a template, one that is a single interpolation is
 * its expression.
 *
 * @param depth how deep the line that it begins in is indented
 * @param taken columns that are taken in that line
 */
export function valueText(value: Json, depth: number, taken: number): string {
  const room = LINE_WIDTH - 2 * depth - taken;
  if (typeof value === "string") {
    const expression = wholeExpression(value);
    if (expression !== undefined) return formatExpression(expression, room, depth);
    return heredoc(value) ?? quoted(value);
  }
  if (Array.isArray(value)) return listText(value, room, depth);
  return isObject(value) ? objectText(value, depth) : JSON.stringify(value);
}

/** What JSON has a name or a reference in quotes for, such as `depends_on`, written as HCL has it: bare. */
export function bareText(value: Json, depth: number, taken: number): string {
  if (typeof value === "string") return wholeExpression(value) ?? value;
  if (Array.isArray(value)) {
    return brackets(
      value.map((item) => bareText(item, depth + 1, 1)),
      LINE_WIDTH - 2 * depth - taken,
      depth,
    );
  }
  if (isObject(value)) {
    const items = Object.entries(value).map(([name, item]) => ({ name, value: bareText(item, depth + 1, 1) }));
    return ["{", ...assignments(items, depth + 1), `${indentation(depth)}}`].join("\n");
  }
  return JSON.stringify(value);
}

function listText(items: readonly Json[], room: number, depth: number): string {
  const texts = items.map((item, at) => {
    const isLiteral = typeof item === "string" && wholeExpression(item) === undefined;
    // A heredoc's end has a line of its own, so no comma can follow, and only the last item may be one.
    return isLiteral && at < items.length - 1 ? quoted(item) : valueText(item, depth + 1, 1);
  });
  return brackets(texts, room, depth);
}

function brackets(items: readonly string[], room: number, depth: number): string {
  const line = `[${items.join(", ")}]`;
  const isFlat = items.length < 2 ? !line.includes("\n") : columns(line) <= room && !line.includes("\n");
  if (isFlat && (columns(line) <= room || items.length === 0)) return line;
  const lines = items.map((item) => `${indentation(depth + 1)}${item}${item.startsWith("<<") ? "" : ","}`);
  return ["[", ...lines, `${indentation(depth)}]`].join("\n");
}

function objectText(object: JsonObject, depth: number): string {
  const items = Object.entries(object).map(([key, item]) => {
    const name = keyText(key);
    return { name, value: valueText(item, depth + 1, columns(name) + 3) };
  });
  if (items.length === 0) return "{}";
  return ["{", ...assignments(items, depth + 1), `${indentation(depth)}}`].join("\n");
}

const KEYWORDS = ["for", "null", "true", "false"];

function keyText(key: string): string {
  if (/^[A-Za-z_][\w-]*$/.test(key) && !KEYWORDS.includes(key)) return key;
  const expression = wholeExpression(key);
  return expression === undefined ? quoted(key) : `(${formatExpression(expression)})`;
}
