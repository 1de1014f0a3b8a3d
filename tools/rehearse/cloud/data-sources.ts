/** What data sources answer, from the picture of the regions. */
import type { CtyType } from "../../provider-schemas/model";
import { isObject, type ObjectValue, type Value } from "../values/value";
import {
  IMAGE_FACTS,
  IMAGES,
  INSTANCE_TYPES,
  POSTGRES_CLASSES,
  REDIS_CLASSES,
  zonesOf,
  zonesSelling,
} from "./region-picture";

type Answer = (asked: ObjectValue, region: string) => ObjectValue;

const ANSWERS: Readonly<Record<string, Answer>> = {
  alicloud_zones: (_, region) => listed("zones", describeZones(region)),
  alicloud_alb_zones: (_, region) =>
    listed(
      "zones",
      describeZones(region).map((zone) => ({ ...zone, zone_id: zone.id })),
    ),
  alicloud_images: ({ name_regex, image_id, most_recent }) => {
    const pattern = typeof name_regex === "string" ? new RegExp(name_regex) : /(?:)/;
    const found = IMAGES.filter(({ id }) => pattern.test(id) && fits(image_id, id));
    const { osType: os_type, sizeGiB: size, status, architecture } = IMAGE_FACTS;
    const common = { architecture, os_type, status, state: status, size };
    return listed(
      "images",
      found.slice(0, most_recent === true ? 1 : found.length).map(({ id, platform, created: creation_time }) => ({
        ...common,
        id,
        image_id: id,
        name: id,
        platform,
        creation_time,
      })),
    );
  },
  alicloud_instance_types: (asked, region) => {
    const found = INSTANCE_TYPES.map((type) => ({ ...type, zones: zonesSelling(type, region) })).filter(
      ({ family, size, vCpus, memoryGiB, zones }) =>
        fits(asked.cpu_core_count, vCpus) &&
        fits(asked.memory_size, memoryGiB) &&
        fits(asked.instance_type_family, family) &&
        fits(asked.instance_type, `${family}.${size}`) &&
        zones.some((zone) => fits(asked.availability_zone, zone)),
    );
    return listed(
      "instance_types",
      found.map(({ family, size, vCpus, memoryGiB, zones }) => ({
        id: `${family}.${size}`,
        family,
        cpu_core_count: vCpus,
        memory_size: memoryGiB,
        availability_zones: zones.filter((zone) => fits(asked.availability_zone, zone)),
      })),
    );
  },
  alicloud_db_instance_classes: (asked, region) => {
    const zones = zonesOf(region).filter((zone) => fits(asked.zone_id, zone));
    const nodes = { Basic: ".1m", HighAvailability: ".2m" }[String(asked.category ?? "")] ?? "";
    const found = POSTGRES_CLASSES.filter(
      (name) =>
        zones.length > 0 &&
        fits(asked.engine, "PostgreSQL") &&
        fits(asked.db_instance_class, name) &&
        name.endsWith(nodes),
    );
    const zone_ids = zones.map((id) => ({ id, sub_zone_ids: [id] }));
    return {
      ids: found,
      instance_classes: found.map((instance_class) => ({
        instance_class,
        zone_ids,
        storage_range: { min: "20", max: "32000", step: "5" },
      })),
    };
  },
  alicloud_kvstore_instance_classes: ({ zone_id, engine }, region) => {
    const isSold = fits(engine, "Redis") && zonesOf(region).some((zone) => fits(zone_id, zone));
    return { instance_classes: isSold ? REDIS_CLASSES : [] };
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

/** Completes a value to its type: fields of an object that are not set are null. */
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

function describeZones(region: string): { id: string; local_name: string }[] {
  return zonesOf(region).map((id) => ({ id, local_name: id }));
}

function listed(name: string, entries: readonly ObjectValue[]): ObjectValue {
  return { [name]: entries, ids: entries.map(({ id }) => id ?? null) };
}

/** Whether a value matches a filter; without a filter every value does. */
function fits(asked: Value | undefined, actual: string | number): boolean {
  return asked === null || asked === undefined || asked === actual;
}
