/** Resources that are a part of another one, which gives them back: a bucket's policy, a scaling group's server groups. */
import type { Block, ProviderSchema } from "../../provider-schemas/model";
import { fromStateJson } from "../values/codec";
import { isObject, type ObjectValue, type Value } from "../values/value";

/** What a resource of one type sets on the one that it belongs to. */
export interface SubResource {
  readonly type: string;
  readonly parent: string;
  /** The attribute of the part that has the parent's id. */
  readonly reference: string;
  /** The parent's attribute or block that gives the part back. */
  readonly attribute: string;
}

/**
 * The sub-resources of a provider, by what its types and arguments are called: `alicloud_oss_bucket_cors` names a
 * `bucket`, and `alicloud_oss_bucket` has a `cors_rule`.
 */
export function findSubResources({ resource_schemas: schemas }: ProviderSchema): SubResource[] {
  const types = Object.keys(schemas).sort();
  return types.flatMap((parent) =>
    types
      .filter((type) => type !== parent)
      .flatMap((type) => {
        const reference = referenceTo(parent, schemas[type]?.block ?? {});
        const attribute = reference && givenBack(schemas[parent]?.block ?? {}, parent, type, reference);
        return attribute ? [{ type, parent, reference, attribute }] : [];
      }),
  );
}

/** The argument that names a parent: `alicloud_ess_scaling_group` is a `scaling_group_id`, a bucket a `bucket`. */
function referenceTo(parent: string, { attributes = {} }: Block): string | undefined {
  const words = parent.split("_").slice(1);
  const ends = words.map((_, index) => words.slice(index).join("_"));
  return ends
    .flatMap((end) => [end, `${end}_id`])
    .find((name) => attributes[name] && (attributes[name].required || attributes[name].optional));
}

/** The parent's argument that is called what the part's type is called. */
function givenBack(block: Block, parent: string, type: string, reference: string): string | undefined {
  const words = `_${type.startsWith(`${parent}_`) ? type.slice(parent.length + 1) : type}_`;
  const optional = Object.entries(block.attributes ?? {}).filter(([, attribute]) => attribute.optional);
  const names = [...optional.map(([argument]) => argument), ...Object.keys(block.block_types ?? {})];
  return names.find((argument) => {
    const stem = argument.replace(/_(rules?|config)$/, "").replace(/s$/, "");
    return argument !== reference && (words.includes(`_${stem}_`) || words.includes(`_${stem}s_`));
  });
}

/**
 * A parent's argument as its parts have set it.
 *
 * @param block the parent's schema
 * @param parts all parts that set the argument; at least one
 */
export function setByParts(block: Block, attribute: string, parts: readonly ObjectValue[]): Value {
  const nested = block.block_types?.[attribute];
  const [first = {}] = parts;
  if (nested === undefined) return first[attribute] ?? null;
  return parts.flatMap((part) => {
    const own = part[attribute];
    const elements = Array.isArray(own) ? own : [part];
    return elements.filter(isObject).map((element) => fromStateJson(element, nested.block));
  });
}
