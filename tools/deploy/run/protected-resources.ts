import { protectionOf } from "../../rehearse/cloud/protection";
import type { AssemblyStack } from "../../terraform/assembly";
import type { State } from "./state";

/** A deployed resource that refuses to be deleted. */
export interface ProtectedResource {
  readonly stack: string;
  readonly address: string;
  /** What refuses: `prevent_destroy` of Terraform, or the service's own, by the name of the attribute. */
  readonly by: readonly string[];
}

/**
 * The deployed resources of a stack that refuse to be deleted: by what is synthesized now, or by what was deployed last,
 * which is what the service holds on to.
 */
export function protectedResources(
  { name, configuration }: Pick<AssemblyStack, "name" | "configuration">,
  state: State,
): ProtectedResource[] {
  return state.resources.flatMap((resource) => {
    if (resource.mode !== "managed") return [];
    const written = asRecord(configuration.resource?.[resource.type]?.[resource.name]);
    const attribute = protectionOf(resource.type);
    const isHeld = resource.instances.some(({ attributes }) => attributes?.[attribute] === true);
    const by = [
      ...(asRecord(written.lifecycle).prevent_destroy === true ? ["prevent_destroy"] : []),
      ...(written[attribute] === true || isHeld ? [attribute] : []),
    ];
    return by.length > 0 ? [{ stack: name, address: `${resource.type}.${resource.name}`, by }] : [];
  });
}

function asRecord(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null ? (value as Readonly<Record<string, unknown>>) : {};
}
