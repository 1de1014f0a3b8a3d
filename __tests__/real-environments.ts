import type { App } from "cdktf";
import { catalog } from "../environments/catalog";
import { type Owner, owner } from "../environments/owner";
import { validateEnvironments } from "../environments/validation";
import { addEnvironment } from "../stacks/environment";
import { type SynthesizedStack, synthesize } from "./synthesis";

/** The owner's example settings, whatever this machine's file and variables say; state as it is kept for real. */
export const EXAMPLE_OWNER: Owner = { ...owner, stateBackend: "oss", stateStackBackend: "local" };

/** Adds every environment of the catalog to an app. */
export function addRealEnvironments(app: App, changes: Partial<Owner> = {}): void {
  const settings = { ...EXAMPLE_OWNER, ...changes };
  const raw = { settings, sourceOf: () => "environments/owner.ts", problems: [] };
  const valid = validateEnvironments(catalog, raw);
  for (const environment of valid.environments) addEnvironment(app, environment, valid.owner);
}

/** Every stack of every real environment. */
export function realStacks(changes: Partial<Owner> = {}): Record<string, SynthesizedStack> {
  return synthesize((app) => addRealEnvironments(app, changes)).stacks;
}
