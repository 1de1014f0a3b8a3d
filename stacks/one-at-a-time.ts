import {
  DefaultTokenResolver,
  dependable,
  type ITerraformDependable,
  StringConcat,
  TerraformResource,
  TerraformStack,
  Tokenization,
} from "cdktf";
import type { IConstruct } from "constructs";
import FAMILIES from "../schemas/alicloud-busy-parents.json";

const RESOLVER = new DefaultTokenResolver(new StringConcat());

/** A resource that belongs to another one of which the service changes one part at a time. */
interface Child {
  readonly resource: TerraformResource;
  /** Whether the provider waits while the service is at another part. Where it does not, the service's refusal ends the deploy. */
  readonly retried: boolean;
}

/**
 * Orders what belongs to one resource, where its service refuses two changes at the same time: what the provider does not
 * wait with comes first, one after the other, and then everything that it does wait with.
 */
export class OneAtATime {
  visit(node: IConstruct): void {
    if (!TerraformStack.isStack(node)) return;
    const resources = node.node.findAll().filter(TerraformResource.isTerraformResource);
    for (const children of Object.values(FAMILIES)) {
      for (const family of byParent(node, resources, children).values()) order(family);
    }
  }
}

type Children = Readonly<Record<string, { readonly reference: string; readonly retried: boolean }>>;

function byParent(
  stack: TerraformStack,
  resources: readonly TerraformResource[],
  children: Children,
): Map<string, Child[]> {
  const families = new Map<string, Child[]>();
  for (const resource of resources) {
    const child = children[resource.terraformResourceType];
    if (child === undefined) continue;
    const parent = String(
      Tokenization.resolve(inputOf(resource, child.reference), { scope: stack, resolver: RESOLVER }),
    );
    families.set(parent, [...(families.get(parent) ?? []), { resource, retried: child.retried }]);
  }
  return families;
}

/** What a configuration gives for an argument: bindings have it under a name such as `scalingGroupIdInput`. */
function inputOf(resource: TerraformResource, argument: string): unknown {
  const name = argument.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
  return (resource as unknown as Record<string, unknown>)[`${name}Input`];
}

function order(family: readonly Child[]): void {
  const alone = family.filter(({ retried }) => !retried).map(({ resource }) => resource);
  for (const [index, resource] of alone.entries()) if (index > 0) follow(resource, alone[index - 1]);
  for (const { resource } of family.filter(({ retried }) => retried)) follow(resource, alone.at(-1));
}

function follow(resource: TerraformResource, earlier: ITerraformDependable | undefined): void {
  if (earlier === undefined || resource.dependsOn?.includes(dependable(earlier))) return;
  resource.dependsOn = [...(resource.dependsOn ?? []), dependable(earlier)];
}
