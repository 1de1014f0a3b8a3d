import type { App } from "cdktf";
import { readCatalog } from "../../environments/loading/catalog";
import { validateEnvironments } from "../../environments/loading/validation";
import { owner } from "../../environments/owner";
import type {
  AccountEnvironment,
  AccountEnvironmentInput,
  PlatformEnvironment,
  PlatformEnvironmentInput,
} from "../../environments/schema/environment";
import type { Owner } from "../../environments/schema/owner";
import { addEnvironments } from "../../stacks/environment";
import { NOW } from "./now";
import { type SynthesizedStack, synthesize } from "./synthesis";

/** The owner's example settings, without this machine's file and variables, and with the real kind of state backend. */
export const EXAMPLE_OWNER: Owner = { ...owner, stateBackend: "oss", stateStackBackend: "local" };

/** Adds every environment of the catalog to an app. */
export function addRealEnvironments(app: App, changes: Partial<Owner> = {}): void {
  const settings = { ...EXAMPLE_OWNER, ...changes };
  const raw = { settings, sourceOf: () => "environments/owner.ts", problems: [] };
  const valid = validateEnvironments(readCatalog().environments, raw, NOW);
  addEnvironments(app, valid.environments, valid.owner);
}

/** An environment with the owner's example settings, checked and completed by the program. */
export function checked(environment: PlatformEnvironmentInput): PlatformEnvironment;
export function checked(environment: AccountEnvironmentInput): AccountEnvironment;
export function checked(environment: PlatformEnvironmentInput | AccountEnvironmentInput) {
  const raw = { settings: EXAMPLE_OWNER, sourceOf: () => "environments/owner.ts", problems: [] };
  return validateEnvironments([environment], raw, NOW).environments[0];
}

/** Adds an environment to an app, with the owner's example settings, checked by the program. */
export function addEnvironment(app: App, environment: PlatformEnvironmentInput): void {
  addEnvironments(app, [checked(environment)], EXAMPLE_OWNER);
}

/** The stacks of one environment. */
export function stacksOf(environment: PlatformEnvironmentInput): Record<string, SynthesizedStack> {
  return synthesize((app) => addEnvironment(app, environment)).stacks;
}

/** Every stack of every real environment. */
export function realStacks(changes: Partial<Owner> = {}): Record<string, SynthesizedStack> {
  return synthesize((app) => addRealEnvironments(app, changes)).stacks;
}
