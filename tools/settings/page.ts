import type { z } from "zod";
import { VARIABLES } from "../../environments/loading/owner-settings";
import { accountEnvironment, platformEnvironment } from "../../environments/schema/environment";
import { knobDocs } from "../../environments/schema/knob/knob";
import { limitsInWords } from "../../environments/schema/knob/limits";
import { type ListedKnob, listKnobs } from "../../environments/schema/knob/listing";
import { ownerSettings } from "../../environments/schema/owner";
import { service } from "../../environments/schema/services/service";
import { Anchors } from "./anchors";
import { literal } from "./literal";

/** A section of the page. */
interface Part {
  readonly title: string;
  readonly introduction: string;
  readonly knobs: readonly ListedKnob[];
}

const INTRODUCTION = `# Settings

Every knob of \`environments/\`: what it means, what it may be, its default and the reason for it. A wrong value is refused
at synth, together with every other, with its path and what to write instead.

This page is generated from \`environments/schema/\`: \`npm run settings\` writes it, and a test compares.`;

/** The page `docs/settings.md`: every knob that a person may set, in the order of the schema. */
export function settingsPage(): string {
  const anchors = new Anchors();
  const parts = [ownerPart(), accountPart(), ...platformParts(), servicePart()].map(
    ({ title, introduction, knobs }) => {
      const anchor = anchors.add(title);
      const entries = knobs.map((knob) => knobEntry(knob, anchors));
      return { contents: `- [${title}](#${anchor})`, text: [`## ${title}`, introduction, ...entries].join("\n\n") };
    },
  );
  const contents = parts.map((part) => part.contents).join("\n");
  return `${[INTRODUCTION, contents, ...parts.map(({ text }) => text)].join("\n\n")}\n`;
}

function ownerPart(): Part {
  return {
    title: "Owner",
    introduction:
      "What differs for everybody who runs the platform: `environments/owner.ts`, overridden by `environments/owner.local.json` " +
      "(which git ignores), overridden by environment variables. Lists in variables are separated by commas.",
    knobs: listKnobs(ownerSettings),
  };
}

function accountPart(): Part {
  return {
    title: "Account",
    introduction: "What exists once in the Alibaba Cloud account: `environments/account.ts`.",
    knobs: listKnobs(accountEnvironment),
  };
}

function servicePart(): Part {
  return {
    title: "Service",
    introduction:
      "A service, a worker or a job of the platform: a file in `environments/services/`, such as `environments/services/web.ts`. " +
      "An environment overrides sizes and times under `services`.",
    knobs: listKnobs(service),
  };
}

/** An environment's own knobs, and a part for each of its groups. */
function platformParts(): Part[] {
  const knobs = listKnobs(platformEnvironment);
  const groupOf = ({ path }: ListedKnob) => /^[^.[]+(?=[.[])/.exec(path)?.[0];
  const groups = [...new Set(knobs.flatMap((knob) => groupOf(knob) ?? []))];
  const general = knobs.filter((knob) => !groups.includes(groupOf(knob) ?? knob.path));
  return [
    {
      title: "Environment",
      introduction:
        "An environment that runs the platform, such as `environments/production.ts`. Its other knobs are in groups, below.",
      knobs: general,
    },
    ...groups.map((group) => ({
      title: `Environment: ${group}`,
      introduction: `What is in \`${group}\` of an environment.`,
      knobs: knobs.filter((knob) => (groupOf(knob) ?? knob.path) === group),
    })),
  ];
}

function knobEntry({ path, schema, presence }: ListedKnob, anchors: Anchors): string {
  const heading = `### \`${path}\``;
  const earlier = anchors.of(schema);
  anchors.add(path, schema);
  if (earlier) return `${heading}\n\nAs [\`${earlier.path}\`](#${earlier.anchor}).`;
  const docs = knobDocs(schema);
  const unit = docs?.unit === undefined ? "" : ` (${docs.unit})`;
  const advice = docs?.advice === undefined ? "" : `. ${docs.advice}`;
  const facts = [
    `- value: ${limitsInWords(schema)}${unit}${advice}`,
    `- ${variableOf(path, schema) ?? presenceOf(schema, presence)}`,
    ...(docs?.remedy === undefined ? [] : [`- remedy: ${docs.remedy}`]),
    `- why: ${docs?.reason}`,
  ];
  return `${heading}\n\n${docs?.what}\n\n${facts.join("\n")}`;
}

/** The variable that overrides a setting of the owner's. */
function variableOf(path: string, schema: z.ZodType): string | undefined {
  const found = Object.entries(VARIABLES).find(([, { key }]) => key === path && ownerSettings.shape[key] === schema);
  return found && `variable: \`${found[0]}\``;
}

/** When the knob is there, if another decides that, and its default. */
function presenceOf(schema: z.ZodType, presence: string | undefined): string {
  const fallback = defaultOf(schema);
  if (presence === undefined) return fallback;
  return fallback.startsWith("default:") ? `${presence}; ${fallback}` : presence;
}

/** What an environment gets that does not write the knob. */
function defaultOf(schema: z.ZodType): string {
  const result = schema.safeParse(undefined);
  if (!result.success) return "required";
  return result.data === undefined ? "optional" : `default:${literal(result.data)}`;
}
