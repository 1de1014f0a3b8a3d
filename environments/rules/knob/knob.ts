import type { Path } from "../../schema/knob/value-at";

/** A problem between knobs: its place, what is wrong, and what to write instead. */
export interface RuleProblem {
  readonly path: Path;
  /** What is wrong with the value, as the end of the sentence "it …". */
  readonly message: string;
  readonly remedy: string;
}

type Entry<T> = NonNullable<T> extends readonly (infer E)[] ? E : never;

/**
 * One knob of an environment as a rule sees it: where it is, and what it holds if that is valid by itself.
 *
 * `T` is the type of a valid value. A key that the schema does not have is an error of the compiler.
 */
export class Knob<T> {
  /**
   * @param found the value that is there, valid or not
   * @param path where the knob is
   * @param wrong the places of all values that are invalid by themselves
   */
  constructor(
    private readonly found: T | undefined,
    readonly path: Path,
    private readonly wrong: readonly Path[],
  ) {}

  /** The value; `undefined` when it, or anything in it, is invalid or absent. */
  get value(): T | undefined {
    return this.isWrong ? undefined : this.found;
  }

  /** Whether nothing is there. A knob inside an invalid value does not count as absent, because nobody knows. */
  get isAbsent(): boolean {
    return this.found === undefined && !this.isWrong;
  }

  /** Returns the knob with the name `key` in this one. */
  at<K extends keyof NonNullable<T>>(key: K): Knob<NonNullable<T>[K]> {
    return new Knob(this.found?.[key], [...this.path, key], this.wrong);
  }

  /** Returns the valid entries of a list; none when the knob holds no list. */
  entries(): Knob<Entry<T>>[] {
    const list: readonly Entry<T>[] = Array.isArray(this.found) ? this.found : [];
    return list
      .map((entry, index) => new Knob(entry, [...this.path, index], this.wrong))
      .filter(({ value }) => value !== undefined);
  }

  /** Makes a problem of this knob. */
  problem(message: string, remedy: string): RuleProblem {
    return { path: this.path, message, remedy };
  }

  private get isWrong(): boolean {
    return this.wrong.some((place) => isPrefix(place, this.path) || isPrefix(this.path, place));
  }
}

function isPrefix(prefix: Path, path: Path): boolean {
  return prefix.every((step, index) => step === path[index]);
}
