/** Launch templates as aliyun/alicloud 1.289 and ECS keep them, after resource_alicloud_ecs_launch_template.go. */
import { isList, isObject, type ObjectValue, sameValue, UNKNOWN, type Value } from "../values/value";

const TYPE = "alicloud_ecs_launch_template";

/** Attributes of which a change makes no version. */
const UNVERSIONED = [
  "latest_version_number",
  "default_version_number",
  "update_default_version_number",
  "template_tags",
];

/** What the provider sends of a system disk that is the same as before. ECS takes the rest for left out. */
const SENT_OF_SAME_DISK = ["delete_with_instance", "iops", "performance_level"];

/** The plan of an update: the number of a version that it makes is not known yet. Other types stay as they are. */
export function planVersion(type: string, prior: ObjectValue, planned: ObjectValue): ObjectValue {
  return type === TYPE && makesVersion(prior, planned) ? { ...planned, latest_version_number: UNKNOWN } : planned;
}

/** A template that is new, with its first version. Other types stay as they are. */
export function withFirstVersion(type: string, made: ObjectValue): ObjectValue {
  return type === TYPE ? { ...made, latest_version_number: 1, default_version_number: 1 } : made;
}

/** A template after an update, with the number of its newest version. Other types stay as they are. */
export function withNextVersion(type: string, prior: ObjectValue, changed: ObjectValue): ObjectValue {
  if (type !== TYPE) return changed;
  return { ...changed, latest_version_number: versionOf(prior) + Number(makesVersion(prior, changed)) };
}

/**
 * What ECS keeps of an updated template. A version replaces all of the one before, and the provider sends a system disk as
 * a whole only when it has changed: else, hosts get disks that are not encrypted. Other types stay as they are.
 */
export function asKept(type: string, prior: ObjectValue, changed: ObjectValue): ObjectValue {
  const isSent = type !== TYPE || !makesVersion(prior, changed) || !sameValue(prior.system_disk, changed.system_disk);
  return isSent ? changed : { ...changed, system_disk: lessWhatIsNotSent(changed.system_disk ?? null) };
}

/** The number of a template's newest version. */
export function versionOf({ latest_version_number: version }: ObjectValue): number {
  return typeof version === "number" ? version : 1;
}

function makesVersion(prior: ObjectValue, next: ObjectValue): boolean {
  return Object.keys(next).some((name) => !UNVERSIONED.includes(name) && !sameValue(prior[name], next[name]));
}

function lessWhatIsNotSent(disks: Value): Value {
  if (!isList(disks)) return disks;
  const kept = ([name, value]: [string, Value]) => [name, SENT_OF_SAME_DISK.includes(name) ? value : null];
  return disks.map((disk) => (isObject(disk) ? Object.fromEntries(Object.entries(disk).map(kept)) : disk));
}
