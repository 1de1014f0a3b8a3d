import type { App } from "cdktf";
import { type Catalog, readCatalog } from "../../environments/loading/catalog";
import { validateEnvironments } from "../../environments/loading/validation";
import { owner } from "../../environments/owner";
import type { PlatformEnvironmentInput } from "../../environments/schema/environment";
import { EXAMPLE_SETTINGS } from "../../environments/schema/owner-examples";
import { addEnvironments } from "../../stacks/environment";
import { rawOwner } from "./fixture/fixture";
import { type SynthesizedStack, synthesize } from "./synthesis";
import { synthesizedOnce } from "./synthesized-once";

/** Adds environments of `environments/` to an app: all of them, or some that are given, which may be changed ones. */
export function addRealEnvironments(
  app: App,
  catalog: Catalog = readCatalog(),
  environments: Catalog["environments"] | readonly PlatformEnvironmentInput[] = catalog.environments,
): void {
  // Without this machine's file and variables, and with the kinds of state backend that real deploys use.
  const settings = rawOwner({
    ...owner,
    confirmedExamples: EXAMPLE_SETTINGS,
    stateBackend: "oss",
    stateStackBackend: "local",
  });
  const valid = validateEnvironments(environments, settings, [], catalog);
  addEnvironments(app, valid.environments, valid.owner);
}

/** Every stack of every environment of `environments/`. Tests hold only rules of them, and no value. */
export function realStacks(): Record<string, SynthesizedStack> {
  return synthesizedOnce({ real: true }, () => synthesize((app) => addRealEnvironments(app)).stacks);
}
