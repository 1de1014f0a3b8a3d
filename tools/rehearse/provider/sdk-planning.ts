/** How a provider of Terraform's plugin SDK plans: its rules are not in its schema, and Terraform itself does not have them. */
import type { Block, NestedBlock } from "../../provider-schemas/model";
import { isSameDocument } from "../values/document";
import { isEmpty, isList, isObject, type ObjectValue, sameValue, type Value } from "../values/value";
import type { TypeBehaviour } from "./behaviour";
import { mapBlock } from "./planning";

/** What of a type decides whether there is a difference. */
interface Rules {
  /** Paths of which the service decides nothing. */
  readonly undecided: ReadonlySet<string>;
  readonly suppressed: ReadonlySet<string>;
}

/** Puts defaults where a configuration says nothing, in the elements of blocks too. */
export function withDefaults(block: Block, behaviour: TypeBehaviour, proposed: ObjectValue): ObjectValue {
  const defaults = behaviour.default ?? {};
  return mapBlock(block, proposed, (value, _, __, ___, path) => value ?? defaults[path] ?? null);
}

/**
 * Takes back from a plan what the SDK sees no difference in: what the configuration leaves out where the state has
 * nothing either (an empty text, 0, false), blocks that the service decides, and documents that say the same.
 *
 * @param planned the resource after the update, with defaults
 */
export function withoutNoise(
  block: Block,
  { optionalNotComputed = [], diffSuppressed = [] }: TypeBehaviour,
  prior: ObjectValue,
  planned: ObjectValue,
): ObjectValue {
  const rules = { undecided: new Set(optionalNotComputed), suppressed: new Set(diffSuppressed) };
  return quieten(block, rules, prior, planned, "");
}

function quieten(block: Block, rules: Rules, prior: ObjectValue, planned: ObjectValue, place: string): ObjectValue {
  const attributes = Object.entries(block.attributes ?? {}).map(([name, { computed }]) => {
    const [before, value] = [prior[name] ?? null, planned[name] ?? null];
    const isNoise =
      (value === null && !computed && isEmpty(before)) ||
      (rules.suppressed.has(`${place}${name}`) && isSameDocument(before, value));
    return [name, isNoise ? before : value];
  });
  const blocks = Object.entries(block.block_types ?? {}).map(([name, nested]) => {
    const [before, value] = [prior[name] ?? null, planned[name] ?? null];
    const path = `${place}${name}`;
    // A block that is optional and computed stays when the configuration leaves it out.
    if (
      isEmpty(value) &&
      !isEmpty(before) &&
      rules.undecided.size > 0 &&
      !rules.undecided.has(path) &&
      isOptional(nested)
    ) {
      return [name, before];
    }
    return [name, quietenBlocks(nested, rules, before, value, path)];
  });
  return Object.fromEntries([...attributes, ...blocks]);
}

function quietenBlocks(nested: NestedBlock, rules: Rules, before: Value, value: Value, path: string): Value {
  const quietenElement = (prior: Value | undefined, element: Value) =>
    isObject(prior) && isObject(element) ? quieten(nested.block, rules, prior, element, `${path}.`) : element;
  if (!isList(value) || !isList(before)) return quietenElement(before, value);
  if (nested.nesting_mode !== "set") return value.map((element, index) => quietenElement(before[index], element));
  // An element of a set is the same one when nothing but noise tells them apart.
  return value.map((element) => before.find((prior) => sameValue(quietenElement(prior, element), prior)) ?? element);
}

function isOptional({ min_items = 0 }: NestedBlock): boolean {
  return min_items === 0;
}
