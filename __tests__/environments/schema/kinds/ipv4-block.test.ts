import { describe, expect, test } from "@jest/globals";
import { ipv4Block } from "../../../../environments/schema/kinds/ipv4-block";
import { limitsInWords } from "../../../../environments/schema/knob/limits";

function problem(schema: ReturnType<typeof ipv4Block>, block: string): string | undefined {
  return schema.safeParse(block).error?.issues[0]?.message;
}

describe("an IPv4 block", () => {
  const vpc = ipv4Block({ shortest: 8, longest: 24, owner: "a VPC", isPrivate: true, example: "10.0.0.0/16" });
  const source = ipv4Block({ shortest: 12, tooLarge: "is the Internet", example: "198.51.100.0/24" });

  test.each([
    [vpc, "10.0.0.0/8", undefined],
    [vpc, "10.0.0.0/24", undefined],
    [vpc, "10.0.0.0/25", "is a /25; a VPC is /8 to /24"],
    [vpc, "8.0.0.0/7", "is a /7; a VPC is /8 to /24"],
    [vpc, "172.32.0.0/16", "is not inside 10.0.0.0/8, 172.16.0.0/12 or 192.168.0.0/16"],
    [vpc, "10.0.0.1/16", "has bits set behind its prefix; did you mean 10.0.0.0/16?"],
    [source, "198.51.100.7/32", undefined],
    [source, "198.48.0.0/12", undefined],
    [source, "198.0.0.0/8", "is the Internet"],
    [ipv4Block({ example: "0.0.0.0/0" }), "0.0.0.0/0", undefined],
  ])("is refused or taken by its size and place: %# %s", (schema, block, message) => {
    expect(problem(schema, block)).toBe(message);
  });

  test("says what it takes", () => {
    expect(limitsInWords(vpc)).toBe("a private IPv4 block, /8 to /24, such as 10.0.0.0/16");
    expect(limitsInWords(source)).toBe("an IPv4 block, /12 or smaller, such as 198.51.100.0/24");
    expect(limitsInWords(ipv4Block({ example: "0.0.0.0/0" }))).toBe("an IPv4 block such as 0.0.0.0/0");
  });
});
