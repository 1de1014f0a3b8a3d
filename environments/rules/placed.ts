import { formatPath } from "./problem";

export type Path = readonly PropertyKey[];

/** What is wrong between knobs: where, what, and what to write instead. */
export interface RuleProblem {
  readonly path: Path;
  readonly message: string;
  readonly remedy: string;
}

/** Gives the value at a path, or `undefined` when it, or anything in it, is invalid or absent. */
export type Valid = <V>(path: Path) => V | undefined;

/** A value and where it stands. */
export interface Placed<T> {
  readonly path: Path;
  readonly value: T;
}

/** The entries of a list that are valid, each with its path. */
export function entries<T>(valid: Valid, path: Path): Placed<T>[] {
  const found: Placed<T>[] = [];
  const length = valid<unknown[]>([...path, "length"]) as unknown as number | undefined;
  for (let index = 0; index < (length ?? 0); index += 1) {
    const value = valid<T>([...path, index]);
    if (value !== undefined) found.push({ path: [...path, index], value });
  }
  return found;
}

/** A problem for each value that stands in the list before. */
export function unique(places: readonly Placed<string | number>[], remedy: string): RuleProblem[] {
  return places.flatMap(({ path, value }, index) => {
    const twin = places.slice(0, index).find((other) => other.value === value);
    return twin ? [{ path, message: `is the same as ${formatPath(twin.path)}`, remedy }] : [];
  });
}
