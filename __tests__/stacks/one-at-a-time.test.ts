import { describe, expect, test } from "@jest/globals";
import FAMILIES from "../../schemas/alicloud-busy-parents.json";
import { fixtureStacks } from "../support/fixture/stacks";
import { realStacks } from "../support/real-environments";
import type { Block } from "../support/synthesis";

interface Part {
  readonly address: string;
  readonly parent: string;
  readonly retried: boolean;
}

/** The parts of resources of which a service changes one at a time, by what they belong to. */
function partsIn(resources: Readonly<Record<string, Record<string, Block>>>): Part[] {
  return Object.entries(FAMILIES).flatMap(([kind, family]) =>
    Object.entries(family).flatMap(([type, { reference, retried }]) =>
      Object.entries(resources[type] ?? {}).map(([name, block]) => ({
        address: `${type}.${name}`,
        parent: `${kind} ${block[reference]}`,
        retried,
      })),
    ),
  );
}

/** The addresses that a resource waits for, directly or not. */
function waitsFor(address: string, texts: ReadonlyMap<string, string>, seen = new Set<string>()): Set<string> {
  for (const [, other = ""] of (texts.get(address) ?? "").matchAll(/\b(alicloud_\w+\.[\w-]+)/g)) {
    if (!texts.has(other) || seen.has(other)) continue;
    seen.add(other);
    waitsFor(other, texts, seen);
  }
  return seen;
}

describe.each([
  ["of the fixture", fixtureStacks],
  ["of every environment", realStacks],
])("parts of one resource, in the stacks %s", (_, stacksOf) => {
  test("are not made at the same time, where the provider does not wait for the service", () => {
    const together = Object.values(stacksOf()).flatMap(({ json }) => {
      const resources: Record<string, Record<string, Block>> = json.resource ?? {};
      const texts = new Map(
        Object.entries(resources).flatMap(([type, all]) =>
          Object.entries(all).map(([name, block]) => [`${type}.${name}`, JSON.stringify(block)] as const),
        ),
      );
      const parts = partsIn(resources).map((part) => ({ ...part, after: waitsFor(part.address, texts) }));
      return parts.flatMap((part) =>
        parts
          .filter((other) => other.address !== part.address && other.parent === part.parent && !part.retried)
          .filter((other) => !part.after.has(other.address) && !other.after.has(part.address))
          .map((other) => `${part.address} and ${other.address}`),
      );
    });
    expect(together).toEqual([]);
  });
});
