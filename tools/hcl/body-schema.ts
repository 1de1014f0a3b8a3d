import type { Block } from "../provider-schemas/model";

/** What a body may have beside plain attributes. */
export interface BodySchema {
  /** Its nested blocks, by name. */
  readonly blocks: Readonly<Record<string, NestedSchema>>;
  /** Attributes that JSON has names or references for, in quotes. */
  readonly bare: readonly string[];
  /** Attributes, or all of them, that Terraform reads before it evaluates anything: `${` in their JSON is just text. */
  readonly literal: readonly string[] | "all";
  /** Whether `dynamic` blocks may make its nested blocks. */
  readonly isDynamic: boolean;
}

/** A kind of nested block. */
export interface NestedSchema {
  /** How many labels a block has. */
  readonly labels: number;
  /** An attribute of objects that Terraform also takes as blocks. Other values than objects are the attribute's. */
  readonly isAttribute?: boolean;
  readonly body: BodySchema;
  /** Its body where that depends on the first label. */
  readonly bodies?: Readonly<Record<string, BodySchema>>;
}

const NO_BLOCKS: Readonly<Record<string, NestedSchema>> = {};

/** A body with attributes alone. */
export const PLAIN: BodySchema = { blocks: NO_BLOCKS, bare: [], literal: [], isDynamic: false };

/** The body of a provider's block. Nested bodies are made when they are asked for: some providers nest deeply. */
export function bodyOf(block: Block): BodySchema {
  const blocks: Record<string, NestedSchema> = {};
  for (const [name, { nesting_mode, block: inner }] of Object.entries(block.block_types ?? {})) {
    blocks[name] = lazily(nesting_mode === "map" ? 1 : 0, () => bodyOf(inner));
  }
  for (const [name, { type }] of Object.entries(block.attributes ?? {})) {
    if (!Array.isArray(type) || type[0] === "map") continue;
    const [, element] = type;
    // Terraform fills what such an object lacks only when it is written as a block. So it reads JSON as blocks.
    if (Array.isArray(element) && element[0] === "object") {
      blocks[name] = { labels: 0, isAttribute: true, body: { ...PLAIN, isDynamic: true } };
    }
  }
  return { ...PLAIN, blocks, isDynamic: true };
}

function lazily(labels: number, make: () => BodySchema): NestedSchema {
  let made: BodySchema | undefined;
  return {
    labels,
    get body() {
      made ??= make();
      return made;
    },
  };
}
