import { parseQuantity } from "./quantity";

/** Request and limit of one resource of a container. */
export interface Allowance {
  readonly request: string;
  readonly limit: string;
}

/** Resources of a container, as Kubernetes quantities: `250m` is a quarter of a CPU, `512Mi` is 512 × 2²⁰ bytes. */
export interface Resources {
  readonly cpu: Allowance;
  /** A container above the limit is killed. */
  readonly memory: Allowance;
  /** Logs, writable folders and the container's own layer. A pod above the limit is evicted. */
  readonly ephemeralStorage: Allowance;
}

/** A folder to which a container may write. Its content is deleted with the pod. */
export interface WritableFolder {
  /** Absolute path, such as `/tmp`. */
  readonly path: string;
  /** Greatest size, such as `64Mi`; part of the pod's ephemeral storage. */
  readonly size: string;
}

/** Finds what is wrong with resources and folders: one sentence per problem, with value and remedy. */
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
