/**
 * What ids look like, per resource type. An entry is a pattern: `{name}` stands for an attribute of the resource, `#12`
 * for so many random letters and digits. A type that is not listed gets twenty of them.
 */
export const IDENTIFIERS: Readonly<Record<string, string>> = {
  alicloud_actiontrail_trail: "{trail_name}",
  alicloud_alb_acl: "acl-#18",
  alicloud_alb_acl_entry_attachment: "{acl_id}:{entry}",
  alicloud_alb_listener: "lsn-#18",
  alicloud_alb_listener_acl_attachment: "{listener_id}:{acl_id}",
  alicloud_alb_load_balancer: "alb-#18",
  alicloud_alb_load_balancer_security_group_attachment: "{load_balancer_id}:{security_group_id}",
  alicloud_alb_rule: "rule-#18",
  alicloud_alb_security_policy: "tls-#18",
  alicloud_alb_server_group: "sgp-#18",
  alicloud_cms_alarm: "terraform-#26",
  alicloud_cms_alarm_contact: "{alarm_contact_name}",
  alicloud_cms_alarm_contact_group: "{alarm_contact_group_name}",
  alicloud_cms_dynamic_tag_group: "#8-#4-#4-#4-#12",
  alicloud_cms_metric_rule_template: "#7",
  alicloud_cms_site_monitor: "#8-#4-#4-#4-#12",
  alicloud_cr_ee_instance: "cri-#16",
  alicloud_cr_ee_namespace: "{instance_id}:{name}",
  alicloud_cr_ee_repo: "{instance_id}:{namespace}:{name}",
  alicloud_cr_namespace: "{name}",
  alicloud_cr_repo: "{namespace}/{name}",
  alicloud_cs_autoscaling_config: "{cluster_id}",
  alicloud_cs_kubernetes_addon: "{cluster_id}:{name}",
  alicloud_cs_kubernetes_node_pool: "{cluster_id}:np#32",
  alicloud_cs_kubernetes_permissions: "{uid}",
  alicloud_cs_managed_kubernetes: "c#32",
  alicloud_db_account_privilege: "{instance_id}:{account_name}:{privilege}",
  alicloud_db_backup_policy: "{instance_id}",
  alicloud_db_database: "{instance_id}:{data_base_name}",
  alicloud_db_instance: "pgm-j6c#14",
  alicloud_ecs_auto_snapshot_policy: "sp-j6c#17",
  alicloud_ecs_auto_snapshot_policy_attachment: "{auto_snapshot_policy_id}:{disk_id}",
  alicloud_ecs_command: "c-hk#14",
  alicloud_ecs_disk: "d-j6c#17",
  alicloud_ecs_launch_template: "lt-j6c#17",
  alicloud_eip_address: "eip-j6c#17",
  alicloud_eip_association: "{allocation_id}:{instance_id}",
  alicloud_ess_alb_server_group_attachment: "{scaling_group_id}:{alb_server_group_id}:{port}",
  alicloud_ess_instance_refresh: "{scaling_group_id}:ir-#20",
  alicloud_ess_lifecycle_hook: "ash-j6c#17",
  alicloud_ess_scaling_group: "asg-j6c#17",
  alicloud_ess_scaling_rule: "asr-j6c#17",
  alicloud_ess_scheduled_task: "#24",
  alicloud_ims_oidc_provider: "{oidc_provider_name}",
  alicloud_kms_secret: "{secret_name}",
  alicloud_kvstore_account: "{instance_id}:{account_name}",
  alicloud_kvstore_instance: "r-j6c#14",
  alicloud_log_machine_group: "{project}:{name}",
  alicloud_log_project: "{project_name}",
  alicloud_log_resource_record: "{resource_name}:{record_id}",
  alicloud_log_store: "{project_name}:{logstore_name}",
  alicloud_log_store_index: "{project}:{logstore}",
  alicloud_logtail_attachment: "{project}:{logtail_config_name}:{machine_group_name}",
  alicloud_logtail_config: "{project}:{logstore}:{name}",
  alicloud_nat_gateway: "ngw-j6c#17",
  alicloud_oos_secret_parameter: "{secret_parameter_name}",
  alicloud_oss_bucket: "{bucket}",
  alicloud_oss_bucket_acl: "{bucket}",
  alicloud_oss_bucket_cors: "{bucket}",
  alicloud_oss_bucket_https_config: "{bucket}",
  alicloud_oss_bucket_object: "{key}",
  alicloud_oss_bucket_policy: "{bucket}",
  alicloud_oss_bucket_public_access_block: "{bucket}",
  alicloud_oss_bucket_replication: "{bucket}:{rule_id}",
  alicloud_ots_instance: "{name}",
  alicloud_ots_table: "{instance_name}:{table_name}",
  alicloud_pvtz_zone: "#32",
  alicloud_pvtz_zone_attachment: "{zone_id}",
  alicloud_pvtz_zone_record: "{record_id}:{zone_id}",
  alicloud_ram_access_key: "LTAI5t#18",
  alicloud_ram_account_password_policy: "ram-account-password-policy",
  alicloud_ram_policy: "{policy_name}",
  alicloud_ram_role: "{role_name}",
  alicloud_ram_role_policy_attachment: "role:{policy_name}:{policy_type}:{role_name}",
  alicloud_ram_security_preference: "ram-security-preference",
  alicloud_ram_user: "2#17",
  alicloud_ram_user_policy_attachment: "user:{policy_name}:{policy_type}:{user_name}",
  alicloud_rds_account: "{db_instance_id}:{account_name}",
  alicloud_rds_instance_cross_backup_policy: "{instance_id}",
  alicloud_security_group: "sg-j6c#17",
  alicloud_security_group_rule:
    "{security_group_id}:{type}:{ip_protocol}:{port_range}:{nic_type}:{cidr_ip}{source_security_group_id}:{policy}:{priority}",
  alicloud_sls_alert: "{project_name}:{alert_name}",
  alicloud_snat_entry: "{snat_table_id}:{snat_entry_id}",
  alicloud_ssl_vpn_server: "vss-j6c#17",
  alicloud_vpc: "vpc-j6c#17",
  alicloud_vpc_flow_log: "fl-j6c#17",
  alicloud_vpn_connection: "vco-j6c#17",
  alicloud_vpn_customer_gateway: "cgw-j6c#17",
  alicloud_vpn_gateway: "vpn-j6c#17",
  alicloud_vswitch: "vsw-j6c#17",
};

