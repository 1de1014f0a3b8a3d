/** The kinds of changes that Keep a Changelog knows, in the order in which a section shows them. */
export const KINDS = ["Added", "Changed", "Fixed", "Removed"] as const;
export type Kind = (typeof KINDS)[number];

export interface Change {
  readonly kind: Kind;
  /** The subject as a sentence's beginning, without a conventional prefix. */
  readonly text: string;
}

/** First words of plain subjects that say more than "changed". */
const VERBS: Readonly<Record<string, Kind>> = {
  add: "Added",
  bind: "Added",
  build: "Added",
  describe: "Added",
  make: "Added",
  fix: "Fixed",
  mend: "Fixed",
  repair: "Fixed",
  delete: "Removed",
  drop: "Removed",
  remove: "Removed",
};

/** Types of conventional commits. */
const TYPES: Readonly<Record<string, Kind>> = { feat: "Added", fix: "Fixed", revert: "Removed" };

/** Reads a commit's subject, whether it is a plain imperative or a conventional one (`feat(cdn)!: …`). */
export function changeOf(subject: string): Change {
  const conventional = /^(?<type>[a-z]+)(\([^)]*\))?!?: (?<text>.+)$/.exec(subject)?.groups;
  if (conventional) return { kind: TYPES[conventional.type as string] ?? "Changed", text: conventional.text as string };
  const [verb] = subject.toLowerCase().split(" ");
  return { kind: VERBS[verb as string] ?? "Changed", text: subject };
}
