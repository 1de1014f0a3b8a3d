/**
 * Makes a package from a provider's schema, like the prebuilt ones. cdktf's generator makes it, and the JavaScript's
 * source map has the TypeScript, as with jsii. The JavaScript itself has only enough to tell what a module is about.
 *
 * Usage: generate-package.mjs SCHEMA_FILE FOLDER, where the schema is of a provider named "sample".
 */
import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import path from "node:path";

const require = createRequire(import.meta.url);
const { Language, TerraformProviderConstraint, logger } = require("@cdktf/commons");
logger.setLevel("off");
const { ConstructsMaker } = require("@cdktf/provider-generator");

const [schemaFile = "", folder = ""] = process.argv.slice(2);
const workspace = mkdtempSync(path.join(tmpdir(), "generate-"));
try {
  copyFileSync(schemaFile, path.join(workspace, `sample@${encodeURIComponent("1.0.0")}.json`));
  const maker = new ConstructsMaker({ codeMakerOutput: workspace, targetLanguage: Language.TYPESCRIPT }, workspace);
  const constraint = { name: "sample", source: "test/sample", namespace: "test", version: "1.0.0" };
  await maker.generate([new TerraformProviderConstraint(constraint)]);
  const bindings = path.join(workspace, "providers/sample");
  for (const file of readdirSync(bindings, { recursive: true, encoding: "utf8" })) {
    if (file.endsWith(".ts")) pack(path.join(bindings, file), path.join(folder, "lib", file.replace(/ts$/, "js")));
  }
  writeFileSync(path.join(folder, "package.json"), JSON.stringify({ name: "@cdktf/provider-sample" }));
} finally {
  rmSync(workspace, { recursive: true });
}

/**
 * @param {string} from
 * @param {string} to
 */
function pack(from, to) {
  const source = readFileSync(from, "utf8");
  const heading = /class \w+ extends cdktf\.Terraform\w+ \{/.exec(source)?.[0] ?? "";
  const type = /tfResourceType = "\w+";/.exec(source)?.[0] ?? "";
  const map = Buffer.from(JSON.stringify({ version: 3, sourcesContent: [source] })).toString("base64");
  mkdirSync(path.dirname(to), { recursive: true });
  writeFileSync(to, `${heading}}\nit.${type}\n//# sourceMappingURL=data:application/json;base64,${map}`);
}
