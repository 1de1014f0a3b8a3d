import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { writeHcl } from "../../../tools/hcl/document";
import type { Json, JsonObject } from "../../../tools/hcl/value";
import type { Block, ProviderSchema } from "../../../tools/provider-schemas/model";
import { template, value } from "../../support/hcl/arbitrary-values";
import { HclParser } from "../../support/hcl/hcl-parser";

let parser: HclParser;
beforeAll(() => {
  parser = new HclParser();
});
afterAll(() => parser.stop());

const RULE: Block = {
  attributes: { port: { type: "number" } },
  block_types: { source: { nesting_mode: "single", block: { attributes: { cidr: { type: "string" } } } } },
};
const THING: Block = {
  attributes: {
    name: { type: "string" },
    tags: { type: ["map", "string"] },
    legacy: { type: ["list", ["object", { a: "string" }]] },
    modern: { nested_type: { nesting_mode: "list", attributes: { a: { type: "string" } } } },
  },
  block_types: { rule: { nesting_mode: "list", block: RULE }, labelled: { nesting_mode: "map", block: RULE } },
};
const SCHEMA: ProviderSchema = {
  provider: { version: 0, block: {} },
  resource_schemas: { test_thing: { version: 0, block: THING } },
  data_source_schemas: {},
};

function hclOf(body: JsonObject): string {
  return writeHcl({ resource: { test_thing: { it: body } } }, new Map([["test", SCHEMA]]));
}

async function readBack(value: Json): Promise<Json> {
  const json = await parser.parse(writeHcl({ locals: { value } }, new Map()));
  return (json as { locals: [{ value: Json }] }).locals[0].value;
}

describe("HCL that HashiCorp's parser reads back", () => {
  test("has every string of a template as it was", async () => {
    await fc.assert(
      fc.asyncProperty(template, async (text) => {
        expect(await readBack(text)).toBe(text);
      }),
      { numRuns: 500 },
    );
  });

  test("has every value as it was, however deep", async () => {
    await fc.assert(
      fc.asyncProperty(value, async (each) => {
        expect(await readBack(each)).toEqual(JSON.parse(JSON.stringify(each)));
      }),
      { numRuns: 300 },
    );
  });

  test("has a block where the schema has one, an attribute elsewhere, and no comment", async () => {
    const body: JsonObject = {
      "//": { metadata: { path: "app/it" } },
      name: "it",
      tags: { "//": "a tag", a: "b" },
      legacy: [{ a: "1" }, { a: "2" }],
      modern: [{ a: "1" }],
      rule: [{ port: 1, source: { cidr: "::/0" } }, { port: 2 }],
      labelled: { one: { port: 1 }, two: { port: 2 } },
      lifecycle: { ignore_changes: ["name", 'tags["a"]'], prevent_destroy: true },
      depends_on: ["test_thing.other-one"],
    };
    const { resource } = (await parser.parse(hclOf(body))) as { resource: { test_thing: { it: [Json] } } };
    expect(resource.test_thing.it[0]).toEqual({
      name: "it",
      tags: { "//": "a tag", a: "b" },
      legacy: [{ a: "1" }, { a: "2" }],
      modern: [{ a: "1" }],
      rule: [{ port: 1, source: [{ cidr: "::/0" }] }, { port: 2 }],
      labelled: { one: [{ port: 1 }], two: [{ port: 2 }] },
      lifecycle: [{ ignore_changes: ["${name}", '${tags["a"]}'], prevent_destroy: true }],
      depends_on: ["${test_thing.other-one}"],
    });
  });

  test("has a dynamic block with its iterator as a name, and blocks of the schema in its content", async () => {
    const content: JsonObject = { port: "${each.value}", source: { cidr: "::/0" } };
    const body: JsonObject = { dynamic: { rule: { for_each: "${var.ports}", iterator: "each", content } } };
    const { resource } = (await parser.parse(hclOf(body))) as { resource: { test_thing: { it: [Json] } } };
    expect(resource.test_thing.it[0]).toEqual({
      dynamic: {
        rule: [
          {
            for_each: "${var.ports}",
            iterator: "${each}",
            content: [{ port: "${each.value}", source: [{ cidr: "::/0" }] }],
          },
        ],
      },
    });
  });

  test("nests blocks in backends that want them, and has what is not evaluated as text", () => {
    const backend: JsonObject = { oss: { key: "${a}", assume_role: [{ role_arn: "acs:ram::1:role/ci" }] } };
    expect(writeHcl({ terraform: { backend } }, new Map())).toBe(`terraform {
  backend "oss" {
    key = "$\${a}"

    assume_role {
      role_arn = "acs:ram::1:role/ci"
    }
  }
}
`);
  });

  test("breaks what is too long for a line, keeps lines of text, and puts arguments where reviewers look", () => {
    const names = Array.from({ length: 9 }, (_, index) => `"some-name-${index}"`);
    const hcl = hclOf({
      depends_on: ["test_thing.other"],
      rule: [{ port: 1 }],
      tags: { a: "first\nsecond\n", longer: `\${jsonencode({"names"=[${names.join()}],"id"=test_thing.other.id})}` },
      count: 2,
    });
    expect(hcl).toBe(`resource "test_thing" "it" {
  count = 2
  tags = {
    a = <<EOT
first
second
EOT
    longer = jsonencode({
      "names" = [
${names.map((name) => `        ${name},`).join("\n")}
      ]
      "id" = test_thing.other.id
    })
  }

  rule {
    port = 1
  }

  depends_on = [test_thing.other]
}
`);
  });

  test("refuses a type that no schema has, naming it", () => {
    const write = () => writeHcl({ resource: { test_other: { it: {} } } }, new Map([["test", SCHEMA]]));
    expect(write).toThrow("resource test_other: no schema says what is a block in it");
  });
});
