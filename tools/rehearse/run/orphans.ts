import { copyFileSync, existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { type AssemblyStack, statePath } from "../../terraform/assembly";
import { keyOf, resourceOf } from "../cloud/inventory";
import { isSameDocument } from "../values/document";
import { isObject, type ObjectValue, sameValue, type Value } from "../values/value";
import { apply, run } from "./rehearsal";
import type { Simulator } from "./simulator";

/** A resource that exists and that no state knows, and where in the configuration it belongs. */
export interface Orphan {
  readonly address: string;
  readonly id: string;
  /** Whether other addresses fit as well: what a plan does not know yet fits everything. */
  readonly ambiguous: boolean;
}

/** The command that adopts an orphan. */
export function importCommand({ address, id }: Pick<Orphan, "address" | "id">): string {
  return `terraform import '${address}' '${id}'`;
}

/**
 * Finds what a run has made without its state knowing, by comparing what the cloud holds with the state, and with what
 * Terraform would make next.
 *
 * @throws when a resource that no state knows belongs to nothing in the configuration: it is lost
 */
export async function findOrphans(
  stack: AssemblyStack,
  simulator: Simulator,
  others: readonly string[] = [],
): Promise<Orphan[]> {
  const known = new Set([...stateIds(stack), ...others]);
  const unknown = simulator.cloud.all().filter(({ type, id }) => !known.has(keyOf(type, id)));
  if (unknown.length === 0) return [];
  const planned = await plannedCreates(stack, simulator);
  const taken = new Set<PlannedCreate>();
  return unknown.map((resource) => {
    const fitting = planned.filter(
      (create) => create.type === resource.type && contains(resource.attributes, create.after),
    );
    const most = Math.max(...fitting.map(({ after }) => leaves(after)));
    const best = fitting.filter(({ after }) => leaves(after) === most);
    const match = [...best, ...fitting].find((create) => !taken.has(create));
    if (!match) throw new Error(`${resource.type} ${resource.id} exists, and nothing in ${stack.name} stands for it`);
    taken.add(match);
    return { address: match.address, id: resource.id, ambiguous: best.length > 1 || match !== best[0] };
  });
}

/**
 * Deploys again, and adopts what the run before has made without its state knowing. As long as some fit several addresses,
 * those that fit one only are imported first: the next plan then knows more of the rest, such as to which bucket a rule
 * belongs. Once all are clear, they come with the deploy.
 *
 * @returns how many resources were adopted
 * @throws when one belongs nowhere, an import or the deploy fails
 */
export async function deployAdopting(
  stack: AssemblyStack,
  simulator: Simulator,
  others: readonly string[] = [],
): Promise<number> {
  let imported = 0;
  for (;;) {
    const orphans = await findOrphans(stack, simulator, others);
    const clear = orphans.filter(({ ambiguous }) => !ambiguous);
    if (clear.length === orphans.length) {
      await deployWith(orphans, stack, simulator);
      return imported + orphans.length;
    }
    for (const orphan of clear.length > 0 ? clear : orphans) {
      const { exitCode, stderr } = await run(stack, simulator, ["import", orphan.address, orphan.id]);
      if (exitCode !== 0) throw new Error(`${importCommand(orphan)}: ${stderr}`);
      imported += 1;
    }
  }
}

/** Deploys with an import block for each orphan: a fraction of what as many commands take. */
async function deployWith(orphans: readonly Orphan[], stack: AssemblyStack, simulator: Simulator): Promise<void> {
  const file = path.join(stack.folder, "orphans.tf.json");
  writeFileSync(file, JSON.stringify({ import: orphans.map(({ address, id }) => ({ to: address, id })) }));
  try {
    const failure = await apply(stack, simulator);
    if (failure !== undefined) {
      throw new Error(["the next deploy failed", ...orphans.map(importCommand), failure].join("\n"));
    }
  } finally {
    rmSync(file);
  }
}

/** Type and id of every resource in a stack's local state. */
export function stateIds(stack: AssemblyStack): string[] {
  const { resources } = readState(stack);
  return resources
    .filter(({ mode }) => mode === "managed")
    .flatMap(({ type, instances }) => instances.map(({ attributes }) => keyOf(type, resourceOf(type, attributes).id)));
}

/**
 * Puts a local state that was cut short in the middle of a write back to what it was before the run: Terraform writes the
 * file in place, and keeps the one before beside it. (An object in OSS is written as a whole or not at all.)
 *
 * @returns whether it had to
 */
export function restoreTornState(stack: AssemblyStack): boolean {
  const file = statePath(stack);
  try {
    readState(stack);
    return false;
  } catch {
    rmSync(file);
    if (existsSync(`${file}.backup`)) copyFileSync(`${file}.backup`, file);
    return true;
  }
}

interface State {
  readonly resources: readonly {
    readonly mode: string;
    readonly type: string;
    readonly instances: readonly { readonly attributes: ObjectValue }[];
  }[];
}

/** A run that was killed at its first write leaves no state, or an empty file, which Terraform takes for none. */
function readState(stack: AssemblyStack): State {
  const file = statePath(stack);
  const text = existsSync(file) ? readFileSync(file, "utf8") : "";
  return text === "" ? { resources: [] } : JSON.parse(text);
}

interface PlannedCreate {
  readonly address: string;
  readonly type: string;
  readonly after: ObjectValue;
}

async function plannedCreates(stack: AssemblyStack, simulator: Simulator): Promise<PlannedCreate[]> {
  await run(stack, simulator, ["plan", "-out=orphans.tfplan", "-lock=false"]);
  const { stdout } = await run(stack, simulator, ["show", "-json", "orphans.tfplan"]);
  const { resource_changes } = JSON.parse(stdout) as {
    resource_changes: { address: string; type: string; change: { actions: string[]; after: ObjectValue } }[];
  };
  return resource_changes
    .filter(({ change }) => change.actions.includes("create"))
    .map(({ address, type, change }) => ({ address, type, after: change.after }));
}

/** Whether all that is known of a planned value is so in the one that exists. */
function contains(existing: Value | undefined, planned: Value): boolean {
  const actual = withoutType(existing);
  if (isObject(planned) && isObject(actual)) {
    return Object.entries(planned).every(([name, value]) => value === null || contains(actual[name], value));
  }
  if (Array.isArray(planned) && Array.isArray(actual)) {
    // What is not known yet of a list is null in it.
    return (
      planned.length === actual.length &&
      planned.every((entry, index) => entry === null || contains(actual[index], entry))
    );
  }
  return sameValue(actual, planned) || isSameDocument(actual, planned);
}

/** How much of a planned value is known. */
function leaves(planned: Value): number {
  if (planned === null) return 0;
  if (!isObject(planned) && !Array.isArray(planned)) return 1;
  return Object.values(planned).reduce<number>((sum, value) => sum + leaves(value as Value), 0);
}

/** A value of a dynamic attribute comes with its type; Terraform shows the value alone. */
function withoutType(value: Value | undefined): Value | undefined {
  if (!Array.isArray(value) || value.length !== 2) return value;
  const [type, inner] = value as unknown as [unknown, Value];
  return type instanceof Uint8Array ? inner : value;
}
