import type { Block } from "../../provider-schemas/model";
import { isList, isObject, type ObjectValue } from "../values/value";
import type { Diagnostic } from "./answer";

/** What a provider warns of: a type that is deprecated, and arguments that are, each in the words of Terraform's SDK. */
export function deprecations(block: Block, config: ObjectValue): Diagnostic[] {
  const type: Diagnostic = { severity: "WARNING", summary: "Deprecated Resource", detail: "The type is deprecated." };
  return [...(block.deprecated ? [type] : []), ...deprecatedArguments(block, config, "")];
}

function deprecatedArguments(block: Block, config: ObjectValue, place: string): Diagnostic[] {
  const own = Object.entries(block.attributes ?? {})
    .filter(([name, { deprecated }]) => deprecated && (config[name] ?? null) !== null)
    .map(([name]) => warning(`${place}${name}`));
  const inner = Object.entries(block.block_types ?? {}).flatMap(([name, nested]) => {
    const value = config[name];
    const elements = (isList(value) ? value : [value]).filter(isObject);
    const found = elements.flatMap((each) => deprecatedArguments(nested.block, each, `${place}${name}.`));
    return nested.block.deprecated && elements.length > 0 ? [warning(`${place}${name}`), ...found] : found;
  });
  return [...own, ...inner];
}

function warning(path: string): Diagnostic {
  const [attribute] = path.split(".");
  return { severity: "WARNING", summary: "Argument is deprecated", detail: `${path} is deprecated.`, attribute };
}
