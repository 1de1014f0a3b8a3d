import { parseQuantity } from "./quantity";

/** How much of something a container is promised, and how much it may take at most. */
export interface Allowance {
  readonly request: string;
  readonly limit: string;
}

/** Quantities as Kubernetes writes them: `250m` is a quarter of a CPU, `512Mi` is 512 × 2²⁰ bytes. */
export interface Resources {
  readonly cpu: Allowance;
  /** Above its limit a container is killed. */
  readonly memory: Allowance;
  /** Logs, writable folders and the container's own layer; a pod above its limit is evicted. */
  readonly ephemeralStorage: Allowance;
}

/** A folder that a container may write to; its content ends with the pod. */
export interface WritableFolder {
  /** Absolute, such as `/tmp`. */
  readonly path: string;
  /** The most that it may hold, such as `64Mi`; counts against the pod's ephemeral storage. */
  readonly size: string;
}

/** What is wrong with resources and folders, as sentences with value and remedy. */
export function resourceProblems(resources: Resources, folders: readonly WritableFolder[]): string[] {
  const problems = Object.entries(resources).flatMap(([name, allowance]) => allowanceProblems(name, allowance));
  const { limit } = resources.ephemeralStorage;
  const bytes = folders.map(({ size }) => parseQuantity(size) ?? Number.NaN);
  for (const { path, size } of folders) {
    if (!path.startsWith("/")) problems.push(`writableFolders: "${path}" is not absolute: start it with /`);
    if (parseQuantity(size) === undefined) problems.push(`writableFolders ${path}: ${notAQuantity(size)}`);
  }
  const sum = bytes.reduce((total, each) => total + each, 0);
  if (sum > (parseQuantity(limit) ?? Number.NaN)) {
    problems.push(
      `writableFolders: together they hold more than ephemeralStorage.limit ${limit}: raise it, or shrink the folders`,
    );
  }
  return problems;
}

function allowanceProblems(name: string, { request, limit }: Allowance): string[] {
  const problems = Object.entries({ request, limit })
    .filter(([, text]) => !((parseQuantity(text) ?? -1) > 0))
    .map(([key, text]) => `resources.${name}.${key}: ${notAQuantity(text)}`);
  if (problems.length > 0) return problems;
  if ((parseQuantity(request) as number) <= (parseQuantity(limit) as number)) return [];
  return [
    `resources.${name}: the request, ${request}, is over the limit, ${limit}: lower the request or raise the limit`,
  ];
}

function notAQuantity(text: string): string {
  return `"${text}" is not a positive quantity: write one such as 250m or 512Mi`;
}
