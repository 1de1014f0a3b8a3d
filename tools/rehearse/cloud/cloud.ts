import type { Block, ProviderSchema } from "../../provider-schemas/model";
import type { TypeBehaviour } from "../provider/behaviour";
import { mapBlock } from "../provider/planning";
import { isEmpty, type ObjectValue, type Value } from "../values/value";
import type { BusyParents } from "./busy-parents";
import { CloudError } from "./cloud-error";
import type { CloudFile } from "./cloud-file";
import { answerFromTable, conform } from "./data-sources";
import { type Fault, FaultPlan, type PlannedFault } from "./faults";
import { InstanceRefreshes } from "./instance-refresh";
import { type CloudResource, Inventory, resourceOf } from "./inventory";
import { asKept, withFirstVersion, withNextVersion } from "./launch-template";
import { protectionOf } from "./protection";
import { ResourceMaker } from "./resource-maker";
import { ServiceAnswers } from "./service-answers";
import type { ServiceValues } from "./service-values";
import { findSubResources, type SubResource, setByParts } from "./sub-resources";

const DAY_MILLISECONDS = 86_400_000;

/** What is known of a provider's services beyond what a plan says. */
export interface Services {
  readonly schema: ProviderSchema;
  readonly behaviour: Readonly<Record<string, TypeBehaviour>>;
  readonly values: ServiceValues;
}

/**
 * The simulated cloud: it makes ids and values, refuses what a real one would refuse, knows what it holds, and fails when
 * its fault plan says so. One serves all providers of a rehearsal.
 */
export class Cloud {
  private readonly inventory: Inventory;
  private readonly assumed = new Set<string>();
  private readonly maker: ResourceMaker;
  private readonly refreshes = new InstanceRefreshes((type, id) => this.inventory.find(type, id));
  private faults = new FaultPlan([]);
  private held: Promise<void> = Promise.resolve();
  private reached: () => void = () => {};
  /** Whether the Terraform that was at work has been killed: what it sent before and comes late gets nowhere. */
  private clientIsDead = false;
  /** Refuses two parts of one resource at the same time. @default nothing does */
  busyParents: BusyParents | undefined;
  private passedMilliseconds = 0;
  /** Ends the Terraform that is running; the fault `kill` calls it. */
  killTerraform: () => void = () => {};

  private readonly answers: ServiceAnswers;
  private readonly subResources: readonly SubResource[];

  /**
   * @param seed what made-up ids and values follow from
   * @param file keeps what the cloud holds, and has what it held at the last call. @default nothing is kept
   * @param services whose services it plays. @default those of providers that say nothing beyond the plan
   */
  constructor(
    seed = "rehearsal",
    file?: CloudFile,
    private readonly services?: Services,
  ) {
    this.maker = new ResourceMaker(seed);
    this.answers = new ServiceAnswers(services?.behaviour ?? {}, services?.values ?? {});
    this.subResources = services ? findSubResources(services.schema) : [];
    this.inventory = new Inventory((change) => file?.append(change));
    if (!file) return;
    this.inventory.recall(file.read());
    file.rewrite(this.inventory.changes());
  }

  /** The time in the cloud: this machine's, and what {@link Cloud.pass} has added. */
  now(): Date {
    return new Date(Date.now() + this.passedMilliseconds);
  }

  /** Lets days pass. */
  pass(days: number): void {
    this.passedMilliseconds += days * DAY_MILLISECONDS;
  }

  /** Makes the cloud hold what {@link Cloud.all} once gave, nothing by default, with nothing going wrong. */
  restore(resources: readonly CloudResource[] = []): void {
    this.inventory.clear();
    this.maker.forget();
    this.refreshes.forget();
    for (const resource of resources) this.inventory.put(resource);
    this.clientIsDead = false;
    this.failBy([]);
  }

  /** A Terraform starts its work. */
  welcome(): void {
    this.clientIsDead = false;
  }

  /** Says what goes wrong from now on; operations are counted anew. */
  failBy(faults: readonly PlannedFault[]): void {
    this.faults = new FaultPlan(faults);
  }

  /** Everything that the cloud holds. */
  all(): readonly CloudResource[] {
    return this.inventory.all();
  }

