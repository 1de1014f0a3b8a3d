// Formats HCL: a JSON object of texts comes in, the same with formatted texts goes out. A program of its own, because
// the formatter (WASM) keeps the process that loads it from ending.
const { readFileSync, writeSync } = require("node:fs");
const { format } = require("@cdktf/hcl-tools");

async function main() {
  const texts = Object.entries(JSON.parse(readFileSync(0, "utf8")));
  const formatted = await Promise.all(texts.map(async ([name, text]) => [name, await format(text)]));
  writeSync(1, JSON.stringify(Object.fromEntries(formatted)));
  process.exit(0);
}

void main();
