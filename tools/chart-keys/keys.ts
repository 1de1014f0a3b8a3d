import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { parseYaml } from "../../constructs/kubernetes/helm/helm-values";
import { UserError } from "../command/user-error";
import { KeyList, type Place, pathOf } from "./key-list";
import { addSchema } from "./schema";

/** A file of a chart that is not there, or not what Helm takes. */
export class UnreadableChart extends UserError {}

interface Dependency {
  readonly name: string;
  readonly alias?: string;
}

const VALUES = "values.yaml";

/** Keys below which a chart takes anything: it passes them unchanged to Kubernetes or to another program. */
const PASSED_UNCHANGED = ["podSecurityContext", "securityContext", "resources", "environment", "grafana.ini"];

/** A line with a key of a map, as nearly all lines of defaults are. */
const KEY_LINE = /^(?<indent> *)(?<quote>"?)(?<key>[A-Za-z][\w.-]*)\k<quote>:/;
/** A key that is commented out, followed by one word or an empty collection at most. Lines with more are prose. */
const COMMENTED_LINE = /^(?<indent> *)# (?<key>[a-z][A-Za-z0-9]*):(?: (?:\[\]|\{\}|[^\s#]+))?$/;

/** Whether there is a chart in a folder. */
export function isChart(folder: string): boolean {
  return existsSync(path.join(folder, VALUES));
}

/**
 * The keys of a chart: of its defaults, its schema, what its defaults show commented out, and all that of its subcharts.
 *
 * @param folder an unpacked chart; subcharts are in its `charts/`, or beside it
 * @throws {UnreadableChart}
 */
export function keysOfChart(folder: string): KeyList {
  const list = new KeyList();
  addChart(list, folder, []);
  return list;
}

function addChart(list: KeyList, folder: string, place: Place): void {
  const values = path.join(folder, VALUES);
  addDefaults(list, readMap(values, parseYaml), place);
  const schema = path.join(folder, "values.schema.json");
  if (existsSync(schema)) addSchema(list, readMap(schema, JSON.parse), place);
  for (const { name, alias = name } of dependenciesOf(folder)) {
    const subchart = [path.join(folder, "charts", name), path.join(path.dirname(folder), name)].find(isChart);
    // Of a subchart that is not there, only what the outer chart sets is known.
    if (subchart === undefined) continue;
    list.add([...place, alias]);
    addChart(list, subchart, [...place, alias]);
  }
  addCommented(list, readFileSync(values, "utf8"), place);
}

function dependenciesOf(folder: string): readonly Dependency[] {
  const chart: { dependencies?: Dependency[] } = readMap(path.join(folder, "Chart.yaml"), parseYaml);
  return chart.dependencies ?? [];
}

function addDefaults(list: KeyList, values: object, outer: Place): void {
  for (const [key, value] of Object.entries(values)) {
    const place = [...outer, key];
    list.add(place, isEmpty(value) || isPassedUnchanged(place));
    if (isMap(value)) addDefaults(list, value, place);
  }
}

function isPassedUnchanged(place: Place): boolean {
  return PASSED_UNCHANGED.includes(place.at(-1) ?? "") || pathOf(place) === "service.spec";
}

function addCommented(list: KeyList, text: string, chart: Place): void {
  let outer: readonly { readonly indent: number; readonly key: string }[] = [];
  for (const line of text.split("\n")) {
    const live = KEY_LINE.exec(line);
    const { indent, key } = (live ?? COMMENTED_LINE.exec(line))?.groups ?? {};
    if (indent === undefined || key === undefined) continue;
    outer = outer.filter((entry) => entry.indent < indent.length);
    const parent = [...chart, ...outer.map((entry) => entry.key)];
    if (live) outer = [...outer, { indent: indent.length, key }];
    // Comments at the margin belong to no known key, and lines of a text may look like keys.
    else if (outer.length > 0 && list.has(parent) && !list.has([...parent, key])) list.add([...parent, key], true);
  }
}

function readMap(file: string, parse: (text: string) => unknown): object {
  const content = read(file, parse) ?? {};
  if (isMap(content)) return content;
  throw new UnreadableChart(`${file}: is not a mapping of keys to values; unpack the chart anew`);
}

function read(file: string, parse: (text: string) => unknown): unknown {
  try {
    return parse(readFileSync(file, "utf8"));
  } catch (error) {
    throw new UnreadableChart(`${file}: cannot be read; unpack the chart anew. ${(error as Error).message.trim()}`);
  }
}

/** Dates, of which YAML 1.1 makes objects too, are none. */
function isMap(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && Object.getPrototypeOf(value) === Object.prototype;
}

function isEmpty(value: unknown): boolean {
  return (isMap(value) || Array.isArray(value)) && Object.keys(value).length === 0;
}
