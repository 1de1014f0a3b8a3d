import { describe, expect, test } from "@jest/globals";
import { validateEnvironments } from "../../environments/loading/validation";
import { PHASES } from "../../environments/schema/environment";
import { addEnvironments } from "../../stacks/environment";
import { readCachedSchema } from "../../tools/provider-schemas/cached";
import type { Block as SchemaBlock } from "../../tools/provider-schemas/model";
import { completeAccount, completePlatform } from "../support/complete-environments";
import { FIXTURE, FIXTURE_OWNER, rawOwner } from "../support/fixture/fixture";
import { fixtureStacks } from "../support/fixture/stacks";
import { PROJECT_ROOT } from "../support/project-root";
import { realStacks } from "../support/real-environments";
import { type Block, type SynthesizedStack, synthesize } from "../support/synthesis";

const schema = readCachedSchema(PROJECT_ROOT);

/**
 * The types of the personal image registry, which is free: the one that takes their place is paid. Version 2 of the
 * provider has them no more; `images.enterprise` in the account's environment is the way out.
 */
const PERSONAL_REGISTRY = ["alicloud_cr_namespace", "alicloud_cr_repo"];

/** The paths of what a resource sets although its provider deprecates it. */
function deprecatedIn(block: SchemaBlock, value: Block, place: string): string[] {
  const own = Object.entries(block.attributes ?? {}).filter(([name, { deprecated }]) => deprecated && name in value);
  const inner = Object.entries(block.block_types ?? {}).flatMap(([name, nested]) =>
    [value[name] ?? []].flat().flatMap((each: Block) => deprecatedIn(nested.block, each, `${place}.${name}`)),
  );
  return [...(block.deprecated ? [place] : []), ...own.map(([name]) => `${place}.${name}`), ...inner];
}

/** What the deprecated things of stacks are: types, arguments, and attributes that an expression reads. */
function deprecatedOf(stacks: Readonly<Record<string, SynthesizedStack>>): string[] {
  const found = Object.values(stacks).flatMap(({ json }) =>
    [
      [json.resource, schema.resource_schemas],
      [json.data, schema.data_source_schemas],
    ].flatMap(([blocks, schemas]) =>
      Object.entries<Record<string, Block>>(blocks ?? {}).flatMap(([type, all]) =>
        Object.values(all).flatMap((each) => (schemas[type] ? deprecatedIn(schemas[type].block, each, type) : [])),
      ),
    ),
  );
  const read = Object.values(stacks).flatMap(({ json }) =>
    [...JSON.stringify(json).matchAll(/\b(alicloud_\w+)\.[\w-]+\.(\w+)/g)].flatMap(([, type = "", attribute = ""]) =>
      schema.resource_schemas[type]?.block.attributes?.[attribute]?.deprecated ? [`${type}.${attribute}`] : [],
    ),
  );
  return [...new Set([...found, ...read])].sort();
}

describe.each(PHASES)("in the phase %s, with every knob set", (phase) => {
  test("nothing of a stack is deprecated", () => {
    const settings = [{ ...completePlatform(), phase }, completeAccount()];
    const { environments, owner } = validateEnvironments(settings, rawOwner(FIXTURE_OWNER), [], FIXTURE);
    const { stacks } = synthesize((app) => addEnvironments(app, environments, owner));
    expect(deprecatedOf(stacks)).toEqual([]);
  });
});

test("nothing of the stacks of any environment is deprecated but the free image registry", () => {
  for (const stacks of [fixtureStacks(), realStacks()]) {
    expect(deprecatedOf(stacks).filter((place) => !PERSONAL_REGISTRY.includes(place))).toEqual([]);
  }
});
