import type { Attribute, Block, CtyType, NestedBlock, NestedType } from "./model";
import type { Declarations, Member } from "./prebuilt-declarations";
import type { Shape } from "./prebuilt-shape";

/** How often a struct that holds itself is unrolled; the generator ties such knots itself, so no package tells. */
const RECURSION_LIMIT = 3;

type Nesting = NestedType["nesting_mode"];
type Flags = Pick<Member, "required" | "optional" | "computed">;

/**
 * Makes the schema of what a module declares.
 *
 * @param isProvider a provider's configuration has no `id` to tell by, and its `alias` is Terraform's own
 */
export function blockOf(declarations: Declarations, isProvider: boolean): Block {
  const root = isProvider ? declarations.root.filter(({ name }) => name !== "alias") : declarations.root;
  return new BlockReader(declarations.structs, root).block(root);
}

class BlockReader {
  /** Whether attributes of structs are of object types, all of whose members have to be given. */
  private readonly hasObjectTypes: boolean;

  constructor(
    private readonly structs: Declarations["structs"],
    root: readonly Member[],
  ) {
    // Terraform's older SDK adds an `id` that is optional and computed to every type, and knows no nested attributes.
    const isOlderSdk = root.some(({ name, optional, computed }) => name === "id" && optional && computed);
    this.hasObjectTypes = isOlderSdk && !this.showsNestedTypes(root, []);
  }

  /** The members of a block, at any depth. `path` has the structs around it. */
  block(members: readonly Member[], path: readonly string[] = []): Block {
    const attributes: Record<string, Attribute> = {};
    const block_types: Record<string, NestedBlock> = {};
    for (const member of members) {
      const nested = structOf(member.shape);
      if (nested && this.isTooDeep(nested.struct, path)) continue;
      if (nested && isBlock(member)) block_types[member.name] = this.nestedBlock(member, nested, path);
      else attributes[member.name] = this.attribute(member, members, path);
    }
    return {
      ...(Object.keys(attributes).length > 0 && { attributes }),
      ...(Object.keys(block_types).length > 0 && { block_types }),
    };
  }

  private nestedBlock({ required, isSingleItem }: Member, nested: NestedStruct, path: readonly string[]): NestedBlock {
    const { nesting, struct } = nested;
    return {
      nesting_mode: nesting,
      block: this.block(this.structs.get(struct) ?? [], [...path, struct]),
      // A single block counts as required when all its members are, which says nothing about the block.
      ...(required && nesting !== "single" && { min_items: 1 }),
      ...(isSingleItem && { max_items: 1 }),
    };
  }

  private attribute(member: Member, siblings: readonly Member[], path: readonly string[]): Attribute {
    const flags = { ...flagsOf(member), ...(isWriteOnly(member, siblings) && { write_only: true }) };
    const nested = structOf(member.shape);
    const members = nested && this.structs.get(nested.struct);
    if (!nested || !members || this.hasObjectTypes || !areAttributes(members)) {
      return { type: this.type(member.shape, path), ...flags };
    }
    const inner = [...path, nested.struct];
    const attributes = members
      .filter(({ shape }) => !this.isTooDeep(structOf(shape)?.struct, inner))
      .map((each) => {
        const attribute = this.attribute(each, members, inner);
        // Everything in a write-only attribute is write-only too.
        return [each.name, flags.write_only ? { ...attribute, write_only: true } : attribute] as const;
      });
    return { nested_type: { attributes: Object.fromEntries(attributes), nesting_mode: nested.nesting }, ...flags };
  }

  private type(shape: Shape, path: readonly string[]): CtyType {
    if (typeof shape === "string") return shape;
    if ("collection" in shape) return [shape.collection, this.type(shape.of, path)];
    const inner = [...path, shape.struct];
    const members = (this.structs.get(shape.struct) ?? []).filter(
      (member) => !this.isTooDeep(structOf(member.shape)?.struct, inner),
    );
    return ["object", Object.fromEntries(members.map((member) => [member.name, this.type(member.shape, inner)]))];
  }

  private isTooDeep(struct: string | undefined, path: readonly string[]): boolean {
    return path.filter((each) => each === struct).length >= RECURSION_LIMIT;
  }

  /** Whether there is a struct, at any depth, that an object type cannot have made. */
  private showsNestedTypes(members: readonly Member[], path: readonly string[]): boolean {
    return members.some((member) => {
      const struct = structOf(member.shape)?.struct;
      if (struct === undefined || path.includes(struct)) return false;
      const inner = this.structs.get(struct) ?? [];
      // The members of an object type have no descriptions, and the flags of the attribute.
      const isPlain = inner.every((each) => !each.isDescribed && sameFlags(each, member));
      return (!isBlock(member) && !isPlain) || this.showsNestedTypes(inner, [...path, struct]);
    });
  }
}

interface NestedStruct {
  readonly struct: string;
  readonly nesting: Nesting;
}

/** The struct of a shape that may be a block or a nested type: the struct itself or one collection of it. */
function structOf(shape: Shape): NestedStruct | undefined {
  if (typeof shape === "string") return undefined;
  if ("struct" in shape) return { struct: shape.struct, nesting: "single" };
  return typeof shape.of === "object" && "struct" in shape.of
    ? { struct: shape.of.struct, nesting: shape.collection }
    : undefined;
}

/** Whether a member is a block. Mappers and comments show it for most; a member without any flag is one as well. */
function isBlock({ isBlock, required, optional, computed }: Member): boolean {
  return isBlock || !(required || optional || computed);
}

/**
 * Whether the members of an attribute are attributes themselves. Members of an object type inside a nested type have no
 * flags. Where both are possible, the nested type is taken: its values are the same, and it accepts every configuration
 * that the object type accepts.
 */
function areAttributes(members: readonly Member[]): boolean {
  return members.length === 0 || members.some(({ required, optional, computed }) => required || optional || computed);
}

function sameFlags(a: Flags, b: Flags): boolean {
  return a.required === b.required && a.optional === b.optional && a.computed === b.computed;
}

function flagsOf({ required, optional, computed }: Flags): Partial<Flags> {
  // In a computed attribute the generator calls everything computed; what is required never is.
  if (required) return { required };
  return { ...(optional && { optional }), ...(computed && { computed }) };
}

/** By the convention of Terraform's providers, `password_wo` with a `password_wo_version` beside it is write-only. */
function isWriteOnly({ name, computed }: Member, siblings: readonly Member[]): boolean {
  const versions = [`${name}_version`, `${name}_revision`];
  return name.endsWith("_wo") && !computed && siblings.some((sibling) => versions.includes(sibling.name));
}
