import type { KeyList, Place } from "./key-list";

/** The parts of a JSON schema that name keys. */
interface SchemaNode {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: Schema;
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly allOf?: readonly Schema[];
}
type Schema = SchemaNode | boolean;

/**
 * Adds the keys that a chart's schema names. A map whose schema names none is open. The exception is a map whose entries
 * all have the same schema: the entries that it has by default are known, with their keys.
 *
 * @param list has the keys of the chart's defaults
 * @param root the content of values.schema.json
 * @param chart the place of the chart's values
 */
export function addSchema(list: KeyList, root: object, chart: Place): void {
  // References may form circles: none is followed twice on the way to a key.
  const visit = (node: Schema, place: Place, followed: readonly string[]): void => {
    if (typeof node === "boolean") return;
    const { $ref, anyOf = [], oneOf = [], allOf = [], properties } = node;
    if ($ref !== undefined) {
      if (followed.includes($ref)) return;
      visit(target(root, $ref), place, [...followed, $ref]);
    }
    for (const choice of [...anyOf, ...oneOf, ...allOf]) visit(choice, place, followed);
    if (properties === undefined) visitMap(node, place, followed);
    for (const [key, inner] of Object.entries(properties ?? {})) {
      list.add([...place, key]);
      visit(inner, [...place, key], followed);
    }
  };
  const visitMap = ({ type, additionalProperties }: SchemaNode, place: Place, followed: readonly string[]): void => {
    const entries = list.below(place);
    if (typeof additionalProperties === "object" && entries.length > 0)
      for (const entry of entries) visit(additionalProperties, entry, followed);
    else if ([type].flat().includes("object") && place.length > 0) list.add(place, true);
  };
  visit(root, chart, []);
}

/** The schema that a reference names. One in another file is taken for any map. */
function target(root: object, reference: string): Schema {
  const [file, ...parts] = reference.split("/").map(decodeURIComponent);
  if (file !== "#") return { type: "object" };
  const steps = parts.map((part) => part.replaceAll("~1", "/").replaceAll("~0", "~"));
  return steps.reduce<object>((node, step) => (node as Record<string, object>)[step] ?? {}, root);
}
