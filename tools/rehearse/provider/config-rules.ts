import { isList, isObject, type ObjectValue, Unknown, type Value } from "../values/value";
import type { Diagnostic } from "./answer";
import type { TypeBehaviour } from "./behaviour";

/**
 * What a provider refuses of a configuration before any plan, by the rules that are read from its code. A value that is
 * not known yet breaks no rule.
 */
export function validateConfig(behaviour: TypeBehaviour, config: ObjectValue): Diagnostic[] {
  const { oneOf = {}, range = {}, rule = {}, conflictsWith = {}, exactlyOneOf = {}, atLeastOneOf = {} } = behaviour;
  return [
    ...each(oneOf, config, (path, value, allowed) => {
      if (typeof value !== "string" || allowed.includes(value)) return undefined;
      return `expected ${path} to be one of ${allowed.join(", ")}, got ${value}`;
    }),
    ...each(range, config, (path, value, items) => (isList(value) ? wrongCount(path, value.length, items) : undefined)),
    ...each(rule, config, wrongValue),
    ...conflicts(conflictsWith, config),
    ...groups(
      exactlyOneOf,
      config,
      (given, count) => given !== 1 && `one (and only one) of %s has to be given, not ${count}`,
    ),
    ...groups(atLeastOneOf, config, (given) => given === 0 && "one of %s has to be given"),
  ];
}

/** The values at a path: as many as there are elements of the lists and sets on the way. */
export function valuesAt(path: string, value: Value | undefined): readonly (Value | undefined)[] {
  const [name = "", ...rest] = path.split(".");
  const holders = isList(value) ? value : [value];
  const found = holders.flatMap((holder) => (isObject(holder) ? [holder[name]] : []));
  return rest.length === 0 ? found : found.flatMap((inner) => valuesAt(rest.join("."), inner));
}

function each<T>(
  rules: Readonly<Record<string, T>>,
  config: ObjectValue,
  check: (path: string, value: Value, rule: T) => string | undefined,
): Diagnostic[] {
  return Object.entries(rules).flatMap(([path, rule]) =>
    valuesAt(path, config).flatMap((value) => {
      const detail = isGiven(value) ? check(path, value as Value, rule) : undefined;
      return detail === undefined ? [] : [refusal(path, detail)];
    }),
  );
}

/** Whether a configuration says something of an attribute or block. */
function isGiven(value: Value | undefined): boolean {
  return value !== undefined && value !== null && !(value instanceof Unknown) && !(isList(value) && value.length === 0);
}

function wrongCount(path: string, count: number, items: string): string | undefined {
  const [least = 0, most = 0] = [...items.matchAll(/\d+/g)].map(Number);
  if (count >= least && (most === 0 || count <= most)) return undefined;
  return `${path} takes ${most === 0 ? `${least} or more` : `${least} to ${most}`} items, and has ${count}`;
}

const RANGE = /in the range \((-?[\d.]+) - (-?[\d.]+)\)|must be between (-?\d+) and (-?\d+) inclusive/;
const MULTIPLE = /multiple of (\d+)/;
const LEAST = /to be at least \((-?[\d.]+)\)/;
const MOST = /to be at most \((-?[\d.]+)\)/;

/** Of the messages of the provider's checks, those that say what they want are held; the others are texts for people. */
function wrongValue(path: string, value: Value, message: string): string | undefined {
  const wanted = message.split("\n")[0] ?? "";
  if (typeof value === "number") {
    const range = RANGE.exec(wanted)?.slice(1).filter(Boolean).map(Number);
    const [least, most] =
      range ?? [LEAST.exec(wanted)?.[1], MOST.exec(wanted)?.[1]].map((limit) => limit && Number(limit));
    const step = Number(MULTIPLE.exec(wanted)?.[1] ?? 0);
    const fits =
      !(typeof least === "number" && value < least) &&
      !(typeof most === "number" && value > most) &&
      (step === 0 || value % step === 0);
    return fits ? undefined : `${path} is ${value}: ${wanted.replace(/,? got:? -?\S+\s*$/, "")}`;
  }
  if (typeof value === "string" && /contains an invalid JSON/.test(wanted)) {
    try {
      JSON.parse(value);
    } catch (error) {
      return `"${path}" contains an invalid JSON: ${(error as Error).message}`;
    }
  }
  return undefined;
}

function conflicts(rules: Readonly<Record<string, readonly string[]>>, config: ObjectValue): Diagnostic[] {
  return Object.entries(rules).flatMap(([path, others]) => {
    if (!valuesAt(path, config).some(isGiven)) return [];
    return others
      .filter((other) => valuesAt(other, config).some(isGiven))
      .map((other) => refusal(path, `"${path}": conflicts with ${other}`));
  });
}

function groups(
  rules: Readonly<Record<string, readonly string[]>>,
  config: ObjectValue,
  wrong: (given: number, count: string) => string | false,
): Diagnostic[] {
  return Object.entries(rules).flatMap(([path, members]) => {
    const values = members.map((member) => valuesAt(member, config));
    // What is not known yet may come to be the one, or nothing.
    if (values.flat().some((value) => value instanceof Unknown)) return [];
    const given = values.filter((found) => found.some(isGiven)).length;
    const message = wrong(given, String(given));
    return message === false ? [] : [refusal(path, message.replace("%s", members.join(", ")))];
  });
}

function refusal(path: string, detail: string): Diagnostic {
  return { severity: "ERROR", summary: `invalid ${path}`, detail, attribute: path.split(".")[0] };
}
