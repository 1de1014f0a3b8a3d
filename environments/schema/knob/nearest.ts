/** The largest number of changes after which a word still counts as near. */
const MOST_CHANGES = 3;

/** Returns the word that is the fewest changes of a character away from `word`; `undefined` when none is near. */
export function nearest(word: string, choices: readonly string[]): string | undefined {
  const [best] = choices
    .map((choice) => ({ choice, changes: changesBetween(word.toLowerCase(), choice.toLowerCase()) }))
    .filter(({ choice, changes }) => changes <= Math.min(MOST_CHANGES, choice.length / 2))
    .sort((one, other) => one.changes - other.changes);
  return best?.choice;
}

/** Counts the characters to add, remove or replace to turn `a` into `b` (the Levenshtein distance). */
function changesBetween(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (const [index, character] of [...a].entries()) {
    const next = [index + 1];
    for (let column = 1; column <= b.length; column += 1) {
      const replaced = (row[column - 1] ?? 0) + (b[column - 1] === character ? 0 : 1);
      next.push(Math.min((row[column] ?? 0) + 1, (next[column - 1] ?? 0) + 1, replaced));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}
