import type { Block } from "../../../tools/provider-schemas/model";
import { protectionOf } from "../../../tools/rehearse/cloud/protection";
import type { TypeBehaviour } from "../../../tools/rehearse/provider/behaviour";
import { validateConfig } from "../../../tools/rehearse/provider/config-rules";
import type { ObjectValue, Value } from "../../../tools/rehearse/values/value";
import { configurationOf, type Extent } from "../terraform/configurations";

/** Of everything that a rule of the provider asks for, one of these is it. */
const NUMBERS = [1, 0, 2, 5, 10, 20, 24, 30, 40, 100, 300, 1000, 86_400];
const TEXTS = ["", "{}", "1", "true", "ecs.c6.large", "10.0.0.1", "10.0.0.0/16", "2030-01-01"];

/** A configuration of a type that its provider takes: least or most, less what excludes each other. */
export function acceptableConfiguration(
  type: string,
  block: Block,
  behaviour: TypeBehaviour,
  extent: Extent,
): ObjectValue {
  const { oneOf = {}, rule = {} } = behaviour;
  const choose = (path: string, plain: unknown) => {
    const [allowed] = oneOf[path] ?? [];
    if (allowed !== undefined) return Array.isArray(plain) ? [allowed] : allowed;
    const message = rule[path];
    if (message === undefined) return plain;
    const candidates = typeof plain === "number" ? NUMBERS : [plain, ...TEXTS];
    return candidates.find((each) => isTaken({ rule: { value: message } }, { value: each as Value })) ?? plain;
  };
  const all = configurationOf(block, "full", choose) as ObjectValue;
  const config: Record<string, Value> = { ...(configurationOf(block, extent, choose) as ObjectValue) };
  if (protectionOf(type) in config) config[protectionOf(type)] = false;
  for (const _ of Object.keys(all)) {
    const [first] = validateConfig(behaviour, asBlocks(block, config));
    if (first === undefined) break;
    const { attribute = "", detail } = first;
    // What is one too many goes; of what has to be, the first comes.
    if (/not 0$|^one of .* has to be given$/.test(detail))
      config[attribute] = all[attribute] === "full" ? extent : (all[attribute] ?? null);
    else delete config[oneTooMany(behaviour, attribute, config)];
  }
  return config;
}

/** The argument that goes: of a group, the first that is there. */
function oneTooMany({ exactlyOneOf = {} }: TypeBehaviour, attribute: string, config: ObjectValue): string {
  return exactlyOneOf[attribute]?.find((member) => member in config) ?? attribute;
}

function isTaken(behaviour: TypeBehaviour, config: ObjectValue): boolean {
  return validateConfig(behaviour, config).length === 0;
}

/** A block that may be there once is written as an object, and a provider gets it as a list. */
function asBlocks({ block_types = {} }: Block, config: ObjectValue): ObjectValue {
  const blocks = Object.entries(block_types)
    .filter(([name, { nesting_mode }]) => name in config && (nesting_mode === "list" || nesting_mode === "set"))
    .map(([name, { block }]) => {
      const elements = [config[name] ?? []].flat() as ObjectValue[];
      return [name, elements.map((element) => asBlocks(block, element))];
    });
  return { ...config, ...Object.fromEntries(blocks) };
}
