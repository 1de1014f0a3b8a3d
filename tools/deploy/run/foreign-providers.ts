import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { UserError } from "../../command/user-error";
import type { AssemblyStack } from "../../terraform/assembly";
import { REGISTRIES } from "../../terraform/registries";

/** Every provider of the project's stacks, in whatever phase. A stack's state may need one that its stack needs no more. */
const PROVIDERS = [
  "aliyun/alicloud",
  "cloudflare/cloudflare",
  "hashicorp/helm",
  "hashicorp/kubernetes",
  "hashicorp/random",
  "hashicorp/time",
];

/** Where Terraform notes which providers `init` has installed. */
const LOCK_FILE = ".terraform.lock.hcl";

/** The addresses of providers in a lock file that are none of the project's. */
export function foreignProviders(lockFile: string): string[] {
  const known = REGISTRIES.flatMap((registry) => PROVIDERS.map((name) => `${registry}/${name}`));
  const installed = [...lockFile.matchAll(/^provider "([^"]+)"/gm)].map(([, address = ""]) => address);
  return installed.filter((address) => !known.includes(address));
}

/**
 * Stops after `init` and before anything runs a provider. Terraform installs each provider that a state names, and runs it
 * with the keys of whoever plans: who may write a state would have the keys of everybody who uses it.
 *
 * @throws {UserError} with the providers that are none of the project's
 */
export function refuseForeignProviders({ name, folder }: AssemblyStack): void {
  const lockFile = path.join(folder, LOCK_FILE);
  // Nothing is noted while providers are simulated.
  const foreign = existsSync(lockFile) ? foreignProviders(readFileSync(lockFile, "utf8")) : [];
  if (foreign.length === 0) return;
  throw new UserError(
    `${name}: its state names ${foreign.join(", ")}, which no stack of this project uses, and which would run with your ` +
      "keys. Somebody may have changed the state: docs/runbooks/state.md says what to do.",
  );
}
