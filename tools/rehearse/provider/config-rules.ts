import { isIP } from "node:net";
import { isList, type ObjectValue, Unknown, type Value } from "../values/value";
import type { Diagnostic } from "./answer";
import type { TypeBehaviour } from "./behaviour";
import { valuesAt } from "./planning";

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

/** What texts have to be, by how a message says it; the messages that are not here are for people. */
const FORMS: readonly (readonly [says: RegExp, fits: (text: string, limits: readonly number[]) => boolean])[] = [
  [/contains an invalid JSON/, isJson],
  [/YYYY-MM-DD Format/, (text) => /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(Date.parse(text))],
  [/must contain a valid CIDR/, (text) => isIP(text.split("/")[0] ?? "") !== 0 && /\/\d{1,3}$/.test(text)],
  [/to contain a valid IP/, (text) => isIP(text) !== 0],
  [/convert to int64/, (text) => /^-?\d+$/.test(text)],
  [/empty or an integer string/, (text) => /^(-?\d+)?$/.test(text)],
  [/prefix must be 'ecs\.'/, (text) => text.startsWith("ecs.")],
  [/a~z, A~Z, 0~9 and a hyphen/, (text) => /^[a-z]([a-z0-9-]*[a-z0-9])?$/i.test(text)],
  [
    /lowercase letters, numbers, underscores.* must begin with letters/,
    (text) => /^[a-z]([a-z0-9_-]*[a-z0-9])?$/.test(text),
  ],
  [/expected length of \S+ to be in the range \((\d+) - (\d+)\)/, hasLength],
  [/length range is (\d+)~(\d+) bytes/, hasLength],
  [/must be (\d+) to (\d+) characters in length/, hasLength],
];

/** Of the messages of the provider's checks, those that say what they want are held. */
function wrongValue(path: string, value: Value, message: string): string | undefined {
  const wanted = message.split("\n")[0] ?? "";
  const isWrong =
    typeof value === "number"
      ? !isInRange(value, wanted)
      : typeof value === "string" &&
        FORMS.some(([says, fits]) => {
          const said = says.exec(wanted);
          return said !== null && !fits(value, said.slice(1).map(Number));
        });
  // The message is what the provider said of a value that is wrong for sure.
  return isWrong
    ? `${path} is ${value}: ${wanted.replace(/(?:, got:?|:) (?:-9\S+|"?no such value"?)\s*$/, "")}`
    : undefined;
}

function isInRange(value: number, wanted: string): boolean {
  const range = RANGE.exec(wanted)?.slice(1).filter(Boolean) ?? [LEAST.exec(wanted)?.[1], MOST.exec(wanted)?.[1]];
  const [least = Number.NEGATIVE_INFINITY, most = Number.POSITIVE_INFINITY] = range.map((limit) =>
    limit === undefined ? undefined : Number(limit),
  );
  const step = MULTIPLE.exec(wanted)?.[1];
  return value >= least && value <= most && (step === undefined || value % Number(step) === 0);
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

function hasLength(text: string, [least = 0, most = Number.POSITIVE_INFINITY]: readonly number[]): boolean {
  return text.length >= least && text.length <= most;
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
