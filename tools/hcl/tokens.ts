import { endOfString } from "./scan";

const TOKEN =
  /\s+|[\p{L}_][\p{L}\p{N}_-]*|\d+(?:\.\d+)?(?:[eE][+-]?\d+)?|=>|==|!=|<=|>=|&&|\|\||\.\.\.|[-+*/%!<>=?:.,()[\]{}]/uy;

/**
 * The tokens of an expression; a string is one.
 *
 * @returns `undefined` when it has something else in it, such as a comment, a line feed or a heredoc
 */
export function tokensOf(expression: string): string[] | undefined {
  const tokens: string[] = [];
  let at = 0;
  while (at < expression.length) {
    let end = at;
    if (expression.charAt(at) === '"') {
      end = endOfString(expression, at) ?? at;
    } else {
      TOKEN.lastIndex = at;
      end = at + (TOKEN.exec(expression)?.[0].length ?? 0);
    }
    const token = expression.slice(at, end);
    if (end === at || /^\s*\n/.test(token) || /^(\/\/|\/\*|#)/.test(expression.slice(at, at + 2))) return undefined;
    if (token.trim() !== "") tokens.push(token);
    at = end;
  }
  return tokens;
}

const WORD = /^[\p{L}_"\d]/u;
const KEYWORDS = ["in", "for", "if"];

/** Whether `terraform fmt` puts a space between two tokens. `before` is the token before both. */
export function isSpaced(before: string | undefined, left: string, right: string): boolean {
  if (left === "{" && right === "}") return false;
  if (left === ",") return true;
  if (["(", "[", "."].includes(left) || [",", ")", "]", ".", "..."].includes(right)) return false;
  if (left === "!" || (left === "-" && !endsOperand(before))) return false;
  if (left === "*" && (before === "." || before === "[")) return right !== "[";
  if (right === "(") return !isName(left);
  if (right === "[") return !endsOperand(left);
  return true;
}

function isName(token: string): boolean {
  return /^[\p{L}_]/u.test(token) && !KEYWORDS.includes(token);
}

function endsOperand(token: string | undefined): boolean {
  if (token === undefined || KEYWORDS.includes(token)) return false;
  return WORD.test(token) || [")", "]", "}"].includes(token);
}
