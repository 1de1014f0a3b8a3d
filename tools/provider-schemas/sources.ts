import type { StackConfiguration } from "../terraform/assembly";
import { providerName } from "./prebuilt-package";

/** The names of the providers that stacks need, as `namespace/name`, less the one that is built into Terraform. */
export function providerSources(configurations: readonly StackConfiguration[]): string[] {
  const required = configurations.flatMap(({ terraform }) => Object.values(terraform?.required_providers ?? {}));
  const written = required.map(({ source }) => source).filter((source) => !source.startsWith("terraform.io/builtin/"));
  return [...new Set(written.map(providerName))];
}
