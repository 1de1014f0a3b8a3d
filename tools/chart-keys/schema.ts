import type { KeyList, Place } from "./key-list";

/** What of a JSON schema says which keys there are. */
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
 * Adds the keys that a chart's schema names. A map whose schema names none is open, but when it has entries by default
 * that all have the same schema: then those are known, with what they may hold.
 *
 * @param list has the keys of the chart's defaults
 * @param root the content of values.schema.json
 * @param chart the place of the chart's values
 */
export function addSchema(list: KeyList, root: object, chart: Place): void {
  // References may lead in circles: none is followed twice on one way down.
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

/** What a reference leads to. Of what lies in other files nothing is known: it may be any map. */
function target(root: object, reference: string): Schema {
  const [file, ...parts] = reference.split("/").map(decodeURIComponent);
  if (file !== "#") return { type: "object" };
  const steps = parts.map((part) => part.replaceAll("~1", "/").replaceAll("~0", "~"));
  return steps.reduce<object>((node, step) => (node as Record<string, object>)[step] ?? {}, root);
}
