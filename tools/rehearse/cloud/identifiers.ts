/**
 * What ids look like, per resource type. An entry is a pattern: `{name}` stands for an attribute of the resource, `#12`
 * for so many random letters and digits. A type that is not listed gets twenty of them.
 */
export const IDENTIFIERS: Readonly<Record<string, string>> = {
  alicloud_actiontrail_trail: "{trail_name}",
  alicloud_cr_ee_instance: "cri-#16",
  alicloud_cr_ee_namespace: "{instance_id}:{name}",
  alicloud_cr_ee_repo: "{instance_id}:{namespace}:{name}",
  alicloud_cr_namespace: "{name}",
  alicloud_cr_repo: "{namespace}/{name}",
  alicloud_eip_address: "eip-j6c#17",
  alicloud_eip_association: "{allocation_id}:{instance_id}",
  alicloud_ims_oidc_provider: "{oidc_provider_name}",
  alicloud_log_project: "{project_name}",
  alicloud_log_store: "{project_name}:{logstore_name}",
  alicloud_nat_gateway: "ngw-j6c#17",
  alicloud_oss_bucket: "{bucket}",
  alicloud_oss_bucket_acl: "{bucket}",
  alicloud_oss_bucket_https_config: "{bucket}",
  alicloud_oss_bucket_policy: "{bucket}",
  alicloud_oss_bucket_public_access_block: "{bucket}",
  alicloud_ots_instance: "{name}",
  alicloud_ots_table: "{instance_name}:{table_name}",
  alicloud_ram_account_password_policy: "ram-account-password-policy",
  alicloud_ram_policy: "{policy_name}",
  alicloud_ram_role: "{name}",
  alicloud_ram_role_policy_attachment: "role:{policy_name}:{policy_type}:{role_name}",
  alicloud_ram_security_preference: "ram-security-preference",
  alicloud_security_group: "sg-j6c#17",
  alicloud_security_group_rule:
    "{security_group_id}:{type}:{ip_protocol}:{port_range}:{nic_type}:{cidr_ip}{source_security_group_id}:{policy}:{priority}",
  alicloud_snat_entry: "{snat_table_id}:snat-j6c#17",
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
  snat_entry_id: "snat-j6c#17",
  snat_table_ids: "stb-j6c#17",
};

/** Attributes that have the id too. */
export const ID_TWINS: Readonly<Record<string, readonly string[]>> = {
  alicloud_eip_address: ["allocation_id"],
  alicloud_vpc_flow_log: ["flow_log_id"],
};

/** First letters of the ids that services make up: whoever names such an id refers to something that has to exist. */
const MADE_UP = Object.values(IDENTIFIERS)
  .map((pattern) => /^([a-z]+-)(?:[a-z0-9]*)#/.exec(pattern)?.[1])
  .filter((prefix): prefix is string => prefix !== undefined);

/** Whether a string looks like an id that a service made up, such as `vpc-j6c…`. */
export function isMadeUpId(text: string): boolean {
  return MADE_UP.some((prefix) => text.startsWith(prefix)) && /^[a-z]+-[a-z0-9]{8,}$/.test(text);
}

/** The pattern of the ids of types that are not listed. */
export const DEFAULT_IDENTIFIER = "#20";

/** The pattern of a type's ids. */
export function identifierOf(type: string): string {
  return IDENTIFIERS[type] ?? DEFAULT_IDENTIFIER;
}
