import type { Attribute, Block, NestedType } from "../schemas/model";
import { isList, isObject, type ObjectValue, sameValue, UNKNOWN, type Value } from "../values/value";

/**
 * What a resource will be once it is made: what the configuration sets, and unknown where the provider decides.
 *
 * @param proposed Terraform's own proposal: the configuration, with null where it says nothing
 */
export function planCreate(block: Block, proposed: ObjectValue): ObjectValue {
  return mapBlock(block, proposed, (value, attribute) => (value === null && attribute.computed ? UNKNOWN : value));
}

/**
 * Whether a change of a resource means to make it anew, and because of which attributes.
 *
 * @param forceNew names of the attributes that cannot be changed in place
 */
export function replacedBy(forceNew: readonly string[], prior: ObjectValue, planned: ObjectValue): string[] {
  return forceNew.filter((name) => !sameValue(prior[name], planned[name]));
}

/**
 * Applies a function to every attribute of a block and of the blocks in it.
 *
 * @param change takes an attribute's value, its schema and its name; gives the value to put there
 */
export function mapBlock(
  block: Block,
  value: ObjectValue,
  change: (value: Value, attribute: Attribute, name: string) => Value,
): ObjectValue {
  const attributes = Object.entries(block.attributes ?? {}).map(([name, attribute]) => {
    const changed = change(value[name] ?? null, attribute, name);
    return [name, attribute.nested_type ? mapNested(changed, attribute.nested_type, change) : changed];
  });
  const blocks = Object.entries(block.block_types ?? {}).map(([name, nested]) => [
    name,
    mapElements(value[name] ?? null, nested.nesting_mode, (element) => mapBlock(nested.block, element, change)),
  ]);
  return Object.fromEntries([...attributes, ...blocks]);
}

function mapNested(
  value: Value,
  { attributes, nesting_mode }: NestedType,
  change: (value: Value, attribute: Attribute, name: string) => Value,
): Value {
  return mapElements(value, nesting_mode, (element) => mapBlock({ attributes }, element, change));
}

function mapElements(value: Value, mode: string, change: (element: ObjectValue) => Value): Value {
  if (isList(value)) return value.map((element) => (isObject(element) ? change(element) : element));
  if (!isObject(value)) return value;
  if (mode !== "map") return change(value);
  return Object.fromEntries(
    Object.entries(value).map(([key, element]) => [key, isObject(element) ? change(element) : element]),
  );
}
