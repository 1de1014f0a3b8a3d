import { existsSync, readFileSync } from "node:fs";
import { KeyList, keysFile, type Place, pathOf, placeOf } from "../../../tools/chart-keys/key-list";

/** The keys of a chart's values, which `npm run chart-keys` has written down. */
export class ChartKeys {
  private readonly list: KeyList;

  /** @throws when there is no list for the chart */
  constructor(chart: string) {
    const file = keysFile(chart);
    if (!existsSync(file)) throw new Error(`${file}: is missing; run \`npm run chart-keys\``);
    this.list = KeyList.parse(readFileSync(file, "utf8"));
  }

  /** The paths of values that the chart does not know. Helm would ignore them silently. */
  unknown(values: object, outer: Place = []): string[] {
    return Object.entries(values).flatMap(([key, value]) => {
      const place = [...outer, key];
      if (this.list.isOpen(place)) return [];
      if (!this.list.has(place)) return [pathOf(place)];
      return typeof value === "object" && value !== null && !Array.isArray(value) ? this.unknown(value, place) : [];
    });
  }

  /** Whether a path in the syntax of `helm --set` is one that the chart knows. */
  knows(name: string): boolean {
    const place = placeOf(name.replaceAll(/\[\d+\]/g, ""));
    return place.some((_, index) => this.list.isOpen(place.slice(0, index + 1))) || this.list.has(place);
  }
}
