import type { Path } from "../../schema/knob/value-at";

/** What is wrong between knobs: where, what, and what to write instead. */
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
 * `T` is what the schema makes of a valid knob. A key that the schema does not have is an error of the compiler.
 */
export class Knob<T> {
  /**
   * @param found what is there, right or wrong
   * @param path where it is
   * @param wrong the places of everything that is wrong by itself
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

  /** Whether nothing is there. A knob in something that is invalid is not absent: nobody knows. */
  get isAbsent(): boolean {
    return this.found === undefined && !this.isWrong;
  }

  /** The knob in this one that has the name `key`. */
  at<K extends keyof NonNullable<T>>(key: K): Knob<NonNullable<T>[K]> {
    return new Knob(this.found?.[key], [...this.path, key], this.wrong);
  }

  /** The valid entries of a list; none when the knob holds no list. */
  entries(): Knob<Entry<T>>[] {
    const list: readonly Entry<T>[] = Array.isArray(this.found) ? this.found : [];
    return list
      .map((entry, index) => new Knob(entry, [...this.path, index], this.wrong))
      .filter(({ value }) => value !== undefined);
  }

  /** A problem of this knob. */
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
