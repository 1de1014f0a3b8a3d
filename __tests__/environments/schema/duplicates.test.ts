import { describe, expect, test } from "@jest/globals";
import { z } from "zod";
import { validateEnvironments } from "../../../environments/loading/validation";
import { InvalidEnvironment } from "../../../environments/rules/problem";
import { accountEnvironment, platformEnvironment } from "../../../environments/schema/environment";
import { listKnobs } from "../../../environments/schema/knob/listing";
import { ownerSettings } from "../../../environments/schema/owner";
import { service } from "../../../environments/schema/services/service";
import { completeAccount, completePlatform } from "../../support/complete-environments";
import { FIXTURE, FIXTURE_OWNER, rawOwner } from "../../support/fixture/fixture";

/** What is wrong when the list at a path has its first entry twice. */
function messagesWithTwin(root: Root, path: string): string[] {
  const [platform, account] = [completePlatform(), completeAccount()];
  const owner: Record<string, unknown> = structuredClone({ ...FIXTURE_OWNER });
  const services = structuredClone(FIXTURE.services) as Record<string, Record<string, unknown>>;
  const target: unknown = {
    platform,
    account,
    owner,
    service: Object.values(services).find((each) => Array.isArray(each[path]) && each[path].length > 0),
  }[root];
  const list = path.split(".").reduce((object, key) => (object as Record<string, unknown>)[key], target) as unknown[];
  if (list.length === 0) throw new Error(`${path} has no entry in the complete environments; give it one`);
  list.push(structuredClone(list[0]));
  try {
    validateEnvironments([platform, account], rawOwner(owner), [], { ...FIXTURE, services });
    return [];
  } catch (error) {
    if (error instanceof InvalidEnvironment) return error.problems.map(({ message }) => message);
    throw error;
  }
}

const SCHEMAS = { platform: platformEnvironment, account: accountEnvironment, owner: ownerSettings, service };
type Root = keyof typeof SCHEMAS;

/** Lists in which an entry may stand twice: the words of a command. */
const MAY_REPEAT = /(^|\.)(command|migration)$/;

const lists = Object.entries(SCHEMAS).flatMap(([root, schema]) => {
  const isList = (type: z.ZodType): boolean =>
    type instanceof z.ZodArray || ("unwrap" in type && isList((type as z.ZodOptional<z.ZodType>).unwrap()));
  return listKnobs(schema)
    .filter((knob) => isList(knob.schema) && !/\[/.test(knob.path) && !MAY_REPEAT.test(knob.path))
    .map(({ path }) => [root as Root, path] as const);
});

describe("an entry that stands twice in a list", () => {
  test.each(lists)("of the %s, %s, is refused in the program's own words", (root, path) => {
    const messages = messagesWithTwin(root, path);
    expect(messages).toEqual(
      expect.arrayContaining([expect.stringMatching(/is the same as|overlaps|is what .* has too/)]),
    );
  });
});
