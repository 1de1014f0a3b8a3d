/** An entry of a log store, by the full names of its fields, such as `event.eventName`. */
export type Entry = Readonly<Record<string, string>>;

/** Flattens an event as ActionTrail delivers it: the JSON is in the field `event`. */
export function entryOf(event: object, prefix = "event"): Entry {
  return Object.fromEntries(
    Object.entries(event).flatMap(([key, value]) =>
      typeof value === "object"
        ? Object.entries(entryOf(value, `${prefix}.${key}`))
        : [[`${prefix}.${key}`, `${value}`]],
    ),
  );
}

/** The fields that a query reads, in its search and in its analysis. */
export function fieldsOf(query: string): string[] {
  const [search, analysis] = parts(query);
  const searched = tokensOf(search).flatMap((token) =>
    token.includes(": ") ? [token.split(": ", 1)[0] as string] : [],
  );
  return [...new Set([...searched, ...[...analysis.matchAll(/"([^"]+)"/g)].map(([, name = ""]) => name)])];
}

/** The number of conditions in a query's search. */
export function conditionCount(query: string): number {
  return tokensOf(parts(query)[0]).filter((token) => token.includes(": ")).length;
}

/** The columns of a query's rows. */
export function columnsOf(query: string): string[] {
  return [...parts(query)[1].matchAll(/ as (\w+)/g)].map(([, name = ""]) => name);
}

/**
 * Whether a query finds an entry. Understands as much of Log Service's language as alarms use: `field: value`, `and`,
 * `or`, `not` and brackets in the search, and `[not] like` in the analysis.
 */
export function finds(query: string, entry: Entry): boolean {
  const [search, analysis] = parts(query);
  return (
    new Search(tokensOf(search), entry).isMet() && filtersOf(analysis).every((filter) => filterHolds(filter, entry))
  );
}

function parts(query: string): readonly [string, string] {
  const [search, analysis, ...rest] = query.split(" | ");
  if (search === undefined || analysis === undefined || rest.length > 0)
    throw new Error(`no search and analysis: ${query}`);
  return [search, analysis];
}

function tokensOf(search: string): string[] {
  const token = /\s*([()]|[\w.]+: [^\s()]+|and\b|or\b|not\b)/y;
  const tokens: string[] = [];
  while (token.lastIndex < search.length) {
    const at = token.lastIndex;
    const found = token.exec(search);
    if (found === null) throw new Error(`not understood: ${search.slice(at)}`);
    tokens.push(found[1] as string);
  }
  return tokens;
}

/** Evaluates a search by recursive descent; `and` binds more strongly than `or`. */
class Search {
  private position = 0;

  constructor(
    private readonly tokens: readonly string[],
    private readonly entry: Entry,
  ) {}

  isMet(): boolean {
    const met = this.alternatives();
    if (this.position < this.tokens.length) throw new Error(`left over: ${this.tokens.slice(this.position).join(" ")}`);
    return met;
  }

  private alternatives(): boolean {
    let met = this.conjunction();
    while (this.takes("or")) met = this.conjunction() || met;
    return met;
  }

  private conjunction(): boolean {
    let met = this.condition();
    while (this.takes("and")) met = this.condition() && met;
    return met;
  }

  private condition(): boolean {
    if (this.takes("not")) return !this.condition();
    if (this.takes("(")) {
      const met = this.alternatives();
      if (!this.takes(")")) throw new Error(`a bracket is not closed: ${this.tokens.join(" ")}`);
      return met;
    }
    const [field = "", value] = (this.tokens[this.position++] ?? "").split(": ");
    // An empty value has no words, so even an asterisk does not find it.
    const found = this.entry[field] ?? "";
    return value === "*" ? found !== "" : found.toLowerCase() === value?.toLowerCase();
  }

  private takes(token: string): boolean {
    if (this.tokens[this.position] !== token) return false;
    this.position++;
    return true;
  }
}

function filtersOf(analysis: string): string[] {
  return / where (.+?) group by /.exec(analysis)?.[1]?.split(" and ") ?? [];
}

function filterHolds(filter: string, entry: Entry): boolean {
  const parsed = /^(?:coalesce\("([^"]+)", ''\)|"([^"]+)") (not )?like '([^']+)'$/.exec(filter);
  if (parsed === null) throw new Error(`not understood: ${filter}`);
  const [, orEmpty, plain = "", not, pattern = ""] = parsed;
  const value = orEmpty ? (entry[orEmpty] ?? "") : entry[plain];
  // As in SQL, nothing is true of a value that is missing.
  if (value === undefined) return false;
  const literals = pattern.split("%").map((text) => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  const likeness = new RegExp(`^${literals.join(".*")}$`, "s");
  return likeness.test(value) !== Boolean(not);
}
