import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { cidrContains, cidrProblem, cidrsOverlap, prefixLength } from "../../../../environments/schema/kinds/cidr";

/** First and last address of a block, as numbers: an arithmetic of its own to check the library's by. */
function range(cidr: string): [number, number] {
  const [address = "", length = ""] = cidr.split("/");
  const first = address.split(".").reduce((sum, octet) => sum * 256 + Number(octet), 0);
  return [first, first + 2 ** (32 - Number(length)) - 1];
}

const block = fc.tuple(fc.nat(0xffffffff), fc.integer({ min: 0, max: 32 })).map(([bits, length]) => {
  const size = 2 ** (32 - length);
  const first = Math.floor(bits / size) * size;
  const octets = [24, 16, 8, 0].map((shift) => Math.floor(first / 2 ** shift) % 256);
  return `${octets.join(".")}/${length}`;
});

describe("a CIDR block", () => {
  test.each([
    ["10.0.0.1", "has no prefix length; did you mean 10.0.0.1/32?"],
    ["10.0.1.0/16", "has bits set behind its prefix; did you mean 10.0.0.0/16?"],
    ["10.0.0.0/33", "is not an IPv4 block"],
    ["300.0.0.0/8", "is not an IPv4 block"],
    ["010.0.0.0/8", "is not an IPv4 block"],
    ["10.0/16", "is not an IPv4 block"],
    ["10.0.0.0/08", "has bits set behind its prefix; did you mean 10.0.0.0/8?"],
    ["fd00::/8", "is not an IPv4 block"],
    ["", "is not an IPv4 block"],
  ])("%p is refused: it %s", (cidr, problem) => {
    expect(cidrProblem(cidr)).toBe(problem);
  });

  test("that is well-formed has no problem", () => {
    fc.assert(fc.property(block, (cidr) => cidrProblem(cidr) === undefined));
  });

  test("overlaps another exactly when they share an address", () => {
    fc.assert(
      fc.property(block, block, (a, b) => {
        const [[firstA, lastA], [firstB, lastB]] = [range(a), range(b)];
        expect(cidrsOverlap(a, b)).toBe(firstA <= lastB && firstB <= lastA);
      }),
    );
  });

  test("contains another exactly when all of the other's addresses are its own", () => {
    fc.assert(
      fc.property(block, block, (outer, inner) => {
        const [[firstOuter, lastOuter], [firstInner, lastInner]] = [range(outer), range(inner)];
        expect(cidrContains(outer, inner)).toBe(firstOuter <= firstInner && lastInner <= lastOuter);
      }),
    );
  });

  test("tells its prefix length", () => {
    expect(prefixLength("10.0.0.0/16")).toBe(16);
  });
});
