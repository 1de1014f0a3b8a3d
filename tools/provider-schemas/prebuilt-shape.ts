/** A type as the generated code writes it: structs by name, lists and sets told apart where the code tells them apart. */
export type Shape =
  | "string"
  | "number"
  | "bool"
  | "dynamic"
  | { readonly collection: "list" | "set" | "map"; readonly of: Shape }
  | { readonly struct: string };

/** A class by which generated code reads a collection: `class DnsRecordItemsList extends cdktf.ComplexList`. */
export interface CollectionClass {
  readonly isMap: boolean;
  /** The class of an element. */
  readonly element: string;
  /** Whether an element that is written as a list is a set. */
  readonly elementIsSet: boolean;
}

/** How an attribute is written into the configuration. */
export interface Written {
  readonly shape: Shape;
  /** `undefined` where the mapper does not tell; else whether a list or set is one of blocks. */
  readonly isBlock?: boolean;
  /** Whether it is a list or set of one item at most, which only blocks are. */
  readonly isSingleItem: boolean;
}

const PRIMITIVES: Readonly<Record<string, Shape>> = {
  string: "string",
  number: "number",
  boolean: "bool",
  any: "dynamic",
};

/** The name by which a struct is referred to: its mappers are functions, so they begin with a small letter. */
export function structKey(name: string): string {
  return name.charAt(0).toLowerCase() + name.slice(1);
}

/**
 * Reads a value of `synthesizeHclAttributes` or of a `…ToHclTerraform` function.
 *
 * @param value such as `cdktf.listMapperHcl(cdktf.stringToHclTerraform, false)(struct!.tags)`
 * @param kind the value's `type`: "simple", "struct", "list", "set" or "map"
 * @throws when it is not as the generator writes it
 */
export function shapeOfValue(value: string, kind: string): Written {
  // A few attributes have a default of cdktf's own: `struct!.a === undefined ? "b" : …`.
  const mapper = /^(?:\S+ === undefined \? .* : )?(.+)\((?:struct!|this)\.[\w.]+\)$/.exec(value)?.[1];
  if (mapper === undefined) throw new Error(`unexpected value ${value}`);
  const shape = shapeOfMapper(mapper);
  const isCollection = kind === "list" || kind === "set";
  if (isCollection && typeof shape === "object" && "collection" in shape) {
    return { shape: { ...shape, collection: kind }, isBlock: mapper.endsWith(", true)"), isSingleItem: false };
  }
  return isCollection
    ? { shape: { collection: kind, of: shape }, isBlock: true, isSingleItem: true }
    : { shape, isSingleItem: false };
}

function shapeOfMapper(mapper: string): Shape {
  const primitive = PRIMITIVES[/^cdktf\.(\w+)ToHclTerraform$/.exec(mapper)?.[1] ?? ""];
  if (primitive !== undefined) return primitive;
  const struct = /^(\w+)ToHclTerraform$/.exec(mapper)?.[1];
  if (struct !== undefined) return { struct };
  const map = /^cdktf\.hashMapperHcl\((.+)\)$/.exec(mapper)?.[1];
  if (map !== undefined) return mapOf(shapeOfMapper(map));
  const list = /^cdktf\.listMapperHcl\((.+), (?:true|false)\)$/.exec(mapper)?.[1];
  if (list !== undefined) return { collection: "list", of: shapeOfMapper(list) };
  throw new Error(`unexpected mapper ${mapper}`);
}

/** The generator has no dynamic type and makes it a map of anything, which no provider could have otherwise. */
function mapOf(of: Shape): Shape {
  return of === "dynamic" ? "dynamic" : { collection: "map", of };
}

/**
 * Reads how a class gets an attribute's value.
 *
 * @param accessor such as `this.getStringAttribute('name')` or `new RulesetRulesList(this, "rules", false)`
 * @param collections the classes of collections, by name
 * @throws when it is not as the generator writes it
 */
export function shapeOfAccessor(accessor: string, collections: ReadonlyMap<string, CollectionClass>): Shape {
  const created = /^new ([\w.]+)\(this, "[^"]*"(?:, (true|false))?\)$/.exec(accessor);
  if (created) return shapeOfClass(created[1] as string, created[2] === "true", collections);
  const getter = /this\.(?:get(\w*)Attribute|interpolationForAttribute)\('[^']*'\)/.exec(accessor);
  if (!getter) throw new Error(`unexpected accessor ${accessor}`);
  // What the generator skips or cannot type it interpolates; `getListAttribute` is of strings.
  const name = getter[1] === undefined ? "Any" : getter[1].replace(/^List/, "StringList");
  return shapeOfName(name, accessor.includes("cdktf.Fn.tolist("));
}

function shapeOfClass(name: string, isSet: boolean, collections: ReadonlyMap<string, CollectionClass>): Shape {
  if (name.startsWith("cdktf.")) return shapeOfName(name.slice("cdktf.".length), isSet);
  const collection = collections.get(name);
  if (collection === undefined) return { struct: structKey(name.replace(/OutputReference$/, "")) };
  const of = shapeOfClass(collection.element, collection.elementIsSet, collections);
  return collection.isMap ? mapOf(of) : { collection: isSet ? "set" : "list", of };
}

/** Reads names such as `StringListMap`, a map of lists of strings. */
function shapeOfName(name: string, isSet: boolean): Shape {
  const [, primitive, suffixes] = /^(String|Number|Boolean|Any)((?:List|Map)*)$/.exec(name) ?? [];
  if (primitive === undefined || suffixes === undefined) throw new Error(`unexpected type ${name}`);
  const shape = PRIMITIVES[primitive.toLowerCase()] as Shape;
  const parts = suffixes.match(/List|Map/g) ?? [];
  return parts.reduce<Shape>((of, part, index) => {
    if (part === "Map") return mapOf(of);
    return { collection: isSet && index === parts.length - 1 ? "set" : "list", of };
  }, shape);
}
