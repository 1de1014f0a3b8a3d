import type { Attribute, Block, CtyType, NestedBlock } from "../../../tools/provider-schemas/model";

/** The extent of a configuration: only the required attributes of a type, or all of them. */
export type Extent = "minimal" | "full";

/** Names that Terraform or cdktf reserves. */
const RESERVED = ["connection", "count", "depends_on", "for_each", "lifecycle", "provider", "provisioner"];

/** A configuration of a block for the bindings, with names in camel case and plain values. */
export function configurationOf(block: Block, extent: Extent): Record<string, unknown> {
  const attributes = Object.entries(block.attributes ?? {})
    .filter(([name, attribute]) => !RESERVED.includes(name) && isWritten(attribute, extent))
    .map(([name, attribute]) => [camelCase(name), attributeValue(attribute, extent)]);
  const blocks = Object.entries(block.block_types ?? {})
    .filter(([, nested]) => extent === "full" || (nested.min_items ?? 0) > 0)
    .map(([name, nested]) => [camelCase(name), blockValue(nested, extent)]);
  return Object.fromEntries([...attributes, ...blocks]);
}

/** A name in the form that the bindings' generator writes. */
export function camelCase(name: string): string {
  return name.replace(/^_+/, "").replace(/_+([a-z0-9])/gi, (_, letter: string) => letter.toUpperCase());
}

function isWritten({ required, optional }: Attribute, extent: Extent): boolean {
  return required === true || (extent === "full" && optional === true);
}

function attributeValue({ type, nested_type }: Attribute, extent: Extent): unknown {
  if (!nested_type) return typedValue(type ?? "dynamic", extent);
  const inner = configurationOf({ attributes: nested_type.attributes }, extent);
  return nest(inner, nested_type.nesting_mode);
}

function blockValue({ block, nesting_mode, max_items }: NestedBlock, extent: Extent): unknown {
  const inner = configurationOf(block, extent);
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
      return Object.fromEntries(
        Object.entries(type[1]).map(([name, field]) => [camelCase(name), typedValue(field, extent)]),
      );
  }
}
