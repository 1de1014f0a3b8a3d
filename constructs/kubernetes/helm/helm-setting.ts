/**
 * One value of a chart that is known only when Terraform runs, or that follows from the environment. It comes after the
 * files of values and wins over them. Never a secret: it is shown in plans and kept in the state.
 */
export interface HelmSetting {
  /** Keys from the outside in; numbers are positions in a list: `["domainFilters", 0]`. */
  readonly path: readonly (string | number)[];
  /** What the chart gets; a number or a boolean as such, a string always as a string. */
  readonly value: string | number | boolean;
}

/** A setting as the provider takes it, in the syntax of `helm --set`. */
export interface HelmSet {
  readonly name: string;
  readonly value: string;
  readonly type: "auto" | "string";
}

/** @throws when the path is empty or begins with a position, or the value would be read as a list */
export function helmSet({ path, value }: HelmSetting): HelmSet {
  const [first] = path;
  if (typeof first !== "string") throw new Error(`settings: a path begins with a key, not with ${first ?? "nothing"}`);
  const name = path.map(part).join("").slice(1);
  if (typeof value !== "string") return { name, value: String(value), type: "auto" };
  if (value.startsWith("{"))
    throw new Error(`settings: ${name}: "${value}" begins with a brace, a list for Helm; put it into a file of values`);
  // Tokens hold neither of the two.
  return { name, value: value.replaceAll(/[\\,]/g, "\\$&"), type: "string" };
}

function part(key: string | number): string {
  return typeof key === "number" ? `[${key}]` : `.${key.replaceAll(/[\\.,=[\]{}]/g, "\\$&")}`;
}
