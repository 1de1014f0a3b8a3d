import { formatExpression } from "./expression";
import { endOfSequence, endOfString } from "./scan";
import { tokensOf } from "./tokens";

/** A part of a template: literal text, or a sequence `${ … }` or `%{ … }` with its marks. */
interface Part {
  readonly text: string;
  readonly isSequence: boolean;
}

/** Splits a template. A sequence without an end is literal text: Terraform reports it in either syntax. */
function partsOf(template: string): Part[] {
  const parts: Part[] = [];
  let literal = "";
  let at = 0;
  while (at < template.length) {
    if (/^(\$\$|%%)\{/.test(template.slice(at, at + 3))) {
      literal += template.slice(at, at + 3);
      at += 3;
      continue;
    }
    const end = /^[$%]\{/.test(template.slice(at, at + 2)) ? endOfSequence(template, at) : undefined;
    if (end === undefined) {
      literal += template.charAt(at);
      at += 1;
      continue;
    }
    if (literal !== "") parts.push({ text: literal, isSequence: false });
    literal = "";
    parts.push({ text: template.slice(at, end), isSequence: true });
    at = end;
  }
  if (literal !== "") parts.push({ text: literal, isSequence: false });
  return parts;
}

/** The expression of a template that is one interpolation and nothing else, such as `a.id` of `${a.id}`. */
export function wholeExpression(template: string): string | undefined {
  if (!template.startsWith("${") || endOfSequence(template, 0) !== template.length) return undefined;
  const inner = template.slice(2, -1).replace(/^~|~$/g, "").trim();
  const isQuoted = inner.startsWith('"') && endOfString(inner, 0) === inner.length;
  return (isQuoted ? wholeExpression(inner.slice(1, -1)) : undefined) ?? inner;
}

/**
 * Parts without tildes, which take away the white space beside a sequence up to the end of its line. Between quotes they
 * would take away that of further lines, too.
 */
function withoutTildes(parts: readonly Part[]): readonly Part[] {
  const trimmed = parts.map(({ text, isSequence }, at) => {
    if (isSequence) return { text: text.replace(/^(..)~/, "$1").replace(/~\}$/, "}"), isSequence };
    const start = parts[at - 1]?.text.endsWith("~}") ? text.replace(/^(?:[^\S\n]*\n|\s+)/, "") : text;
    return {
      text: parts[at + 1]?.text.startsWith("~", 2) ? start.replace(/(?:[^\S\n]*\n|[^\S\n]+)$/, "") : start,
      isSequence,
    };
  });
  const isLost = trimmed.every(({ text, isSequence }) => isSequence || text === "");
  return isLost ? parts : trimmed;
}

/** A template of JSON as a quoted template of HCL. The expressions in it stay as they are. */
export function quoted(template: string): string {
  if (!/[$%]\{/.test(template)) return `"${escaped(template)}"`;
  const parts = withoutTildes(partsOf(template)).map(({ text, isSequence }) => {
    return isSequence ? spaced(text) : escaped(text);
  });
  return `"${parts.join("")}"`;
}

const HEREDOC_MARK = "EOT";

/**
 * A template of several lines as a heredoc, where the two are exactly equal.
 *
 * @returns `undefined` where they are not: a heredoc ends with a line feed, and knows no escapes
 */
export function heredoc(template: string): string | undefined {
  const isText = template.endsWith("\n") && template.slice(0, -1).includes("\n");
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what a heredoc cannot show.
  if (!isText || /[\u0000-\u0008\u000b-\u001f\u007f\u2028\u2029\ufeff]/.test(template)) return undefined;
  if (template.split("\n").some((line) => line.trim() === HEREDOC_MARK)) return undefined;
  const parts = partsOf(template).map(({ text, isSequence }) => (isSequence ? spaced(text) : text));
  return `<<${HEREDOC_MARK}\n${parts.join("")}${HEREDOC_MARK}`;
}

/** A sequence as `terraform fmt` spaces it. */
function spaced(sequence: string): string {
  const [, open = "", inner = "", close = ""] = /^(..~?)(.*?)(~?\})$/s.exec(sequence) ?? [];
  return tokensOf(inner.trim()) === undefined ? sequence : `${open}${formatExpression(inner.trim())}${close}`;
}

const NAMED: Readonly<Record<string, string>> = {
  "\n": "\\n",
  "\r": "\\r",
  "\t": "\\t",
  '"': '\\"',
  "\\": "\\\\",
};

/** Literal text between quotes. What no reader could see is written by its number. */
function escaped(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what has to be escaped.
  return text.replace(/["\\\u0000-\u001f\u007f-\u009f\u200b-\u200f\u2028\u2029\ufeff]/g, (character) => {
    return NAMED[character] ?? `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
  });
}
