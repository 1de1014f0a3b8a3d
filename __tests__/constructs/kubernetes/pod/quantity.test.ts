import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { parseQuantity } from "../../../../constructs/kubernetes/pod/quantity";

describe("a Kubernetes quantity", () => {
  test.each([
    ["250m", 0.25],
    ["1100m", 1.1],
    ["2", 2],
    ["0.5", 0.5],
    [".5", 0.5],
    ["5.", 5],
    ["100n", 1e-7],
    ["100u", 1e-4],
    ["1k", 1000],
    ["512Mi", 536870912],
    ["1Gi", 1073741824],
    ["1G", 1e9],
    ["1e3", 1000],
    ["1E3", 1000],
    ["1E", 1e18],
    ["1Ei", 2 ** 60],
    ["-1", -1],
    ["0", 0],
  ])("%s is %d", (text, value) => {
    expect(parseQuantity(text)).toBe(value);
  });

  test.each(["", "Mi", "1 Gi", "1gi", "1GB", "1K", "1mi", "one", "1e", "1e1.5", "1Mi ", "--1", "1,5", "0x10", "NaN"])(
    "%j is none",
    (text) => {
      expect(parseQuantity(text)).toBeUndefined();
    },
  );

  test("is as large as its number and its unit say, whatever the number", () => {
    fc.assert(
      fc.property(fc.nat(1_000_000), (number) => {
        expect(parseQuantity(`${number}Ki`)).toBe(number * 1024);
        expect(parseQuantity(`${number}m`)).toBe(number / 1000);
        expect(parseQuantity(`${number * 1000}m`)).toBe(number);
      }),
    );
  });
});