/** Patterns of ids that a service gives to a part of a resource, by attribute name. */
export const PART_IDENTIFIERS: Readonly<Record<string, string>> = {
  forward_table_ids: "ftb-j6c#17",
  route_table_id: "vtb-j6c#17",
  router_id: "vrt-j6c#17",
  router_table_id: "vtb-j6c#17",
  rule_id: "#8-#4-#4-#4-#12",
  snat_entry_id: "snat-j6c#17",
  snat_table_ids: "stb-j6c#17",
  template_id: "t-#20",
};

/** Attributes that follow from the id, `{id}`. */
export const ID_TWINS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  alicloud_eip_address: { allocation_id: "{id}" },
  alicloud_ess_scaling_rule: { ari: "ari:acs:ess:cn-hongkong:1234567890123456:scalingrule/{id}" },
  alicloud_kms_secret: { arn: "acs:kms:cn-hongkong:1234567890123456:secret/{id}" },
  alicloud_vpc_flow_log: { flow_log_id: "{id}" },
};

/** Attributes that tell resources with the same id apart: the id of an object is its key, in whichever bucket. */
export const ID_SCOPES: Readonly<Record<string, string>> = { alicloud_oss_bucket_object: "bucket" };

/** Made up whole, from the first letter to the last: names such as `r-kvstore-sessions` begin like an id too. */
const MADE_UP = new RegExp(
  `^(?:${Object.values(IDENTIFIERS)
    .filter((pattern) => /^[a-z]+-[a-z0-9]*#\d+$/.test(pattern))
    .map((pattern) => pattern.replace(/#(\d+)$/, "[0-9a-f]{$1}"))
    .join("|")})$`,
);

/** Whether a string is an id as the simulated services make them up, such as `vpc-j6c0123456789abcdef0`. */
export function isMadeUpId(text: string): boolean {
  return MADE_UP.test(text);
}

/** The pattern of the ids of types that are not listed. */
export const DEFAULT_IDENTIFIER = "#20";

/** The pattern of a type's ids. */
export function identifierOf(type: string): string {
  return IDENTIFIERS[type] ?? DEFAULT_IDENTIFIER;
}
