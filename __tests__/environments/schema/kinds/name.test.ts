import { describe, expect, test } from "@jest/globals";
import { name } from "../../../../environments/schema/kinds/name";
import { limitsInWords } from "../../../../environments/schema/knob/limits";

describe("a name", () => {
  const environment = name({ least: 2, most: 4, characters: ["lower-case letters", "digits", "hyphens"] });
  const image = name({ least: 2, most: 4, characters: ["lower-case letters", "dots"], first: "a letter or a digit" });
  const branch = name({ least: 1, most: 4, characters: ["letters", "dots", "underscores"], first: "any of them" });

  test.each([
    [environment, ["ab", "a-1", "abcd"], ["a", "abcde", "1a", "-a", "aB", "a_b", ""]],
    [image, ["1a", "a.b"], [".a", "a1"]],
    [branch, ["_", ".a_A"], ["a-b", ""]],
  ])("is of so many characters of its classes: %#", (schema, taken, refused) => {
    expect(taken.filter((text) => !schema.safeParse(text).success)).toEqual([]);
    expect(refused.filter((text) => schema.safeParse(text).success)).toEqual([]);
  });

  test("says what it takes, and what is wrong", () => {
    expect(limitsInWords(environment)).toBe("2 to 4 lower-case letters, digits or hyphens, a letter first");
    expect(limitsInWords(branch)).toBe("1 to 4 letters, dots or underscores");
    expect(environment.safeParse("A").error?.issues[0]?.message).toBe(
      "is not 2 to 4 lower-case letters, digits and hyphens",
    );
  });
});
