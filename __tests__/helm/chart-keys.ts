import { existsSync, readFileSync } from "node:fs";
import path from "node:path";

/** The keys that a chart has (`.ci/helm-keys`). */
export class ChartKeys {
  private readonly keys = new Set<string>();
  private readonly open = new Set<string>();

  /** @throws when there is no list for the chart */
  constructor(chart: string) {
    const file = path.resolve("schemas/helm", `${chart}.keys`);
    if (!existsSync(file)) throw new Error(`${file}: is missing; run .ci/helm-keys`);
    for (const line of readFileSync(file, "utf8").trim().split("\n")) {
      const key = line.replace(/\/\*$/, "");
      this.keys.add(key);
      if (key !== line) this.open.add(key);
    }
  }

  /** The paths of values that the chart does not know, and so would ignore without a word. */
  unknown(values: object, outer: readonly string[] = []): string[] {
    return Object.entries(values).flatMap(([key, value]) => {
      const place = [...outer, key.replaceAll(".", "\\.")];
      const name = place.join(".");
      if (this.open.has(name)) return [];
      if (!this.keys.has(name)) return [name];
      return typeof value === "object" && value !== null && !Array.isArray(value) ? this.unknown(value, place) : [];
    });
  }

  /** Whether a path in the syntax of `helm --set` is one that the chart knows. */
  knows(name: string): boolean {
    const parts = name.replaceAll(/\[\d+\]/g, "").split(/(?<!\\)\./);
    return (
      parts.some((_, index) => this.open.has(parts.slice(0, index + 1).join("."))) || this.keys.has(parts.join("."))
    );
  }
}
