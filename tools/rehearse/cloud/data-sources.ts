/**
 * What data sources answer: a small picture of two regions. Zones and instance families as Alibaba Cloud sold them when
 * this was written; images by their families' names. It is a rehearsal's picture, not a price list.
 */
import type { CtyType } from "../schemas/model";
import { isObject, type ObjectValue, type Value } from "../values/value";

const ZONES: Readonly<Record<string, readonly string[]>> = {
  "cn-hongkong": ["cn-hongkong-b", "cn-hongkong-c", "cn-hongkong-d"],
  "ap-southeast-1": ["ap-southeast-1a", "ap-southeast-1b", "ap-southeast-1c"],
};

/** Family, size, vCPUs and GiB of memory. c is 1:2, g 1:4, r 1:8. */
const INSTANCE_TYPES: readonly (readonly [string, string, number, number])[] = [
  ["ecs.c6", "large", 2, 4],
  ["ecs.c6", "xlarge", 4, 8],
  ["ecs.c6", "2xlarge", 8, 16],
  ["ecs.c7", "large", 2, 4],
  ["ecs.c7", "xlarge", 4, 8],
  ["ecs.c7", "2xlarge", 8, 16],
  ["ecs.g6", "large", 2, 8],
  ["ecs.g6", "xlarge", 4, 16],
  ["ecs.g7", "large", 2, 8],
  ["ecs.g7", "xlarge", 4, 16],
  ["ecs.r6", "large", 2, 16],
];

const IMAGES: readonly { readonly id: string; readonly name: string; readonly platform: string }[] = [
  { id: "aliyun_3_x64_20G_alibase_20251030.vhd", name: "aliyun_3_x64_20G_alibase_20251030.vhd", platform: "Aliyun" },
  {
    id: "debian_12_11_x64_20G_alibase_20251030.vhd",
    name: "debian_12_11_x64_20G_alibase_20251030.vhd",
    platform: "Debian",
  },
  {
    id: "ubuntu_24_04_x64_20G_alibase_20251030.vhd",
    name: "ubuntu_24_04_x64_20G_alibase_20251030.vhd",
    platform: "Ubuntu",
  },
];

type Answer = (asked: ObjectValue, region: string) => ObjectValue;

const ANSWERS: Readonly<Record<string, Answer>> = {
  alicloud_zones: (_, region) =>
    listed(
      "zones",
      zonesOf(region).map((id) => ({ id, local_name: id })),
    ),
  alicloud_images: ({ name_regex, image_id }) => {
    const pattern = typeof name_regex === "string" ? new RegExp(name_regex) : /(?:)/;
    const found = IMAGES.filter(
      ({ id, name }) => pattern.test(name) && (typeof image_id !== "string" || id === image_id),
    );
    const common = { architecture: "x86_64", os_type: "linux", status: "Available", state: "Available", size: 20 };
    return listed(
      "images",
      found.map((image) => ({ ...common, ...image, image_id: image.id })),
    );
  },
  alicloud_instance_types: (asked, region) => {
    const found = INSTANCE_TYPES.filter(
      ([family, size, cpus, memory]) =>
        fits(asked.cpu_core_count, cpus) &&
        fits(asked.memory_size, memory) &&
        fits(asked.instance_type_family, family) &&
        fits(asked.instance_type, `${family}.${size}`) &&
        (typeof asked.availability_zone !== "string" || zonesOf(region).includes(asked.availability_zone)),
    );
    const describe = ([family, size, cpu_core_count, memory_size]: (typeof found)[number]) => ({
      id: `${family}.${size}`,
      family,
      cpu_core_count,
      memory_size,
      availability_zones: zonesOf(region),
    });
    return listed("instance_types", found.map(describe));
  },
};

/**
 * What a data source of the table answers.
 *
 * @returns the attributes that the answer sets, or `undefined` for a data source that is not in the table
 */
export function answerFromTable(type: string, asked: ObjectValue, region: string): ObjectValue | undefined {
  return ANSWERS[type]?.(asked, region);
}

/** Completes a value to its type: the fields of an object that nobody has set are null. */
export function conform(value: Value, type: CtyType): Value {
  if (typeof type === "string" || value === null) return value;
  if ((type[0] === "list" || type[0] === "set") && Array.isArray(value)) {
    return value.map((entry: Value) => conform(entry, type[1]));
  }
  if (type[0] === "object" && isObject(value)) {
    return Object.fromEntries(
      Object.entries(type[1]).map(([name, field]) => [name, conform(value[name] ?? null, field)]),
    );
  }
  return value;
}

function zonesOf(region: string): readonly string[] {
  return ZONES[region] ?? [];
}

function listed(name: string, entries: readonly ObjectValue[]): ObjectValue {
  return { [name]: entries, ids: entries.map(({ id }) => id ?? null) };
}

/** Whether a value is what was asked for; whoever asks for nothing gets everything. */
function fits(asked: Value | undefined, actual: string | number): boolean {
  return asked === null || asked === undefined || asked === actual;
}
