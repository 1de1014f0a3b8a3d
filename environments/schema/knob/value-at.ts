/** A place in data: keys of objects and indexes of lists, from the outside in. */
export type Path = readonly PropertyKey[];

/** Returns the value at a path in data of any shape; `undefined` when nothing is there. */
export function valueAt(data: unknown, path: Path): unknown {
  return path.reduce<unknown>(
    (value, step) => (typeof value === "object" && value !== null ? Reflect.get(value, step) : undefined),
    data,
  );
}
