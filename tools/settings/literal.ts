/** In characters; an object that is longer has a line for each of its members. */
const LONGEST_LINE = 110;

/**
 * A value as a file of an environment writes it, to stand behind a colon: in its line, or below it as a block of code when
 * it is a list of objects.
 */
export function literal(value: unknown): string {
  const isLong = Array.isArray(value) && value.some((entry) => typeof entry === "object");
  if (!isLong) return ` \`${code(value)}\``;
  const lines = value.flatMap((entry) => entryLines(entry));
  return ["", "", "```ts", "[", ...lines, "]", "```"].join("\n  ").replaceAll(/ +$/gm, "");
}

function entryLines(entry: unknown): string[] {
  const line = `  ${code(entry)},`;
  if (line.length <= LONGEST_LINE || typeof entry !== "object" || entry === null) return [line];
  return ["  {", ...Object.entries(entry).map(([key, inner]) => `    ${key}: ${code(inner)},`), "  },"];
}

function code(value: unknown): string {
  if (typeof value === "string") return value.includes('"') ? `'${value}'` : JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(code).join(", ")}]`;
  if (typeof value !== "object" || value === null) return String(value);
  const members = Object.entries(value).map(([key, inner]) => `${key}: ${code(inner)}`);
  return `{ ${members.join(", ")} }`;
}
