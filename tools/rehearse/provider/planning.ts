import type { Attribute, Block } from "../../provider-schemas/model";
import { isEmpty, isList, isObject, type ObjectValue, sameValue, UNKNOWN, type Value } from "../values/value";

/**
 * The resource that a create will make: what the configuration sets, and unknown values where the provider decides. Inside a
 * struct that is optional and computed, what the configuration leaves out stays out: schemas call everything in such a
 * struct computed, and hardly any of it ever is.
 *
 * @param proposed Terraform's own proposal: the configuration, with null where it says nothing
 */
export function planCreate(block: Block, proposed: ObjectValue): ObjectValue {
  return mapBlock(block, proposed, (value, attribute, _, around) => {
    const decides = attribute.computed && !(attribute.optional && around?.optional && around.computed);
    return value === null && decides ? UNKNOWN : value;
  });
}

/**
 * The resource after an update. Terraform's proposal keeps what the provider has decided, except in sets inside of sets,
 * whose elements it cannot match. There, an element is matched with the earlier one that has all of its values; without
 * such a one it is new.
 *
 * @param proposed Terraform's own proposal
 */
export function planUpdate(block: Block, prior: ObjectValue, proposed: ObjectValue): ObjectValue {
  const changed = Object.entries(block.block_types ?? {}).map(([name, nested]) => {
    const [value, before] = [proposed[name] ?? null, prior[name] ?? null];
    if (!isList(value) || !isList(before)) return [name, value];
    const elements = value.map((element, index) => {
      if (!isObject(element)) return element;
      if (nested.nesting_mode !== "set") {
        const same = before[index];
        return isObject(same) ? planUpdate(nested.block, same, element) : element;
      }
      return (
        before.filter(isObject).find((each) => agrees(nested.block, each, element)) ?? planCreate(nested.block, element)
      );
    });
    return [name, elements];
  });
  return { ...proposed, ...Object.fromEntries(changed) };
}

/** Whether an element is another one, less what only the provider says of it. */
function agrees(block: Block, prior: ObjectValue, proposed: ObjectValue): boolean {
  const attributes = Object.entries(block.attributes ?? {});
  const blocks = Object.entries(block.block_types ?? {});
  return (
    attributes.every(
      ([name, { computed }]) =>
        (computed && (proposed[name] ?? null) === null) || sameValue(prior[name], proposed[name]),
    ) &&
    blocks.every(([name, nested]) => {
      const [value, before] = [proposed[name], prior[name]];
      if (!isList(value) || !isList(before)) return sameValue(before, value);
      return (
        value.length === before.length &&
        value.every(
          (each) => isObject(each) && before.some((other) => isObject(other) && agrees(nested.block, other, each)),
        )
      );
    })
  );
}

/**
 * Whether a change of a resource means to make it anew, and because of which attributes.
 *
 * @param forceNew paths that cannot be changed in place, such as `listener_port` or `tunnel.options.ike`
 * @returns the names of the attributes, each once
 */
export function replacedBy(forceNew: readonly string[], prior: ObjectValue, planned: ObjectValue): string[] {
  const changed = forceNew.filter((path) => {
    const [before, after] = [prior, planned].map((value) => valuesAt(path, value).filter((each) => !isEmpty(each)));
    return !sameValue(before, after);
  });
  return [...new Set(changed.map((path) => path.split(".")[0] as string))];
}

/** The values at a path with dots: as many as there are elements of the lists and sets on the way. */
export function valuesAt(path: string, value: Value | undefined): Value[] {
  const [name = "", ...rest] = path.split(".");
  const holders = isList(value) ? value : [value];
  const found = holders.flatMap((holder) => (isObject(holder) ? [holder[name] ?? null] : []));
  return rest.length === 0 ? found : found.flatMap((inner) => valuesAt(rest.join("."), inner));
}

/**
 * Applies a function to every attribute of a block and of the blocks in it.
 *
 * @param change takes an attribute's value, its schema, its name, the attribute that contains it and its path with dots;
 *   gives the value to put there
 */
export function mapBlock(
  block: Block,
  value: ObjectValue,
  change: Change,
  around?: Attribute,
  place = "",
): ObjectValue {
  const attributes = Object.entries(block.attributes ?? {}).map(([name, attribute]) => {
    const path = `${place}${name}`;
    const changed = change(value[name] ?? null, attribute, name, around, path);
    const { nested_type } = attribute;
    if (!nested_type) return [name, changed];
    const inner = { attributes: nested_type.attributes };
    const mapElement = (element: ObjectValue) => mapBlock(inner, element, change, attribute, `${path}.`);
    return [name, mapElements(changed, nested_type.nesting_mode, mapElement)];
  });
  const blocks = Object.entries(block.block_types ?? {}).map(([name, nested]) => [
    name,
    mapElements(value[name] ?? null, nested.nesting_mode, (element) =>
      mapBlock(nested.block, element, change, undefined, `${place}${name}.`),
    ),
  ]);
  return Object.fromEntries([...attributes, ...blocks]);
}

type Change = (value: Value, attribute: Attribute, name: string, around: Attribute | undefined, path: string) => Value;

function mapElements(value: Value, mode: string, change: (element: ObjectValue) => Value): Value {
  if (isList(value)) return value.map((element) => (isObject(element) ? change(element) : element));
  if (!isObject(value)) return value;
  if (mode !== "map") return change(value);
  return Object.fromEntries(
    Object.entries(value).map(([key, element]) => [key, isObject(element) ? change(element) : element]),
  );
}
