import { existsSync } from "node:fs";
import path from "node:path";
import { readCatalog } from "../../../environments/loading/catalog";
import { UserError } from "../../command/user-error";
import { DEFAULT_OUTPUT } from "../../synth/output-folder";
import type { AssemblyStack } from "../../terraform/assembly";
import { synthesize } from "../../terraform/synthesis";
import { terraform } from "../../terraform/terraform";
import { chooseStacks } from "./choice";
import { StackGraph } from "./graph";

/** What a command is about. */
export interface Wanted {
  /** Names of environments and stacks. */
  readonly names: readonly string[];
  readonly phase?: string;
  readonly deletionProtection: boolean;
  /** Is aborted on Ctrl-C. */
  readonly signal: AbortSignal;
}

/** Every stack, freshly synthesized, and which of them are meant. */
export interface Prepared {
  readonly graph: StackGraph;
  readonly chosen: Set<string>;
}

/**
 * Synthesizes every environment, so that the order is known also between environments, and finds the stacks that are meant.
 *
 * @throws {UserError | AlreadyReported} when there is no Terraform, when the synth fails, or when a name is none
 */
export async function prepare({ names, phase, deletionProtection, signal }: Wanted): Promise<Prepared> {
  // Before anything else: the message says how to get it.
  await terraform(["version"], process.cwd(), {}, { interruption: signal });
  const output = path.resolve(process.env.CDKTF_OUTDIR || DEFAULT_OUTPUT);
  const unprotected = !deletionProtection;
  const stacks = await synthesize(output, { phase, unprotected, states: "owner's", interruption: signal });
  const known = stacks.map(({ name }) => name);
  const chosen = chooseStacks(names, known, readCatalog().environments);
  return { graph: new StackGraph(stacks), chosen };
}

/** What Terraform leaves in a stack's folder when it could not save the state: the only record of what it made. */
const UNSAVED = "errored.tfstate";

/** @throws {UserError} when a state was not saved: whoever changes anything before loses track of what was made */
export function refuseUnsavedStates(stacks: readonly AssemblyStack[]): void {
  const unsaved = stacks.filter(({ folder }) => existsSync(path.join(folder, UNSAVED)));
  if (unsaved.length === 0) return;
  const lines = unsaved.map(({ name, folder }) => {
    const at = path.relative(process.cwd(), folder);
    return (
      `${path.join(at, UNSAVED)}: the last run could not save the state of ${name}, and this file has it. ` +
      `Push it, then delete it: terraform -chdir=${at} state push ${UNSAVED}`
    );
  });
  throw new UserError([...lines, "docs/runbooks/state.md says more."].join("\n"));
}
