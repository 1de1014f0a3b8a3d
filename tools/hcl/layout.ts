/** Columns that a line may have before an expression in it is broken into lines. */
export const LINE_WIDTH = 120;

const STEP = "  ";

/** The white space before a line. */
export function indentation(depth: number): string {
  return STEP.repeat(depth);
}

/** An attribute, or an item of an object. `value` has the lines after its first one indented already. */
export interface Assignment {
  readonly name: string;
  readonly value: string;
}

/**
 * Assignments one below the other, with their equals signs in one column as `terraform fmt` puts them: those of
 * consecutive assignments whose value opens no bracket at the line's end. A heredoc counts as one line.
 */
export function assignments(all: readonly Assignment[], depth: number): string[] {
  const lines: string[] = [];
  let run: Assignment[] = [];
  const flush = () => {
    const width = Math.max(0, ...run.map(({ name }) => columns(name)));
    for (const { name, value } of run) {
      lines.push(`${indentation(depth)}${name}${" ".repeat(width - columns(name))} = ${value}`);
    }
    run = [];
  };
  for (const assignment of all) {
    if (isOneLine(assignment.value)) {
      run.push(assignment);
      continue;
    }
    flush();
    lines.push(`${indentation(depth)}${assignment.name} = ${assignment.value}`);
  }
  flush();
  return lines;
}

function isOneLine(value: string): boolean {
  return !value.includes("\n") || value.startsWith("<<");
}

const graphemes = new Intl.Segmenter("en", { granularity: "grapheme" });

/** Columns of a text, as `terraform fmt` counts them: what a reader takes for one character is one. */
export function columns(text: string): number {
  return /^[ -~]*$/.test(text) ? text.length : [...graphemes.segment(text)].length;
}
