/** A state as `terraform state pull` prints it, as far as it is read. */
export interface State {
  readonly resources: readonly StateResource[];
}

interface StateResource {
  readonly mode: string;
  readonly type: string;
  readonly name: string;
  readonly instances: readonly { readonly attributes?: Readonly<Record<string, unknown>> | null }[];
}

/** Reads a state. @returns `undefined` where nothing is deployed: there is no state, or one that holds nothing any more */
export function readState(json: string): State | undefined {
  if (json.trim() === "") return undefined;
  const { resources = [], outputs = {} } = JSON.parse(json) as Partial<State> & { outputs?: object };
  return resources.length > 0 || Object.keys(outputs).length > 0 ? { resources } : undefined;
}
