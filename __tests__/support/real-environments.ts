import type { App } from "cdktf";
import { catalog } from "../../environments/catalog";
import { validateEnvironments } from "../../environments/loading/validation";
import { owner } from "../../environments/owner";
import type { PlatformEnvironmentInput } from "../../environments/schema/environment";
import type { Owner } from "../../environments/schema/owner";
import { addEnvironments } from "../../stacks/environment";
import { NOW } from "./now";
import { type SynthesizedStack, synthesize } from "./synthesis";

/** The owner's example settings, whatever this machine's file and variables say; state as it is kept for real. */
export const EXAMPLE_OWNER: Owner = { ...owner, stateBackend: "oss", stateStackBackend: "local" };

/** Adds every environment of the catalog to an app. */
export function addRealEnvironments(app: App, changes: Partial<Owner> = {}): void {
  const settings = { ...EXAMPLE_OWNER, ...changes };
  const raw = { settings, sourceOf: () => "environments/owner.ts", problems: [] };
  const valid = validateEnvironments(catalog, raw, NOW);
  addEnvironments(app, valid.environments, valid.owner);
}

/** Adds one environment to an app, checked as the program does, with the owner's example settings. */
export function addEnvironment(app: App, environment: PlatformEnvironmentInput): void {
  const raw = { settings: EXAMPLE_OWNER, sourceOf: () => "environments/owner.ts", problems: [] };
  const { environments, owner: settings } = validateEnvironments([environment], raw, NOW);
  addEnvironments(app, environments, settings);
}

/** The stacks of one environment. */
export function stacksOf(environment: PlatformEnvironmentInput): Record<string, SynthesizedStack> {
  return synthesize((app) => addEnvironment(app, environment)).stacks;
}

/** Every stack of every real environment. */
export function realStacks(changes: Partial<Owner> = {}): Record<string, SynthesizedStack> {
  return synthesize((app) => addRealEnvironments(app, changes)).stacks;
}
