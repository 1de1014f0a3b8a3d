import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { writeHcl } from "../../../tools/hcl/document";
import type { JsonObject } from "../../../tools/hcl/value";
import { terraform } from "../../../tools/terraform/terraform";
import { value } from "../../support/hcl/arbitrary-values";

const LONG_LIST = Array.from({ length: 12 }, (_, index) => `"item-number-${index}"`).join(",");

const MODULE = 'variable "name" {}\nresource "terraform_data" "inner" { input = var.name }\n';

/** Templates with tildes, comments, heredocs and escapes, each of which is read in a way of its own. */
const ODD_TEMPLATES = [
  "${~ 1 ~}",
  "a ${~ 1 ~} b\nc\n",
  "%{ if true ~}\n a\n%{ endif ~}\n",
  "a\n %{~ if true ~}\n\n b \n %{~ endif }c",
  "${<<X\nabc\nX\n}",
  "${1 # one\n}",
  "a${1 # one\n}",
  "${ /* one */ 1}",
  '${"${1}"}',
  '${["a",]}',
  "$$${a}",
  "100%",
  "${1 - -1 % 2}",
];

/** Everything that the language has and a stack may use, with the one type that needs no provider. */
const CONFIGURATION: JsonObject = {
  "//": { metadata: "of cdktf" },
  terraform: { required_version: ">= 1.7", backend: { local: { path: "state.tfstate" } } },
  variable: {
    template: { default: "text of ${var.size}, $${b}, %{ if c }", type: "string" },
    size: {
      type: "map(number)",
      description: "of ${each}",
      default: { small: 1, "large one": 2 },
      validation: [{ condition: "${length(var.size)>0}", error_message: "Give one, such as $${a}." }],
    },
  },
  locals: {
    written: "${var.template}",
    document: 'a "quoted" \\ text\nof 100 %{ if true }%{ endif } lines${ 1+1 }, 网\n',
    inline: "a\nb",
    none: null,
  },
  module: {
    one: { source: "./module", depends_on: ["terraform_data.second"], name: "${terraform_data.third.id}" },
  },
  data: {
    terraform_remote_state: {
      none: { backend: "local", config: { path: "none.tfstate" }, count: 0, depends_on: ["terraform_data.third"] },
    },
  },
  resource: {
    terraform_data: {
      third: {},
      first: {
        "//": { metadata: { path: "first" } },
        for_each: "${var.size}",
        input: {
          key: "${each.key}",
          "a/b": ["${each.value}", "x-${each.key}", { deep: true }],
          empty: {},
          nothing: [],
        },
        lifecycle: {
          create_before_destroy: true,
          ignore_changes: "all",
          precondition: [{ condition: "${each.value > 0}", error_message: "Too small." }],
        },
      },
      second: {
        input: "${local.document}",
        triggers_replace: [`\${jsonencode({"list"=[${LONG_LIST}],"none"=null})}`, '${-1+2*3==5&&!false?"y":"n"}'],
        depends_on: ["terraform_data.first"],
        lifecycle: { replace_triggered_by: ["terraform_data.first"], ignore_changes: ["triggers_replace"] },
        connection: { type: "ssh", host: "localhost" },
        provisioner: [
          { "local-exec": { command: "true", when: "destroy", on_failure: "continue" } },
          { "local-exec": { command: "echo ${self.id}", environment: { A: "1" } } },
        ],
      },
    },
  },
  import: [{ to: "terraform_data.third", id: "imported-${1+1}" }],
  moved: [{ from: "terraform_data.old", to: "terraform_data.second" }],
  removed: [{ from: "terraform_data.gone", lifecycle: { destroy: false } }],
  output: {
    second: { value: "${terraform_data.second.input}", depends_on: ["terraform_data.second"], sensitive: true },
    document: { value: { text: "${local.document}", inline: "${local.inline}" } },
    written: { value: "${local.written}", description: "not ${evaluated}" },
    sizes: { value: "${{for k,v in var.size:k=>v...}}", description: 'how "large"' },
  },
};

let scratch: string;
beforeAll(() => {
  scratch = mkdtempSync(path.join(tmpdir(), "hcl-language-"));
});
afterAll(() => rmSync(scratch, { recursive: true }));

function folderWith(name: string, files: Readonly<Record<string, string>>): string {
  const folder = path.join(scratch, name);
  mkdirSync(path.join(folder, "module"), { recursive: true });
  for (const [file, content] of Object.entries(files)) writeFileSync(path.join(folder, file), content);
  return folder;
}

async function succeed(args: readonly string[], folder: string): Promise<string> {
  const { exitCode, stdout, stderr } = await terraform(args, folder, { TF_CLI_CONFIG_FILE: undefined });
  expect({ stderr, exitCode, printed: exitCode === 0 ? "" : stdout }).toEqual({ stderr: "", exitCode: 0, printed: "" });
  return stdout;
}

/** What Terraform would do with a configuration, less the time and the text of expressions. */
async function planOf(folder: string): Promise<object> {
  await succeed(["init", "-input=false", "-no-color"], folder);
  await succeed(["plan", "-input=false", "-no-color", "-out=plan"], folder);
  const { planned_values, resource_changes, output_changes } = JSON.parse(
    await succeed(["show", "-json", "plan"], folder),
  );
  return { planned_values, resource_changes, output_changes };
}

describe("the language in HCL", () => {
  test("is planned by Terraform as the JSON is", async () => {
    const hcl = writeHcl(CONFIGURATION, new Map());
    const json = await planOf(
      folderWith("json", { "main.tf.json": JSON.stringify(CONFIGURATION), "module/main.tf": MODULE }),
    );
    expect(await planOf(folderWith("hcl", { "main.tf": hcl, "module/main.tf": MODULE }))).toEqual(json);
    expect(json).toMatchObject({
      output_changes: {
        document: { after: { inline: "a\nb" } },
        written: { after: "text of ${var.size}, $${b}, %{ if c }" },
      },
    });
    expect(hcl).not.toContain("metadata");
    await succeed(["fmt", "-check", "-diff"], path.join(scratch, "hcl"));
  });

  test("has each odd template as Terraform reads it in JSON", async () => {
    const output = Object.fromEntries(
      ODD_TEMPLATES.map((text, index) => [`odd-${index}`, { value: { list: [text, text], text } }]),
    );
    const hcl = writeHcl({ output }, new Map());
    const json = await planOf(folderWith("odd-json", { "main.tf.json": JSON.stringify({ output }) }));
    expect(await planOf(folderWith("odd-hcl", { "main.tf": hcl }))).toEqual(json);
    const formatted = ODD_TEMPLATES.filter((text) => !text.includes("# one")).map((text) => ({
      list: [text, text],
      text,
    }));
    const locals = Object.fromEntries(formatted.map((each, index) => [`odd-${index}`, each]));
    await succeed(["fmt", "-check", "-diff"], folderWith("odd-fmt", { "main.tf": writeHcl({ locals }, new Map()) }));
  });

  test("is formatted as terraform fmt does it, whatever values are in it", async () => {
    const files = fc.sample(value, 200).map((each, index) => {
      const locals = { value: each, other: 1, listed: [each, each], mapped: { one: each, other: 1, each } };
      return [`${index}.tf`, writeHcl({ locals }, new Map())] as const;
    });
    await succeed(["fmt", "-check", "-diff"], folderWith("values", Object.fromEntries(files)));
  });
});
