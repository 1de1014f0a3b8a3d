/**
 * One value of a chart, for what only Terraform knows or code computes. It wins over the values files. Never a secret:
 * plans show it, and it is in the state.
 */
export interface HelmSetting {
  /** Keys from the outermost inwards; numbers are positions in a list, such as `["domainFilters", 0]`. */
  readonly path: readonly (string | number)[];
  /** The chart gets it with its type: a string is always a string, even if it looks like a number. */
  readonly value: string | number | boolean;
}

/** A setting in the provider's form, in the syntax of `helm --set`. */
export interface HelmSet {
  readonly name: string;
  readonly value: string;
  readonly type: "auto" | "string";
}

/** @throws when the path is empty or begins with a position, or Helm would read the value as a list */
export function toHelmSet({ path, value }: HelmSetting): HelmSet {
  const [first] = path;
  if (typeof first !== "string") throw new Error(`settings: a path begins with a key, not with ${first ?? "nothing"}`);
  const name = path.map(part).join("").slice(1);
  if (typeof value !== "string") return { name, value: String(value), type: "auto" };
  if (value.startsWith("{"))
    throw new Error(`settings: ${name}: "${value}" begins with a brace, a list for Helm; put it into a values file`);
  // Tokens contain neither backslash nor comma.
  return { name, value: value.replaceAll(/[\\,]/g, "\\$&"), type: "string" };
}

function part(key: string | number): string {
  return typeof key === "number" ? `[${key}]` : `.${key.replaceAll(/[\\.,=[\]{}]/g, "\\$&")}`;
}
