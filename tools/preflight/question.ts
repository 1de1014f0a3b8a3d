import { hasStandby, privateZones, type WantedEnvironment } from "./wanted";

/** What a region sells, as the question's outputs give it. */
export interface Stock {
  readonly instanceTypes: readonly StockedType[];
  /** Classes of RDS for PostgreSQL by zone: of the one or two nodes that the environment wants. */
  readonly postgresClasses: Readonly<Record<string, readonly string[]>>;
  /** Classes of ApsaraDB for Redis by zone. */
  readonly redisClasses: Readonly<Record<string, readonly string[]>>;
  readonly loadBalancerZones: readonly string[];
  /** The newest system image of the family, if there is one. */
  readonly familyImages: readonly string[];
  /** The pinned image, if there is one. */
  readonly pinnedImages: readonly string[];
}

/** An ECS instance type that some zone of the region sells. */
export interface StockedType {
  readonly id: string;
  readonly zones: readonly string[];
  readonly vCpus: number;
  readonly memoryGiB: number;
}

/**
 * The Terraform configuration that asks a region what it sells: data sources and outputs, no resource. It asks for what
 * the stacks order: pay as you go, ESSD disks, PostgreSQL 16.
 *
 * @param version of the Alibaba Cloud provider, such as `~> 1.289`
 */
export function questionOf(environment: WantedEnvironment, version: string): object {
  const { region, compute, data } = environment;
  const zones = `\${toset(${JSON.stringify(privateZones(environment))})}`;
  const zone_id = `\${each.value}`;
  const images = { owners: "system", architecture: "x86_64", most_recent: true };
  const output = (value: string) => ({ value: `\${${value}}` });
  return {
    terraform: { required_providers: { alicloud: { source: "aliyun/alicloud", version } } },
    provider: { alicloud: [{ region }] },
    data: {
      // The question is about the whole region: for a single zone that sells nothing, the provider fails.
      alicloud_instance_types: { region: { network_type: "Vpc", system_disk_category: "cloud_essd" } },
      alicloud_db_instance_classes: {
        zones: {
          for_each: zones,
          zone_id,
          engine: "PostgreSQL",
          engine_version: "16.0",
          category: hasStandby(data.postgres.instanceClass) ? "HighAvailability" : "Basic",
          db_instance_storage_type: "cloud_essd",
          instance_charge_type: "PostPaid",
        },
      },
      alicloud_kvstore_instance_classes: {
        zones: {
          for_each: zones,
          zone_id,
          engine: "Redis",
          // Classes that end so are cloud-native; the service lists one sort at a time.
          product_type: data.redis.instanceClass.endsWith(".ce") ? "OnECS" : "Local",
          instance_charge_type: "PostPaid",
        },
      },
      alicloud_alb_zones: { region: {} },
      alicloud_images: {
        family: { ...images, name_regex: compute.image.family },
        pinned: { ...images, image_id: compute.image.pinned },
      },
    },
    output: {
      instanceTypes: output(
        "[for each in data.alicloud_instance_types.region.instance_types : " +
          "{ id = each.id, zones = each.availability_zones, vCpus = each.cpu_core_count, memoryGiB = each.memory_size }]",
      ),
      postgresClasses: output("{ for zone, each in data.alicloud_db_instance_classes.zones : zone => each.ids }"),
      redisClasses: output(
        "{ for zone, each in data.alicloud_kvstore_instance_classes.zones : zone => each.instance_classes }",
      ),
      loadBalancerZones: output("data.alicloud_alb_zones.region.ids"),
      familyImages: output("data.alicloud_images.family.ids"),
      pinnedImages: output("data.alicloud_images.pinned.ids"),
    } satisfies Record<keyof Stock, object>,
  };
}
