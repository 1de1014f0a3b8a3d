import { inspect } from "node:util";

/** One thing that is wrong with the data of an environment, or with how it was asked for. */
export interface Problem {
  /** Where the value was read: a file such as `environments/production.ts`, a variable or a flag. */
  readonly source: string;
  /** The knob's path in that source, such as `network.vSwitches.public[1].cidr`; empty when the source is the value. */
  readonly path: string;
  /** The value that was found; `undefined` when nothing was there. */
  readonly value: unknown;
  /** What is wrong with it, as the end of the sentence "it …". */
  readonly message: string;
  /** What to write instead. */
  readonly remedy: string;
}

/** The error that lists every problem at once, so that the reader corrects them all before the next try. */
export class InvalidEnvironment extends Error {
  constructor(readonly problems: readonly Problem[]) {
    super(describeProblems(problems));
    this.name = "InvalidEnvironment";
  }
}

/** Describes problems for a terminal or a log, one paragraph each. */
export function describeProblems(problems: readonly Problem[]): string {
  const count = problems.length === 1 ? "1 problem" : `${problems.length} problems`;
  return [`${count}, nothing was written:`, ...problems.map(describeProblem)].join("\n\n");
}

function describeProblem({ source, path, value, message, remedy }: Problem): string {
  const where = path === "" ? source : `${source}: ${path}`;
  const found = value === undefined ? "(nothing)" : inspect(value, { depth: 2, breakLength: Number.POSITIVE_INFINITY });
  return `${where}\n  value:  ${found}\n  wrong:  it ${message}\n  remedy: ${remedy}`;
}

/** Writes a path as a programmer does: `a.b[0].c`. */
export function formatPath(path: readonly PropertyKey[]): string {
  return path.reduce<string>((text, step) => {
    if (typeof step === "number") return `${text}[${step}]`;
    return text === "" ? String(step) : `${text}.${String(step)}`;
  }, "");
}
