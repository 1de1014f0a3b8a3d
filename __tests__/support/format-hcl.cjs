// Formats HCL. It reads a JSON object of texts, and writes the same object with formatted texts. It is a program of its
// own, because a process that has loaded the formatter (WASM) does not end.
const { readFileSync, writeSync } = require("node:fs");
const { format } = require("@cdktf/hcl-tools");

async function main() {
  const texts = Object.entries(JSON.parse(readFileSync(0, "utf8")));
  const formatted = await Promise.all(texts.map(async ([name, text]) => [name, await format(text)]));
  writeSync(1, JSON.stringify(Object.fromEntries(formatted)));
  process.exit(0);
}

void main();
