import { type CollectionClass, type Shape, shapeOfAccessor, shapeOfValue, structKey } from "./prebuilt-shape";

/** A member of a struct: what will be an attribute or a block. */
export interface Member {
  readonly name: string;
  readonly shape: Shape;
  readonly required: boolean;
  readonly optional: boolean;
  /** Also true for everything in a computed attribute; false in a provider's configuration, where nothing shows it. */
  readonly computed: boolean;
  readonly isBlock: boolean;
  readonly isSingleItem: boolean;
  /** Whether the provider describes it. */
  readonly isDescribed: boolean;
}

/** What a module declares. */
export interface Declarations {
  /** The members of the resource, data source or provider itself. */
  readonly root: readonly Member[];
  /** The members of its structs, by the struct's key. */
  readonly structs: ReadonlyMap<string, readonly Member[]>;
}

/** One member, as an interface, a mapper and a class tell it; each leaves out what it has no use for. */
type Parts = { -readonly [Part in keyof Member]?: Member[Part] };
type Struct = Map<string, Parts>;

const DECLARATION = /^export (interface|class|function) (\w+)([^\n]*)\n([\s\S]*?)^\}$/gm;
const PROPERTY = / {2}\/\*\*\n((?: {2}\*.*\n| {3}\*.*\n)*?) {2}\*\/\n {2}readonly \w+(\?)?: .*;/g;
const DOCS = / {2}\* Docs at Terraform Registry: \{@link \S+#(\S+) \w+#\1\}/;
const VALUE = /^ +(\w+): \{\n +value: (.+),\n +isBlock: (?:true|false),\n +type: "(\w+)",$/gm;
const REMARK = /^ {2}\/\/ (\w+) - computed: (true|false), optional: (true|false), required: (true|false)$/gm;

/**
 * Reads the code that cdktf's generator writes for a resource, a data source or a provider. It relies on the
 * generator's fixed layout, and takes names only from places that have Terraform's own spelling.
 *
 * @param source the TypeScript of a module
 * @param baseClass the class of cdktf that the main class extends, such as `TerraformResource`
 * @throws when it is not as the generator writes it, naming the attribute
 */
export function readDeclarations(source: string, baseClass: string): Declarations {
  const declarations = [...source.matchAll(DECLARATION)].map(([, kind = "", name = "", heading = "", body = ""]) => ({
    kind,
    name,
    heading,
    body,
  }));
  const main = declarations.find(
    ({ kind, heading }) => kind === "class" && heading === ` extends cdktf.${baseClass} {`,
  );
  const config = /^ {2}public constructor\(.*, config: (\w+)/m.exec(main?.body ?? "")?.[1];
  if (main === undefined || config === undefined) throw new Error(`no class that extends cdktf.${baseClass}`);

  const collections = new Map<string, CollectionClass>();
  for (const { kind, name, heading, body } of declarations) {
    const collection = kind === "class" ? readCollection(heading, body) : undefined;
    if (collection) collections.set(name, collection);
  }
  const root: Struct = new Map();
  const structs = new Map<string, Struct>();
  const structOf = (name: string): Struct => {
    const key = structKey(name);
    return structs.get(key) ?? (structs.set(key, new Map()).get(key) as Struct);
  };
  for (const { kind, name, body } of declarations) {
    if (kind === "interface") readInterface(body, name === config ? root : structOf(name));
    else if (name.endsWith("ToHclTerraform")) readValues(body, structOf(name.slice(0, -"ToHclTerraform".length)));
    else if (name === main.name) readClass(body, root, collections);
    else if (kind === "class" && !collections.has(name)) {
      readClass(body, structOf(name.replace(/OutputReference$/, "")), collections);
    }
  }
  readValues(main.body, root);
  return {
    root: complete(root, main.name),
    structs: new Map([...structs].map(([key, struct]) => [key, complete(struct, key)])),
  };
}

function readCollection(heading: string, body: string): CollectionClass | undefined {
  if (!/^ extends cdktf\.(ComplexList|ComplexMap|MapList) \{$/.test(heading)) return undefined;
  const element = /^ {2}public get\(\w+: \w+\): (\w+) \{$/m.exec(body)?.[1];
  if (element === undefined) throw new Error(`unexpected class${heading}`);
  return { isMap: heading.includes("ComplexMap"), element, elementIsSet: body.includes("]`, true);") };
}

function readInterface(body: string, struct: Struct): void {
  for (const [, comment = "", optional] of body.matchAll(PROPERTY)) {
    const docs = DOCS.exec(comment);
    if (!docs) throw new Error(`unexpected comment ${comment}`);
    const description = comment.slice(0, docs.index).trim();
    const parts = partsOf(struct, docs[1] as string);
    parts.optional = optional === "?";
    parts.required = optional !== "?";
    // The generator gives blocks, which have no description, this one.
    parts.isBlock ||= description === `* ${docs[1]} block\n  *`;
    parts.isDescribed = description !== "" && !parts.isBlock;
  }
}

function readValues(body: string, struct: Struct): void {
  for (const [, name = "", value = "", kind = ""] of body.matchAll(VALUE)) {
    const { isBlock = false, ...written } = shapeOfValue(value, kind);
    const parts = partsOf(struct, name);
    Object.assign(parts, written);
    parts.isBlock ||= isBlock;
  }
}

function readClass(body: string, struct: Struct, collections: ReadonlyMap<string, CollectionClass>): void {
  const remarks = [...body.matchAll(REMARK)];
  for (const [index, { 0: line, 1: name = "", 2: computed, 3: optional, 4: required, ...at }] of remarks.entries()) {
    const code = body.slice((at as { index: number }).index + line.length, remarks[index + 1]?.index);
    const parts = partsOf(struct, name);
    parts.computed = computed === "true";
    parts.optional = optional === "true";
    parts.required = required === "true";
    // A value that can be written has a mapper as well, which shows its shape better.
    if (parts.shape !== undefined || parts.optional || parts.required) continue;
    const accessor = (/^ {2}private \w+ = (new .*);$/m.exec(code) ?? /^ {4}return (.*);$/m.exec(code))?.[1];
    if (accessor === undefined) throw new Error(`${name} has no accessor`);
    parts.shape = shapeOfAccessor(accessor, collections);
  }
}

function partsOf(struct: Struct, name: string): Parts {
  return struct.get(name) ?? (struct.set(name, { name }).get(name) as Parts);
}

function complete(struct: Struct, owner: string): Member[] {
  return [...struct].map(([name, { shape, ...parts }]) => {
    if (shape === undefined) throw new Error(`${owner}: nothing tells the type of ${name}`);
    const unset = { required: false, optional: false, computed: false };
    return { ...unset, isBlock: false, isSingleItem: false, isDescribed: false, ...parts, name, shape };
  });
}
