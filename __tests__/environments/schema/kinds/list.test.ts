import { describe, expect, test } from "@jest/globals";
import { z } from "zod";
import { accountEnvironment, platformEnvironment } from "../../../../environments/schema/environment";
import { list } from "../../../../environments/schema/kinds/list";
import { listKnobs } from "../../../../environments/schema/knob/listing";
import { asType, unwrap } from "../../../../environments/schema/knob/schema-at";
import { ownerSettings } from "../../../../environments/schema/owner";

describe("a list", () => {
  test("takes each value once, and names the place of every other", () => {
    const result = list(z.string()).safeParse(["a", "b", "a", "a"]);
    expect(result.error?.issues.map(({ path, message }) => [path, message])).toEqual([
      [[2], "is the same as entry [0] of the list"],
      [[3], "is the same as entry [0] of the list"],
    ]);
  });

  test("has as many entries as it may have", () => {
    const some = list(z.string(), { least: 1, most: 2 });
    expect([[], ["a"], ["a", "b"], ["a", "b", "c"]].map((entries) => some.safeParse(entries).success)).toEqual([
      false,
      true,
      true,
      false,
    ]);
  });

  test("is the kind of every list of texts or numbers in the schema", () => {
    const lists = [platformEnvironment, accountEnvironment, ownerSettings]
      .flatMap((schema) => listKnobs(schema))
      .filter(({ schema }) => {
        const type = unwrap(schema);
        return type instanceof z.ZodArray && !(unwrap(asType(type.element)) instanceof z.ZodObject);
      });
    // Twice the same wrong entry: what is wrong with it itself does not matter here.
    const lax = lists.filter(({ schema }) => {
      const element = unwrap(schema) as z.ZodArray;
      const same = element.element instanceof z.ZodEnum ? element.element.options[0] : "same";
      const issues = schema.safeParse([same, same]).error?.issues ?? [];
      return !issues.some(({ message }) => message === "is the same as entry [0] of the list");
    });
    expect(lists.length).toBeGreaterThan(10);
    expect(lax.map(({ path }) => path)).toEqual([]);
  });
});
