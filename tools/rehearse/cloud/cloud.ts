import { createHash } from "node:crypto";
import { mapBlock } from "../provider/planning";
import type { Block } from "../schemas/model";
import { isList, isObject, type ObjectValue, UNKNOWN, type Value } from "../values/value";
import { answerFromTable, conform } from "./data-sources";
import { type Fault, FaultPlan, type PlannedFault } from "./faults";
import { fillRandom, generateValue } from "./generated-values";
import { DEFAULT_IDENTIFIER, identifierOf, isMadeUpId } from "./identifiers";
import { Random } from "./random";

/** A resource that the simulated cloud holds. */
export interface CloudResource {
  readonly type: string;
  readonly id: string;
  readonly attributes: ObjectValue;
}

/** What a service answers when it refuses: code and message as the real one gives them. */
export class CloudError extends Error {
  constructor(
    readonly code: string,
    message: string,
  ) {
    super(message);
    this.name = "CloudError";
  }
}

/**
 * The simulated cloud: it makes ids and values, refuses what a real one would refuse, knows what it holds, and fails when
 * its fault plan says so. One serves all providers of a rehearsal.
 */
export class Cloud {
  private readonly resources = new Map<string, CloudResource>();
  /** By made-up id: the keys of the resources in which it stands, the resource itself included. */
  private readonly mentions = new Map<string, Set<string>>();
  private readonly destroyed = new Set<string>();
  private readonly assumed = new Set<string>();
  private readonly twins = new Map<string, number>();
  private faults = new FaultPlan([]);
  private held: Promise<void> = Promise.resolve();
  private reached: () => void = () => {};
  /** Ends the Terraform that is at work; the fault `kill` calls it. */
  killTerraform: () => void = () => {};

  constructor(private readonly seed = "rehearsal") {}

  /** What the cloud holds now, to come back to. */
  snapshot(): readonly CloudResource[] {
    return this.all();
  }

  /** Makes the cloud what it was, empty by default, with nothing going wrong. */
  restore(snapshot: readonly CloudResource[] = []): void {
    this.resources.clear();
    this.mentions.clear();
    this.destroyed.clear();
    this.twins.clear();
    for (const resource of snapshot) this.put(resource);
    this.failBy([]);
  }

  /** Says what goes wrong from now on; operations are counted anew. */
  failBy(faults: readonly PlannedFault[]): void {
    this.faults = new FaultPlan(faults);
  }

  /** Everything that the cloud holds. */
  all(): readonly CloudResource[] {
    return [...this.resources.values()];
  }

  /** Ids that the configuration names, and that somebody else has made: references to them are sound. */
  assume(ids: Iterable<string>): void {
    for (const id of ids) this.assumed.add(id);
  }

  /**
   * Makes a resource.
   *
   * @param planned the resource, unknown where the cloud decides
   * @returns the resource, complete
   * @throws {CloudError} when it is refused, or by a fault; after the fault `lose`, it exists all the same
   */
  create(type: string, block: Block, planned: ObjectValue): ObjectValue {
    const fault = this.faults.next("create", type);
    this.fail(fault);
    this.checkReferences(planned);
    const random = this.randomFor(type, planned);
    const attributes = this.complete(type, block, planned, random, this.makeId(type, planned, random));
    const id = idOf(attributes);
    const key = keyOf(type, id);
    if (this.resources.has(key)) throw new CloudError("EntityAlreadyExists", `${type} ${id} exists already`);
    this.put({ type, id, attributes });
    this.loseAnswer(fault, type, id);
    return attributes;
  }

  /** Changes a resource. @throws {CloudError} as {@link Cloud.create} does */
  update(type: string, block: Block, prior: ObjectValue, planned: ObjectValue): ObjectValue {
    const fault = this.faults.next("update", type);
    this.fail(fault);
    this.checkReferences(planned);
    const attributes = this.complete(type, block, planned, this.randomFor(type, planned), String(planned.id ?? ""));
    this.remove(keyOf(type, idOf(prior)));
    const id = idOf(attributes);
    this.put({ type, id, attributes });
    this.loseAnswer(fault, type, id);
    return attributes;
  }

  /** Takes a resource away. @throws {CloudError} when something still refers to it, or by a fault */
  delete(type: string, prior: ObjectValue): void {
    const fault = this.faults.next("delete", type);
    this.fail(fault);
    const id = idOf(prior);
    if (prior.deletion_protection === true) {
      throw new CloudError("OperationDenied.DeletionProtection", `${type} ${id} is protected from deletion`);
    }
    this.refuseWhileUsed(type, id);
    this.remove(keyOf(type, id));
    this.destroyed.add(keyOf(type, id));
    this.loseAnswer(fault, type, id);
  }

  /**
   * A resource as it is now, or `undefined` when it is gone. One that this cloud has never seen belongs to an earlier
   * rehearsal, and is taken as the state has it.
   */
  read(type: string, known: ObjectValue): ObjectValue | undefined {
    const id = idOf(known);
    const key = keyOf(type, id);
    if (this.destroyed.has(key)) return undefined;
    const found = this.resources.get(key);
    if (found) return found.attributes;
    this.put({ type, id, attributes: known });
    return known;
  }

  /** The resource that an import names. @throws {CloudError} when there is none */
  find(type: string, id: string): CloudResource {
    const found = this.resources.get(keyOf(type, id));
    if (!found) throw new CloudError("EntityNotExist", `there is no ${type} ${id}`);
    return found;
  }

