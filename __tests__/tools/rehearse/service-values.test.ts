import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "@jest/globals";
import { readCachedSchema } from "../../../tools/provider-schemas/cached";
import type { Attribute, Block, CtyType, NestedBlock } from "../../../tools/provider-schemas/model";
import {
  readServiceValues,
  SERVICE_VALUES_FILE,
  type ServiceValue,
} from "../../../tools/rehearse/cloud/service-values";
import { readBehaviour } from "../../../tools/rehearse/provider/behaviour";
import { PROJECT_ROOT } from "../../support/project-root";

const table = readServiceValues(PROJECT_ROOT);
const schemas = readCachedSchema(PROJECT_ROOT).resource_schemas;
const read = Object.entries(readBehaviour(PROJECT_ROOT)).flatMap(([type, { readBack = [] }]) =>
  readBack.map((attribute) => `${type}.${attribute}`),
);
const entries = Object.entries(table).flatMap(([type, attributes]) =>
  Object.entries(attributes).map(([attribute, entry]) => ({ type, attribute, ...entry })),
);

describe(`the table ${SERVICE_VALUES_FILE}`, () => {
  test("has every attribute that the provider takes from a service, and no other", () => {
    expect(entries.map(({ type, attribute }) => `${type}.${attribute}`).sort()).toEqual([...read].sort());
  });

  test("is in alphabetical order", () => {
    const sorted = Object.entries(table)
      .sort(byName)
      .map(([type, attributes]) => [type, Object.fromEntries(Object.entries(attributes).sort(byName))] as const);
    const text = readFileSync(path.join(PROJECT_ROOT, SERVICE_VALUES_FILE), "utf8");
    expect(text).toBe(`${JSON.stringify(Object.fromEntries(sorted), null, 1)}\n`);
  });

  test("has values of the attributes' own types", () => {
    const wrong = entries.filter(({ type, attribute, value }) => {
      const { attributes = {}, block_types = {} } = schemas[type]?.block ?? {};
      return !(attributes[attribute] ? fits(attributes[attribute], value) : fitsBlocks(block_types[attribute], value));
    });
    expect(wrong).toEqual([]);
  });

  test("says of every value who says so", () => {
    const kinds =
      /^(provider: \S+\.go: |acceptance test: \S+_test\.go \w+: |page: https:\/\/\S+: |report: https:\/\/\S+: )\S/;
    expect(entries.filter(({ source }: ServiceValue) => !kinds.test(source))).toEqual([]);
  });
});

function byName([one]: readonly [string, unknown], [other]: readonly [string, unknown]): number {
  return one < other ? -1 : 1;
}

function fits({ type }: Attribute, value: unknown): boolean {
  return type !== undefined && fitsType(type, value);
}

function fitsType(type: CtyType, value: unknown): boolean {
  if (type === "dynamic") return true;
  if (type === "bool") return typeof value === "boolean";
  if (typeof type === "string") return typeof value === type;
  const [kind, inner] = type;
  if (kind === "object") return isRecord(value) && Object.keys(value).every((name) => name in (inner as object));
  if (kind === "map") return isRecord(value) && Object.values(value).every((each) => fitsType(inner, each));
  return Array.isArray(value) && kind !== "tuple" && value.every((each) => fitsType(inner, each));
}

function fitsBlocks(nested: NestedBlock | undefined, value: unknown): boolean {
  return nested !== undefined && Array.isArray(value) && value.every((each) => fitsBlock(nested.block, each));
}

function fitsBlock({ attributes = {}, block_types = {} }: Block, value: unknown): boolean {
  if (!isRecord(value)) return false;
  return Object.entries(value).every(([name, inner]) =>
    attributes[name] ? fits(attributes[name], inner) : fitsBlocks(block_types[name], inner),
  );
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
