import { assignments, columns, indentation, LINE_WIDTH } from "./layout";
import { isSpaced, tokensOf } from "./tokens";

/** Brackets with what is between their commas. */
interface Group {
  readonly open: string;
  readonly items: readonly (readonly Node[])[];
  readonly close: string;
}
type Node = string | Group;

const CLOSING: Readonly<Record<string, string>> = { "(": ")", "[": "]", "{": "}" };

/**
 * An expression as `terraform fmt` writes it. What it does not understand it leaves as it is.
 *
 * @param room columns that there are for its first line; it breaks brackets into lines when it needs more. @default no end
 * @param depth how deep the line that it begins in is indented
 */
export function formatExpression(expression: string, room = Number.POSITIVE_INFINITY, depth = 0): string {
  const tokens = tokensOf(expression);
  // Between parentheses, an expression may have lines; a comment or a heredoc at its end needs a line of its own.
  if (tokens === undefined) return `(${expression}\n${indentation(depth)})`;
  const flat = flatText(tokens);
  if (columns(flat) <= room) return flat;
  const nodes = treeOf(tokens);
  return nodes === undefined ? flat : text(nodes, room, depth);
}

function flatText(tokens: readonly string[]): string {
  return tokens.map((token, at) => spaceBefore(tokens, at) + token).join("");
}

function spaceBefore(tokens: readonly string[], at: number): string {
  const [before, left, right] = [tokens[at - 2], tokens[at - 1], tokens[at]];
  return left !== undefined && right !== undefined && isSpaced(before, left, right) ? " " : "";
}

/** @returns `undefined` when brackets do not match */
function treeOf(tokens: readonly string[]): readonly Node[] | undefined {
  let at = 0;
  const read = (close?: string): Node[][] | undefined => {
    const items: Node[][] = [[]];
    for (; at < tokens.length; at += 1) {
      const token = tokens[at] ?? "";
      if (token === close) return items;
      const closing = CLOSING[token];
      if (closing !== undefined) {
        at += 1;
        const inner = read(closing);
        if (inner === undefined) return undefined;
        items.at(-1)?.push({ open: token, items: inner.filter((item) => item.length > 0), close: closing });
      } else if (token === "," && close !== undefined) items.push([]);
      else items.at(-1)?.push(token);
    }
    return close === undefined ? items : undefined;
  };
  return read()?.[0];
}

function tokensOfNodes(nodes: readonly Node[]): string[] {
  return nodes.flatMap((node) => {
    if (typeof node === "string") return [node];
    const inner = node.items.flatMap((item, at) => (at === 0 ? tokensOfNodes(item) : [",", ...tokensOfNodes(item)]));
    return [node.open, ...inner, node.close];
  });
}

/** Breaks the last brackets of an expression that is too long for a line. */
function text(nodes: readonly Node[], room: number, depth: number): string {
  const flat = flatText(tokensOfNodes(nodes));
  const last = nodes.at(-1);
  if (columns(flat) <= room || last === undefined || typeof last === "string" || !isBreakable(last)) return flat;
  const lead = tokensOfNodes(nodes.slice(0, -1));
  const start = [...lead, last.open];
  const [only] = last.items;
  const isHugged = last.items.length === 1 && only?.length === 1 && typeof only[0] !== "string" && last.open === "(";
  if (isHugged && only) return `${flatText(start)}${text(only, room - columns(flatText(start)), depth)}${last.close}`;
  return [flatText(start), ...lines(last, depth + 1), `${indentation(depth)}${last.close}`].join("\n");
}

function isBreakable({ items }: Group): boolean {
  return items.length > 0 && items[0]?.[0] !== "for";
}

function lines({ open, items }: Group, depth: number): string[] {
  const roomAt = (taken: number) => LINE_WIDTH - 2 * depth - taken;
  if (open === "{") {
    const pairs = items.map((item) => {
      const equals = item.indexOf("=");
      const name = flatText(tokensOfNodes(item.slice(0, Math.max(0, equals))));
      return { name, value: text(item.slice(equals + 1), roomAt(columns(name) + 3), depth), hasName: equals > 0 };
    });
    if (pairs.every(({ hasName }) => hasName)) return assignments(pairs, depth);
  }
  return items.map((item, at) => {
    const comma = at < items.length - 1 || open !== "(" ? "," : "";
    return `${indentation(depth)}${text(item, roomAt(1), depth)}${comma}`;
  });
}
