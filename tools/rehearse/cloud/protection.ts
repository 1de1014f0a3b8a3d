/** The attribute that makes a service refuse a deletion, by type, where it is not called `deletion_protection`. */
const PROTECTIONS: Readonly<Record<string, string>> = {
  alicloud_alb_load_balancer: "deletion_protection_enabled",
  alicloud_ess_scaling_group: "group_deletion_protection",
  alicloud_kvstore_instance: "instance_release_protection",
};

/** The attribute of a type that, while it is true, protects a resource from deletion. */
export function protectionOf(type: string): string {
  return PROTECTIONS[type] ?? "deletion_protection";
}
