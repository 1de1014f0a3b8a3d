import type { Problem } from "../rules/problem";
import { PHASES } from "../schema/environment";
import { type Catalog, readCatalog } from "./catalog";
import { readOwnerSettings } from "./owner-settings";
import { type ValidEnvironments, validateEnvironments } from "./validation";

/** A selection of environments: which ones are wanted, and in which phase. */
export interface Selection {
  /** The environments' names. @default all environments */
  readonly names?: readonly string[];
  /** The phase that replaces every selected platform environment's own. */
  readonly phase?: string;
  /** Whether every selected environment gives up its deletion protection, whatever its file says. */
  readonly unprotected?: boolean;
}

/**
 * Reads, selects and checks environments.
 *
 * @param root the project's folder, where the owner's local file is looked for
 * @param variables the process's environment
 * @param catalog what there is to select from; by default what the files of `environments/` say
 * @throws {InvalidEnvironment} with every problem there is
 */
export function selectEnvironments(
  selection: Selection,
  root: string,
  variables: NodeJS.ProcessEnv,
  catalog: Catalog = readCatalog(),
): ValidEnvironments {
  const { names, phase, unprotected } = selection;
  const known = catalog.environments.map(({ name }) => name);
  const selected = catalog.environments.filter(({ name }) => names === undefined || names.includes(name));
  const problems = [...unknownNames(names ?? [], known), ...phaseProblems(phase, selected)];
  const wanted = PHASES.find((known) => known === phase);
  const inputs = selected.map((input) => ({
    ...input,
    ...(wanted && input.kind === "platform" && { phase: wanted }),
    ...(unprotected && { deletionProtection: false }),
  }));
  return validateEnvironments(inputs, readOwnerSettings(root, variables), problems, catalog);
}

function unknownNames(names: readonly string[], known: readonly string[]): Problem[] {
  return names
    .filter((name) => !known.includes(name))
    .map((name) => ({
      source: "--environment",
      path: "",
      value: name,
      message: "is not an environment",
      remedy: `Choose from ${known.join(", ")}, or add environments/<name>.ts.`,
    }));
}

function phaseProblems(phase: string | undefined, selected: readonly { kind: string }[]): Problem[] {
  if (phase === undefined) return [];
  const problem = { source: "--phase", path: "", value: phase };
  if (!PHASES.some((known) => known === phase)) {
    return [{ ...problem, message: "is not a phase", remedy: `Choose one of ${PHASES.join(", ")}.` }];
  }
  if (selected.some(({ kind }) => kind === "platform")) return [];
  return [
    {
      ...problem,
      message: "applies to none of the environments",
      remedy: "Name an environment that runs the platform.",
    },
  ];
}
