import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { parse as parseDocument } from "yaml";

/**
 * Parses a YAML document, by YAML 1.1, which is what Helm reads.
 *
 * @throws what is wrong with it, with the line
 */
export function parseYaml(text: string): unknown {
  return parseDocument(text, { version: "1.1" });
}

/**
 * Reads a file of chart values, as the text that Terraform gets: a plan then shows its lines.
 *
 * @param file absolute path
 * @throws when the file is missing, does not parse, or is not a mapping
 */
export function readValues(file: string): string {
  const shown = path.relative(process.cwd(), file);
  if (!existsSync(file)) throw new Error(`valuesFiles: there is no file ${shown}; write it, or leave it out`);
  const text = readFileSync(file, "utf8");
  const values = parse(text, shown);
  if (typeof values !== "object" || values === null || Array.isArray(values))
    throw new Error(`valuesFiles: ${shown} is not a mapping of keys to values; write at least one "key: value"`);
  return literal(text);
}

function parse(text: string, shown: string): unknown {
  try {
    return parseYaml(text);
  } catch (error) {
    const reason = (error as Error).message.trim();
    throw new Error(`valuesFiles: ${shown} is not valid YAML; mend what the parser says: ${reason}`);
  }
}

/** Terraform would take `${…}` and `%{…}` for expressions of its own. */
function literal(text: string): string {
  return text.replaceAll(/[$%]\{/g, (sign) => `${sign[0]}${sign}`);
}
