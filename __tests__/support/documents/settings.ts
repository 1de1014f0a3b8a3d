/** What a reader of a document has before its commands, or does between them, that is no command of it. */
export interface DocumentSettings {
  /** What is deployed already: arguments of `npm run deploy`. */
  readonly deployed?: string;
  /** The phase that the reader has written into the environments. */
  readonly phase?: string;
  /** What the reader does by hand before a command, as other command lines. */
  readonly before?: Readonly<Record<string, string>>;
}

/** Documents that begin with something deployed. */
export const DOCUMENT_SETTINGS: Readonly<Record<string, DocumentSettings>> = {
  "docs/runbooks/cluster.md": {
    deployed: "state account disaster-recovery-data production --with-dependencies",
    phase: "migrating",
    before: {
      "npm run deploy -- production-cluster production-pod-roles production-platform production-workloads --phase migrating --no-deletion-protection":
        "npm run deploy -- production-compute --phase hosts --yes",
    },
  },
  "docs/runbooks/log-in.md": { deployed: "production-network --with-dependencies" },
  "docs/runbooks/secrets.md": { deployed: "production-data --with-dependencies" },
  "docs/runbooks/hosts.md": { deployed: "production-compute --with-dependencies" },
  "docs/runbooks/recovery.md": { deployed: "disaster-recovery production" },
  "docs/runbooks/state.md": { deployed: "state" },
  "docs/runbooks/take-down.md": { deployed: "staging" },
  "docs/settings.md": { deployed: "account disaster-recovery" },
};

/** Commands of which the document says that they fail, by their status. */
export const EXPECTED_STATUSES: Readonly<Record<string, number>> = {
  // The rehearsed fault.
  "npm run rehearse -- production --fault create:7=lose": 1,
  // What is protected is not destroyed.
  "npm run rehearse -- exec npm run destroy -- staging": 1,
};
