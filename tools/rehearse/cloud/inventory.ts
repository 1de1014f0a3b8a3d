import { isList, isObject, type ObjectValue, type Value } from "../values/value";
import { isMadeUpId } from "./identifiers";

/** A resource that the simulated cloud holds. */
export interface CloudResource {
  readonly type: string;
  readonly id: string;
  readonly attributes: ObjectValue;
}

/** What a cloud holds, what it has held, and which resource names which. */
export class Inventory {
  private readonly resources = new Map<string, CloudResource>();
  private readonly removed = new Set<string>();
  /** By made-up id: the keys of the resources in which it stands, the resource itself included. */
  private readonly mentions = new Map<string, Set<string>>();

  all(): readonly CloudResource[] {
    return [...this.resources.values()];
  }

  get(type: string, id: string): CloudResource | undefined {
    return this.resources.get(keyOf(type, id));
  }

  put(resource: CloudResource): void {
    const key = keyOf(resource.type, resource.id);
    this.resources.set(key, resource);
    this.removed.delete(key);
    for (const id of madeUpIds(resource.attributes)) {
      this.mentions.set(id, (this.mentions.get(id) ?? new Set()).add(key));
    }
  }

  remove(type: string, id: string): void {
    const key = keyOf(type, id);
    const resource = this.resources.get(key);
    this.removed.add(key);
    if (!resource) return;
    this.resources.delete(key);
    for (const mentioned of madeUpIds(resource.attributes)) this.mentions.get(mentioned)?.delete(key);
  }

  /** Whether a resource was there and is gone. */
  isRemoved(type: string, id: string): boolean {
    return this.removed.has(keyOf(type, id));
  }

  /** A made-up id in a value that is no resource's and no resource's part's. */
  danglingId(value: Value, known: ReadonlySet<string>): string | undefined {
    return [...madeUpIds(value)].find((id) => !known.has(id) && !this.mentions.get(id)?.size);
  }

  /** Another resource that names this one by a made-up id, as type and id. */
  userOf(type: string, id: string): string | undefined {
    return [...(this.mentions.get(id) ?? [])].find((key) => key !== keyOf(type, id));
  }

  clear(): void {
    for (const collection of [this.resources, this.removed, this.mentions]) collection.clear();
  }
}

/** How a resource is named among all: by type and id. */
export function keyOf(type: string, id: string): string {
  return `${type} ${id}`;
}

/** The made-up ids that stand in a value. */
function madeUpIds(value: Value, found = new Set<string>()): Set<string> {
  if (typeof value === "string" && isMadeUpId(value)) found.add(value);
  else if (isList(value)) for (const entry of value) madeUpIds(entry, found);
  else if (isObject(value)) for (const entry of Object.values(value)) madeUpIds(entry, found);
  return found;
}
