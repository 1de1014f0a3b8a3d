import path from "node:path";

/** Where a key is among values: the keys on the way to it, then the key itself. */
export type Place = readonly string[];

/** The file that holds the keys of a chart, below the project's folder. */
export function keysFile(chart: string): string {
  return path.join("schemas/helm", `${chart}.keys`);
}

/** A place as `helm --set` writes it: dots between keys, `\.` for those within one. */
export function pathOf(place: Place): string {
  return place.map((key) => key.replaceAll(".", "\\.")).join(".");
}

/** The place that a path means. */
export function placeOf(name: string): Place {
  return name.split(/(?<!\\)\./).map((key) => key.replaceAll("\\.", "."));
}

/**
 * The keys that a chart knows. Some are open: below them the chart takes any key. As text it is a path a line, sorted;
 * those of open keys end in `/*`.
 */
export class KeyList {
  /** Path → whether the key is open. */
  private readonly keys = new Map<string, boolean>();

  /** Reads what `toString` wrote. */
  static parse(text: string): KeyList {
    const list = new KeyList();
    for (const line of text.trim().split("\n")) {
      const name = line.replace(/\/\*$/, "");
      list.keys.set(name, name !== line);
    }
    return list;
  }

  get size(): number {
    return this.keys.size;
  }

  has(place: Place): boolean {
    return this.keys.has(pathOf(place));
  }

  isOpen(place: Place): boolean {
    return this.keys.get(pathOf(place)) ?? false;
  }

  /** The places of the keys right below one. */
  below(outer: Place): Place[] {
    const start = `${pathOf(outer)}.`;
    const inner = [...this.keys.keys()].filter((key) => key.startsWith(start)).map(placeOf);
    return inner.filter((place) => place.length === outer.length + 1);
  }

  /** A key that was open before stays so. */
  add(place: Place, open = false): void {
    this.keys.set(pathOf(place), open || this.isOpen(place));
  }

  toString(): string {
    const lines = [...this.keys].map(([key, open]) => (open ? `${key}/*` : key));
    return `${lines.sort().join("\n")}\n`;
  }
}
