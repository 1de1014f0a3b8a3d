import { isDeepStrictEqual } from "node:util";
import type { Owner } from "../schema/owner";
import { EXAMPLE_SETTINGS, type ExampleSetting, OWNER_EXAMPLES } from "../schema/owner-examples";
import type { Knob, RuleProblem } from "./knob/knob";

const REMEDY = "Write your own; list the setting in confirmedExamples if this is your own.";

/** Refuses example values where they would be deployed: with the backend `oss`. */
export function exampleRules(owner: Knob<Owner>): RuleProblem[] {
  if (owner.at("stateBackend").value !== "oss") return [];
  const settings = examplesAmong((setting) => owner.at(setting).value, owner.at("confirmedExamples").value);
  return settings.map((setting) => owner.at(setting).problem("is still the example, which is nobody's", REMEDY));
}

/** Lists the settings that are still examples, in one sentence; none when there is no such setting. */
export function exampleWarnings(owner: Owner): string[] {
  const settings = examplesAmong((setting) => owner[setting], owner.confirmedExamples);
  if (settings.length === 0) return [];
  return [
    `environments/owner.ts: ${settings.join(", ")}: still examples, which the backend oss refuses; write your own.`,
  ];
}

/** The settings that are still examples, less those that the owner has confirmed. */
function examplesAmong(
  settingValue: (setting: ExampleSetting) => unknown,
  confirmed: readonly ExampleSetting[] = [],
): ExampleSetting[] {
  return EXAMPLE_SETTINGS.filter(
    (setting) => !confirmed.includes(setting) && isExample(setting, settingValue(setting)),
  );
}

/** Whether a value is the setting's example, or has an entry or a member of it. */
function isExample(setting: ExampleSetting, value: unknown): boolean {
  const example: unknown = OWNER_EXAMPLES[setting];
  if (Array.isArray(value) && Array.isArray(example)) {
    return value.some((entry) => example.some((other) => isDeepStrictEqual(entry, other)));
  }
  if (typeof value !== "object" || value === null) return value === example;
  return Object.entries(value).some(([name, member]) => isDeepStrictEqual(member, Object(example)[name]));
}
