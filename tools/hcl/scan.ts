/**
 * Where the sequence `${ … }` or `%{ … }` that begins at `start` ends.
 *
 * @returns the index behind its closing brace; `undefined` when it has none
 */
export function endOfSequence(text: string, start: number): number | undefined {
  let depth = 0;
  let at = start + 1;
  while (at < text.length) {
    const character = text.charAt(at);
    if (character === '"') {
      const end = endOfString(text, at);
      if (end === undefined) return undefined;
      at = end;
      continue;
    }
    if (character === "{") depth += 1;
    if (character === "}") depth -= 1;
    at += 1;
    if (depth === 0) return at;
  }
  return undefined;
}

/**
 * Where the quoted template that begins at `start` ends.
 *
 * @returns the index behind its closing quote; `undefined` when it has none
 */
export function endOfString(text: string, start: number): number | undefined {
  let at = start + 1;
  while (at < text.length) {
    const character = text.charAt(at);
    if (character === '"') return at + 1;
    if (character === "\\") at += 2;
    else if (/^(\$\$|%%)\{/.test(text.slice(at, at + 3))) at += 3;
    else if (/^[$%]\{/.test(text.slice(at, at + 2))) {
      const end = endOfSequence(text, at);
      if (end === undefined) return undefined;
      at = end;
    } else at += 1;
  }
  return undefined;
}
