import type { Attribute, Block, CtyType, NestedBlock } from "../../../tools/provider-schemas/model";

/** The extent of a configuration: only the required attributes of a type, or all of them. */
export type Extent = "minimal" | "full";

/** Gives the value to write at a path with dots, instead of the plain one. */
export type ChooseValue = (path: string, plain: unknown) => unknown;

/** Names that Terraform or cdktf reserves. */
const RESERVED = ["connection", "count", "depends_on", "for_each", "lifecycle", "provider", "provisioner"];

/** A configuration of a block, with plain values and Terraform's names. */
export function configurationOf(
  block: Block,
  extent: Extent,
  choose: ChooseValue = (_, plain) => plain,
  place = "",
): Record<string, unknown> {
  const attributes = Object.entries(block.attributes ?? {})
    .filter(([name, attribute]) => !RESERVED.includes(name) && isWritten(attribute, extent))
    .map(([name, attribute]) => [name, attributeValue(attribute, extent, choose, `${place}${name}`)]);
  const blocks = Object.entries(block.block_types ?? {})
    .filter(([, nested]) => extent === "full" || (nested.min_items ?? 0) > 0)
    .map(([name, nested]) => [name, blockValue(nested, extent, choose, `${place}${name}`)]);
  return Object.fromEntries([...attributes, ...blocks]);
}

/** The same with names as the bindings' generator writes them. The keys of maps stay. */
export function forBindings(block: Block, configuration: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(configuration).map(([name, value]) => {
      const nested = block.block_types?.[name];
      const attribute = block.attributes?.[name];
      const inner = nested?.block ?? (attribute?.nested_type && { attributes: attribute.nested_type.attributes });
      if (inner === undefined) return [camelCase(name), objectsForBindings(attribute?.type ?? "dynamic", value)];
      const isMap = attribute?.nested_type?.nesting_mode === "map";
      return [camelCase(name), eachElement(value, isMap, (element) => forBindings(inner, element))];
    }),
  );
}

function eachElement(value: unknown, isMap: boolean, convert: (element: Record<string, unknown>) => unknown): unknown {
  if (Array.isArray(value)) return value.map(convert);
  if (!isMap) return convert(value as Record<string, unknown>);
  return Object.fromEntries(
    Object.entries(value as Record<string, Record<string, unknown>>).map(([key, each]) => [key, convert(each)]),
  );
}

function objectsForBindings(type: CtyType, value: unknown): unknown {
  if (typeof type === "string" || typeof value !== "object" || value === null) return value;
  const [kind, inner] = type;
  if (Array.isArray(value))
    return value.map((each, at) =>
      objectsForBindings(kind === "tuple" ? (inner[at] ?? "dynamic") : (inner as CtyType), each),
    );
  return Object.fromEntries(
    Object.entries(value).map(([name, field]) =>
      kind === "object"
        ? [camelCase(name), objectsForBindings(inner[name] ?? "dynamic", field)]
        : [name, objectsForBindings(inner as CtyType, field)],
    ),
  );
}

/** A name in the form that the bindings' generator writes. */
export function camelCase(name: string): string {
  return name.replace(/^_+/, "").replace(/_+([a-z0-9])/gi, (_, letter: string) => letter.toUpperCase());
}

function isWritten({ required, optional }: Attribute, extent: Extent): boolean {
  return required === true || (extent === "full" && optional === true);
}

function attributeValue({ type, nested_type }: Attribute, extent: Extent, choose: ChooseValue, path: string): unknown {
  if (!nested_type) return choose(path, typedValue(type ?? "dynamic", extent));
  const inner = configurationOf({ attributes: nested_type.attributes }, extent, choose, `${path}.`);
  return nest(inner, nested_type.nesting_mode);
}

function blockValue(
  { block, nesting_mode, max_items }: NestedBlock,
  extent: Extent,
  choose: ChooseValue,
  path: string,
): unknown {
  const inner = configurationOf(block, extent, choose, `${path}.`);
  return max_items === 1 ? inner : nest(inner, nesting_mode);
}

function nest(inner: unknown, mode: string): unknown {
  if (mode === "list" || mode === "set") return [inner];
  return mode === "map" ? { key: inner } : inner;
}

function typedValue(type: CtyType, extent: Extent): unknown {
  if (type === "number") return 1;
  if (type === "bool") return true;
  // Each extent has its own text, so that names are unique.
  if (typeof type === "string") return extent;
  switch (type[0]) {
    case "list":
    case "set":
      return [typedValue(type[1], extent)];
    case "map":
      return { key: typedValue(type[1], extent) };
    case "tuple":
      return type[1].map((inner) => typedValue(inner, extent));
    case "object":
      return Object.fromEntries(Object.entries(type[1]).map(([name, field]) => [name, typedValue(field, extent)]));
  }
}
