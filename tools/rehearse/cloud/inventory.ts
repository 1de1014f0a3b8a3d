import { createHash } from "node:crypto";
import { isList, isObject, type ObjectValue, type Value } from "../values/value";
import { ID_SCOPES, ID_TWINS, isMadeUpId } from "./identifiers";

/** A resource that the simulated cloud holds. */
export interface CloudResource {
  readonly type: string;
  readonly id: string;
  readonly attributes: ObjectValue;
}

/** Types that record what was done to another resource. That one can be deleted all the same. */
const RECORDS = ["alicloud_ess_instance_refresh"];

/** A change of what a cloud holds: a resource that is there from now on, or the key of one that is gone. */
export type InventoryChange = { readonly put: CloudResource } | { readonly removed: string };

/** What a cloud holds, what it has held, and which resource names which. */
export class Inventory {
  private readonly resources = new Map<string, CloudResource>();
  private readonly removed = new Set<string>();
  /** The keys of the resources that contain a made-up id, by that id; the resource that has the id is among them. */
  private readonly mentions = new Map<string, Set<string>>();

  /** @param record is told of every change, in its order. @default nobody is told */
  constructor(private readonly record: (change: InventoryChange) => void = () => {}) {}

  /** The changes that make an empty inventory hold what this one holds, and know what is gone. */
  changes(): InventoryChange[] {
    return [...this.all().map((put) => ({ put })), ...[...this.removed].map((removed) => ({ removed }))];
  }

  /** Makes it hold what another one held, without telling anybody. */
  recall(changes: Iterable<InventoryChange>): void {
    for (const change of changes) {
      if ("put" in change) this.add(change.put);
      else this.drop(change.removed);
    }
  }

  all(): readonly CloudResource[] {
    return [...this.resources.values()];
  }

  /** What it holds of a resource that is described by type, id and, where ids are not enough, attributes. */
  get(resource: CloudResource): CloudResource | undefined {
    return this.resources.get(scopedKey(resource));
  }

  /** The resource that an import names. */
  find(type: string, id: string): CloudResource | undefined {
    return this.all().find((resource) => resource.type === type && resource.id === id);
  }

  put(resource: CloudResource): void {
    this.add(resource);
    this.record({ put: resource });
  }

  private add(resource: CloudResource): void {
    const key = scopedKey(resource);
    this.resources.set(key, resource);
    this.removed.delete(key);
    for (const id of madeUpIds(resource.attributes)) {
      this.mentions.set(id, (this.mentions.get(id) ?? new Set()).add(key));
    }
  }

  remove(resource: CloudResource): void {
    const removed = scopedKey(resource);
    this.drop(removed);
    this.record({ removed });
  }

  private drop(key: string): void {
    const held = this.resources.get(key);
    this.removed.add(key);
    if (!held) return;
    this.resources.delete(key);
    for (const mentioned of madeUpIds(held.attributes)) this.mentions.get(mentioned)?.delete(key);
  }

  /** Whether a resource was there and is gone. */
  isRemoved(resource: CloudResource): boolean {
    return this.removed.has(scopedKey(resource));
  }

  /** A made-up id in a value that is no resource's and no resource's part's. */
  danglingId(value: Value, known: ReadonlySet<string>): string | undefined {
    return [...madeUpIds(value)].find((id) => !known.has(id) && !this.mentions.get(id)?.size);
  }

  /** Another resource that names this one by a made-up id, as type and id. */
  userOf(resource: CloudResource): string | undefined {
    if (isAspect(resource)) return undefined;
    return [...(this.mentions.get(resource.id) ?? [])].find(
      (key) => key !== scopedKey(resource) && !RECORDS.some((type) => key.startsWith(keyOf(type, ""))),
    );
  }

  clear(): void {
    for (const collection of [this.resources, this.removed, this.mentions]) collection.clear();
  }
}

/** A resource by its attributes. The few types without an id go by what they are, whatever the order of attributes. */
export function resourceOf(type: string, attributes: ObjectValue): CloudResource {
  if (typeof attributes.id === "string" && attributes.id !== "") return { type, id: attributes.id, attributes };
  const known = Object.entries(attributes).filter(([, value]) => value !== null);
  const text = JSON.stringify(known.sort(([one], [other]) => (one < other ? -1 : 1)));
  return { type, id: createHash("sha256").update(text).digest("hex").slice(0, 20), attributes };
}

/** How a resource is named among all: by type and id. */
export function keyOf(type: string, id: string): string {
  return `${type} ${id}`;
}

/** Like {@link keyOf}, with what tells resources of the same id apart. */
function scopedKey({ type, id, attributes }: CloudResource): string {
  const scope = ID_SCOPES[type];
  return scope === undefined ? keyOf(type, id) : `${keyOf(type, id)} in ${attributes[scope]}`;
}

/** Whether a resource is a side of another, whose id it goes by, such as a backup policy: others use only that one. */
function isAspect({ type, id, attributes }: CloudResource): boolean {
  const own = new Set(["id", ...Object.keys(ID_TWINS[type] ?? {})]);
  return Object.entries(attributes).some(([name, value]) => value === id && !own.has(name));
}

/** The made-up ids in a value; some attributes list several, separated by commas. */
export function madeUpIds(value: Value, found = new Set<string>()): Set<string> {
  if (typeof value === "string") for (const id of value.split(",").filter(isMadeUpId)) found.add(id);
  else if (isList(value)) for (const entry of value) madeUpIds(entry, found);
  else if (isObject(value)) for (const entry of Object.values(value)) madeUpIds(entry, found);
  return found;
}
