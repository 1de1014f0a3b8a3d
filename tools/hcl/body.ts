import { type BodySchema, type NestedSchema, PLAIN } from "./body-schema";
import { type Assignment, assignments, columns, indentation } from "./layout";
import { asTemplate, bareText, isObject, type Json, type JsonObject, valueText } from "./value";

/** Where reviewers look for them: these arguments before all others, these at the end. */
const FIRST = ["source", "version", "count", "for_each", "provider"];
const LAST = ["depends_on"];
const LAST_BLOCKS = ["connection", "provisioner", "lifecycle"];

/** Terraform ignores this key of a body; cdktf keeps metadata in it. */
const COMMENT = "//";

/** The lines of a body: first arguments, then blocks, each after an empty line. */
export function bodyLines(body: JsonObject, schema: BodySchema, depth: number): string[] {
  const attributes: string[] = [];
  const blocks: string[][] = [];
  for (const name of Object.keys(body).sort(byPlace)) {
    const value = body[name];
    if (value === undefined || name === COMMENT) continue;
    const nested = nestedIn(schema, name, value);
    if (nested !== undefined) blocks.push(...nestedBlocks(name, value, nested, depth));
    else if (schema.isDynamic && name === "dynamic") blocks.push(...dynamicBlocks(value, schema, depth));
    else attributes.push(name);
  }
  const isLast = (name: string) => LAST.includes(name);
  const own = assignments(
    attributes.filter((name) => !isLast(name)).map((name) => assignment(name, body, schema, depth)),
    depth,
  );
  const end = assignments(
    attributes.filter(isLast).map((name) => assignment(name, body, schema, depth)),
    depth,
  );
  return [own, ...blocks, end]
    .filter((part) => part.length > 0)
    .flatMap((part, at) => (at === 0 ? part : ["", ...part]));
}

function byPlace(one: string, other: string): number {
  return place(one) - place(other) || (one < other ? -1 : 1);
}

function place(name: string): number {
  if (FIRST.includes(name)) return FIRST.indexOf(name) - FIRST.length;
  return 1 + LAST_BLOCKS.indexOf(name);
}

function nestedIn(schema: BodySchema, name: string, value: Json): NestedSchema | undefined {
  const nested = Object.hasOwn(schema.blocks, name) ? schema.blocks[name] : undefined;
  if (!nested?.isAttribute) return nested;
  const items = Array.isArray(value) ? value : [value];
  return items.length > 0 && items.every((item) => isObject(item)) ? nested : undefined;
}

function assignment(name: string, body: JsonObject, schema: BodySchema, depth: number): Assignment {
  const write = schema.bare.includes(name) ? bareText : valueText;
  const isLiteral = schema.literal === "all" || schema.literal.includes(name);
  const value = body[name] ?? null;
  return { name, value: write(isLiteral ? asTemplate(value) : value, depth, columns(name) + 3) };
}

function nestedBlocks(name: string, value: Json, { labels, body, bodies }: NestedSchema, depth: number): string[][] {
  return labelled(value, labels).map((each) => {
    const schema = bodies?.[each.labels[0] ?? ""] ?? body;
    return blockLines(name, each.labels, each.body, schema, depth);
  });
}

/** A block with its head and its end. */
export function blockLines(
  name: string,
  labels: readonly string[],
  body: JsonObject,
  schema: BodySchema,
  depth: number,
): string[] {
  const head = [name, ...labels.map((label) => JSON.stringify(label))].join(" ");
  const lines = bodyLines(body, schema, depth + 1);
  if (lines.length === 0) return [`${indentation(depth)}${head} {}`];
  return [`${indentation(depth)}${head} {`, ...lines, `${indentation(depth)}}`];
}

/** The blocks that a value is: each label is a level of objects, and every level may be a list. */
export function labelled(value: Json, count: number): { labels: readonly string[]; body: JsonObject }[] {
  if (Array.isArray(value)) return value.flatMap((item: Json) => labelled(item, count));
  if (!isObject(value)) return [];
  if (count === 0) return [{ labels: [], body: value }];
  const named = Object.entries(value).filter(([label]) => label !== COMMENT);
  return named.flatMap(([label, inner]) =>
    labelled(inner, count - 1).map(({ labels, body }) => ({ labels: [label, ...labels], body })),
  );
}

function dynamicBlocks(value: Json, schema: BodySchema, depth: number): string[][] {
  return labelled(value, 1).map(({ labels, body }) => {
    const content = schema.blocks[labels[0] ?? ""] ?? { labels: 0, body: PLAIN };
    const dynamic = { ...PLAIN, blocks: { content: { labels: 0, body: content.body } }, bare: ["iterator"] };
    return blockLines("dynamic", labels, body, dynamic, depth);
  });
}
