import type { ObjectValue } from "../values/value";
import type { Fault } from "./faults";
import type { CloudResource } from "./inventory";
import { versionOf } from "./launch-template";

const TYPE = "alicloud_ess_instance_refresh";
const GROUP = "alicloud_ess_scaling_group";
const TEMPLATE = "alicloud_ecs_launch_template";

/** At this read after its start, a refresh is over. */
const LAST_READ = 2;

/** Why a service refuses something. */
interface Refusal {
  readonly code: string;
  readonly message: string;
}

/** A refresh that goes on. */
interface Task {
  readonly group: string;
  readonly version: number | undefined;
  readonly end: "Successful" | "Failed";
  reads: number;
}

/** Auto Scaling's instance refreshes: which it refuses, how they go on, and which version the hosts of groups have. */
export class InstanceRefreshes {
  private readonly tasks = new Map<string, Task>();
  /** The version of its template that every host of a group has, by the group's id; absent where nobody knows it. */
  private readonly hostVersions = new Map<string, number>();

  /** @param find a resource that the cloud holds */
  constructor(private readonly find: (type: string, id: string) => CloudResource | undefined) {}

  /** Forgets groups and tasks. */
  forget(): void {
    this.tasks.clear();
    this.hostVersions.clear();
  }

  /** Why Auto Scaling refuses a refresh, if it does. Nothing else is refused. */
  refusal(type: string, planned: ObjectValue): Refusal | undefined {
    if (type !== TYPE) return undefined;
    const id = String(planned.scaling_group_id);
    const { attributes: group = {} } = this.find(GROUP, id) ?? {};
    if (group.multi_az_policy !== "PRIORITY") {
      return { code: "InvalidScalingGroup.MultiAZPolicy", message: `${id} does not have the policy PRIORITY` };
    }
    if ([...this.tasks.values()].some((task) => task.group === id)) {
      return { code: "InstanceRefreshInProgress", message: `a refresh of ${id} is in progress` };
    }
    // The provider sends `false` where a configuration says nothing, although the service's own default is `true`.
    if (planned.skip_matching !== true || this.hostVersions.get(id) !== this.templateVersion(group)) return undefined;
    return {
      code: "InvalidInstance.NoInstanceNeedBeRefreshed",
      message: `every host of ${id} is of the newest version`,
    };
  }

  /** A resource as it is made: a refresh is in progress. Other types stay as they are. */
  made(type: string, made: ObjectValue): ObjectValue {
    return type === TYPE ? { ...made, status: "InProgress" } : made;
  }

  /** Takes note of a group, whose hosts are made at once, or of a refresh that begins. */
  begin({ type, id, attributes }: CloudResource, fault?: Fault): void {
    if (type === GROUP) this.setHostVersion(id, this.templateVersion(attributes));
    if (type !== TYPE) return;
    const group = String(attributes.scaling_group_id);
    const version = this.templateVersion(this.find(GROUP, group)?.attributes ?? {});
    this.tasks.set(id, { group, version, end: fault === "break" ? "Failed" : "Successful", reads: 0 });
  }

  /** A resource at a read. Reads are what makes time pass for a refresh. */
  look(resource: CloudResource): CloudResource {
    const { type, id, attributes } = resource;
    // One that an earlier call of a command has begun.
    if (type === TYPE && attributes.status === "InProgress" && !this.tasks.has(id)) this.begin(resource);
    const task = this.tasks.get(id);
    if (!task) return resource;
    task.reads += 1;
    if (task.reads < LAST_READ) return resource;
    this.tasks.delete(id);
    if (task.end === "Successful") this.setHostVersion(task.group, task.version);
    return { ...resource, attributes: { ...attributes, status: task.end } };
  }

  private setHostVersion(group: string, version: number | undefined): void {
    if (version !== undefined) this.hostVersions.set(group, version);
  }

  private templateVersion({ launch_template_id: id }: ObjectValue): number | undefined {
    const template = typeof id === "string" ? this.find(TEMPLATE, id) : undefined;
    return template && versionOf(template.attributes);
  }
}