  /** Ids that the configuration names although no resource of it has them: references to them are valid. */
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
    this.refuseTheDead();
    const fault = this.faults.next("create", type);
    this.fail(fault);
    this.checkReferences(planned);
    const refused = this.refreshes.refusal(type, planned);
    if (refused) throw new CloudError(refused.code, refused.message);
    const made = this.make(type, block, planned);
    if (this.inventory.get(made)) throw new CloudError("EntityAlreadyExists", `${type} ${made.id} exists already`);
    this.inventory.put(made);
    this.refreshes.begin(made, fault);
    this.loseAnswer(fault, made);
    return made.attributes;
  }

  /** Like {@link Cloud.create}, while the resource that this one belongs to takes no other part, if it is to be rehearsed. */
  async createPart(type: string, block: Block, planned: ObjectValue): Promise<ObjectValue> {
    const create = () => this.create(type, block, planned);
    return this.busyParents ? this.busyParents.make(type, planned, create) : create();
  }

  /** Changes a resource. @throws {CloudError} as {@link Cloud.create} does */
  update(type: string, block: Block, prior: ObjectValue, planned: ObjectValue): ObjectValue {
    this.refuseTheDead();
    const fault = this.faults.next("update", type);
    this.fail(fault);
    this.checkReferences(planned);
    const completed = this.maker.complete(type, block, planned, String(planned.id ?? ""));
    const attributes = withNextVersion(type, prior, completed);
    const kept = asKept(type, prior, this.withoutParts(type, prior, attributes));
    const changed = resourceOf(type, this.answers.of(type, block, kept));
    this.inventory.remove(resourceOf(type, prior));
    this.inventory.put(changed);
    this.loseAnswer(fault, changed);
    return this.withParts(changed).attributes;
  }

  /** Takes a resource away. @throws {CloudError} when something still refers to it, or by a fault */
  delete(type: string, prior: ObjectValue): void {
    this.refuseTheDead();
    const fault = this.faults.next("delete", type);
    this.fail(fault);
    const resource = resourceOf(type, prior);
    const { id } = resource;
    if (prior[protectionOf(type)] === true) {
      throw new CloudError("OperationDenied.DeletionProtection", `${type} ${id} is protected from deletion`);
    }
    const user = this.inventory.userOf(resource);
    if (user !== undefined) throw new CloudError("DependencyViolation", `${type} ${id} is in use by ${user}`);
    this.inventory.remove(resource);
    this.loseAnswer(fault, resource);
  }

  /**
   * A resource as it is now, or `undefined` when it is gone. One that this cloud has never seen belongs to an earlier
   * rehearsal, and is taken as the state has it.
   */
  read(type: string, known: ObjectValue): ObjectValue | undefined {
    const resource = resourceOf(type, known);
    if (this.inventory.isRemoved(resource)) return undefined;
    const found = this.inventory.get(resource);
    if (found) return this.withParts(this.look(found)).attributes;
    this.inventory.put(resource);
    return known;
  }

  /** The resource that an import names. @throws {CloudError} when there is none */
  find(type: string, id: string): CloudResource {
    const found = this.inventory.find(type, id);
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
    return this.maker.complete(type, block, planned, type);
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

  /** Changes an attribute without Terraform, as a person does in the console. */
  drift(type: string, id: string, attribute: string, value: Value): void {
    const found = this.find(type, id);
    this.inventory.remove(found);
    this.inventory.put({ ...found, attributes: { ...found.attributes, [attribute]: value } });
  }

  /** Makes up a resource. An id that one just like it got in an earlier call is not given again, unless a name says it. */
  private make(type: string, block: Block, planned: ObjectValue): CloudResource {
    const complete = () => {
      const completed = this.refreshes.made(type, withFirstVersion(type, this.maker.complete(type, block, planned)));
      return this.answers.of(type, block, completed);
    };
    let made = resourceOf(type, complete());
    while (this.inventory.get(made)) {
      const other = resourceOf(type, complete());
      if (other.id === made.id) break;
      made = other;
    }
    return made;
  }

  /** A resource at a read, which time may have changed. */
  private look(found: CloudResource): CloudResource {
    const seen = this.refreshes.look(found);
    if (seen !== found) this.inventory.put(seen);
    return seen;
  }

  /** A resource with what its sub-resources have set on it. */
  private withParts(resource: CloudResource): CloudResource {
    const block = this.services?.schema.resource_schemas[resource.type]?.block ?? {};
    const set = this.partsOf(resource).map(({ attribute, parts }) => [
      attribute,
      setByParts(
        block,
        attribute,
        parts.map(({ attributes }) => attributes),
      ),
    ]);
    return set.length === 0
      ? resource
      : { ...resource, attributes: { ...resource.attributes, ...Object.fromEntries(set) } };
  }

  /**
   * What an update leaves on a resource itself. Where it takes away what a sub-resource has set, the service deletes that,
   * whoever made it.
   */
  private withoutParts(type: string, prior: ObjectValue, planned: ObjectValue): ObjectValue {
    const held = this.partsOf(resourceOf(type, prior));
    for (const { attribute, parts } of held) {
      if (isEmpty(planned[attribute]) && !isEmpty(prior[attribute]))
        for (const part of parts) this.inventory.remove(part);
    }
    return { ...planned, ...Object.fromEntries(held.map(({ attribute }) => [attribute, null])) };
  }

  /** The sub-resources of a resource, by the argument that they set on it. */
  private partsOf({ type: parent, id }: CloudResource): { attribute: string; parts: CloudResource[] }[] {
    return this.subResources
      .filter((each) => each.parent === parent)
      .map(({ type, reference, attribute }) => ({
        attribute,
        parts: this.inventory.all().filter((each) => each.type === type && each.attributes[reference] === id),
      }))
      .filter(({ parts }) => parts.length > 0);
  }

  private loseAnswer(fault: Fault | undefined, { type, id }: CloudResource): void {
    if (fault === "kill") {
      this.clientIsDead = true;
      this.killTerraform();
    }
    if (fault !== "lose" && fault !== "kill") return;
    throw new CloudError(
      "ConnectionReset",
      `the answer was lost (a rehearsed fault); ${type} exists: adopt it with \`terraform import <address> ${id}\``,
    );
  }

  private refuseTheDead(): void {
    if (this.clientIsDead) throw new CloudError("ConnectionReset", "the Terraform that asked has been killed");
  }

  private fail(fault: Fault | undefined): void {
    if (fault === "fail") throw new CloudError("InternalError", "the service failed (a rehearsed fault)");
    if (fault === "throttle") throw new CloudError("Throttling.User", "too many requests (a rehearsed fault)");
    if (fault === "timeout") throw new CloudError("ServiceTimeout", "no answer in time (a rehearsed fault)");
  }

  /** A made-up id has to be the id of something. */
  private checkReferences(value: Value): void {
    const missing = this.inventory.danglingId(value, this.assumed);
    if (missing === undefined) return;
    throw new CloudError("InvalidResourceId.NotFound", `there is nothing with the id ${missing}`);
  }
}
