/** What a provider says about a request beside its answer. */
export interface Diagnostic {
  readonly severity: "ERROR" | "WARNING";
  readonly summary: string;
  readonly detail: string;
  readonly attribute?: string;
}

/** What a provider answers to a request. */
export interface Answer<T> {
  readonly value?: T;
  readonly diagnostics: readonly Diagnostic[];
}