  /** What a data source answers: from the table, and plausible values where neither that nor the configuration says. */
  answer(type: string, block: Block, asked: ObjectValue, region: string): ObjectValue {
    const known = answerFromTable(type, asked, region) ?? {};
    const planned = mapBlock(block, asked, (value, attribute, name, around) => {
      const found = around === undefined ? known[name] : undefined;
      return found === undefined ? value : conform(found, attribute.type ?? "dynamic");
    });
    return this.complete(type, block, planned, this.randomFor(type, asked), type);
  }

  /** Resolves at once, or when a {@link Cloud.hold} ends. */
  async whenFree(): Promise<void> {
    this.reached();
    await this.held;
  }

  /**
   * Holds back every change from now on.
   *
   * @returns a promise of the first change that comes, and the function that lets all of them go on
   */
  hold(): { reached: Promise<void>; release: () => void } {
    let release = () => {};
    this.held = new Promise((resolve) => {
      release = resolve;
    });
    const reached = new Promise<void>((resolve) => {
      this.reached = resolve;
    });
    return { reached, release };
  }

  /** Changes an attribute behind Terraform's back, as somebody in the console does. */
  drift(type: string, id: string, attribute: string, value: Value): void {
    const found = this.find(type, id);
    this.remove(keyOf(type, id));
    this.put({ ...found, attributes: { ...found.attributes, [attribute]: value } });
  }

  private loseAnswer(fault: Fault | undefined, type: string, id: string): void {
    if (fault === "kill") this.killTerraform();
    if (fault !== "lose" && fault !== "kill") return;
    throw new CloudError(
      "ConnectionReset",
      `the answer was lost (a rehearsed fault); ${type} exists: adopt it with \`terraform import <address> ${id}\``,
    );
  }

  private fail(fault: Fault | undefined): void {
    if (fault === "fail") throw new CloudError("InternalError", "the service failed (a rehearsed fault)");
    if (fault === "throttle") throw new CloudError("Throttling.User", "too many requests (a rehearsed fault)");
    if (fault === "timeout") throw new CloudError("ServiceTimeout", "no answer in time (a rehearsed fault)");
  }

  /** The same resource gets the same values in every run; a second one just like it gets others. */
  private randomFor(type: string, planned: ObjectValue): Random {
    const likeness = `${this.seed}/${type}/${JSON.stringify(planned)}`;
    const twin = this.twins.get(likeness) ?? 0;
    this.twins.set(likeness, twin + 1);
    return new Random(`${likeness}/${twin}`);
  }

  private makeId(type: string, planned: ObjectValue, random: Random): string {
    if (typeof planned.id === "string" && planned.id !== "") return planned.id;
    const named = identifierOf(type).replaceAll(/\{(\w+)\}/g, (_, name) => {
      const value = planned[name];
      return typeof value === "string" || typeof value === "number" ? String(value) : "";
    });
    const id = fillRandom(named, random);
    return /[a-z0-9]/i.test(id) ? id : fillRandom(DEFAULT_IDENTIFIER, random);
  }

  private complete(type: string, block: Block, planned: ObjectValue, random: Random, id: string): ObjectValue {
    const completed = mapBlock(block, planned, (value, attribute, name) => {
      if (attribute.write_only) return null;
      return value === UNKNOWN ? generateValue(attribute.type ?? "dynamic", name, type, random) : value;
    });
    return {
      ...completed,
      ...("id" in completed && { id }),
      ...(completed.allocation_id === "" && { allocation_id: id }),
    };
  }

  private put(resource: CloudResource): void {
    const key = keyOf(resource.type, resource.id);
    this.resources.set(key, resource);
    this.destroyed.delete(key);
    for (const id of madeUpIds(resource.attributes)) {
      this.mentions.set(id, (this.mentions.get(id) ?? new Set()).add(key));
    }
  }

  private remove(key: string): void {
    const resource = this.resources.get(key);
    if (!resource) return;
    this.resources.delete(key);
    for (const id of madeUpIds(resource.attributes)) this.mentions.get(id)?.delete(key);
  }

  /** A made-up id has to be the id of something. */
  private checkReferences(value: Value): void {
    const missing = [...madeUpIds(value)].find((id) => !this.assumed.has(id) && !this.mentions.get(id)?.size);
    if (missing === undefined) return;
    throw new CloudError("InvalidResourceId.NotFound", `there is nothing with the id ${missing}`);
  }

  private refuseWhileUsed(type: string, id: string): void {
    const user = [...(this.mentions.get(id) ?? [])].find((key) => key !== keyOf(type, id));
    if (user !== undefined) throw new CloudError("DependencyViolation", `${type} ${id} is in use by ${user}`);
  }
}

function keyOf(type: string, id: string): string {
  return `${type} ${id}`;
}

/** The few types without an id go by what they are. */
function idOf(attributes: ObjectValue): string {
  if (typeof attributes.id === "string" && attributes.id !== "") return attributes.id;
  return createHash("sha256").update(JSON.stringify(attributes)).digest("hex").slice(0, 20);
}

/** The made-up ids that stand in a value. */
function madeUpIds(value: Value, found = new Set<string>()): Set<string> {
  if (typeof value === "string" && isMadeUpId(value)) found.add(value);
  else if (isList(value)) for (const entry of value) madeUpIds(entry, found);
  else if (isObject(value)) for (const entry of Object.values(value)) madeUpIds(entry, found);
  return found;
}
