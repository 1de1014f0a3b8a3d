import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { parse as parseDocument } from "yaml";

/**
 * Parses a YAML document as YAML 1.1, which is what Helm reads.
 *
 * @throws the parser's message, with the line
 */
export function parseYaml(text: string): unknown {
  return parseDocument(text, { version: "1.1" });
}

/**
 * Reads a values file, as text, so that a plan shows the lines that change.
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

/** Escapes `${…}` and `%{…}`, which Terraform would take for expressions of its own. */
function literal(text: string): string {
  return text.replaceAll(/[$%]\{/g, (sign) => `${sign[0]}${sign}`);
}
