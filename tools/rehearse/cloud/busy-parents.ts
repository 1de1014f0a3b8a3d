import { setTimeout } from "node:timers/promises";
import FAMILIES from "../../../schemas/alicloud-busy-parents.json";
import type { ObjectValue } from "../values/value";
import { CloudError } from "./cloud-error";

/**
 * How long a change of a part keeps a resource busy: long enough for Terraform, which begins ten changes at once, to send
 * the next one.
 */
const BUSY_MILLISECONDS = 50;

interface Child {
  readonly parent: string;
  /** The argument that names the parent. */
  readonly reference: string;
  /** What the service answers while it is at another part. */
  readonly code: string;
  /** Whether the provider then asks again. */
  readonly retried: boolean;
}

const CHILDREN: ReadonlyMap<string, Child> = new Map(
  Object.entries(FAMILIES).flatMap(([parent, children]) =>
    Object.entries(children).map(([type, child]) => [type, { parent, ...child }] as const),
  ),
);

/** The resources of which a part is being made: their services refuse another part until that one is there. */
export class BusyParents {
  private readonly busy = new Map<string, Promise<unknown>>();

  /**
   * Makes a part of a resource, and keeps the resource busy for a while.
   *
   * @throws {CloudError} with the service's code when the resource is busy and the provider does not try again
   */
  async make<T>(type: string, planned: ObjectValue, work: () => T): Promise<T> {
    const child = CHILDREN.get(type);
    if (child === undefined) return work();
    const { parent, reference, code, retried } = child;
    const key = `${parent} ${planned[reference]}`;
    for (let busy = this.busy.get(key); busy; busy = this.busy.get(key)) {
      if (!retried) throw new CloudError(code, `${key} is busy with another part (a rehearsed fault)`);
      await busy;
    }
    this.busy.set(key, setTimeout(BUSY_MILLISECONDS));
    try {
      return work();
    } finally {
      await this.busy.get(key);
      this.busy.delete(key);
    }
  }
}
