/** What RAM decides about when a resource is made, changed and deleted. */
export interface DeploymentCalls {
  readonly actions: readonly string[];
  /** An ARN as such a resource has it. */
  readonly resource: string;
}

const ACCOUNT = "1234567890123456";

function calls(service: string, resource: string, ...actions: string[]): DeploymentCalls {
  return {
    actions: actions.map((action) => `${service}:${action}`),
    resource: `acs:${service}:cn-hongkong:${ACCOUNT}:${resource}`,
  };
}

/** Something with an API of its own to make and to delete. */
function made(service: string, noun: string, resource: string, ...others: string[]): DeploymentCalls {
  return calls(service, resource, `Create${noun}`, `Delete${noun}`, ...others);
}

/** One part of a bucket's settings. */
function setting(noun: string): DeploymentCalls {
  return calls("oss", `ainav-production-assets-${ACCOUNT}`, `GetBucket${noun}`, `PutBucket${noun}`);
}

/** The calls of the provider, by the types of resources that CI deploys. A type that a stack begins to use comes here. */
export const DEPLOYED_WITH: Readonly<Record<string, DeploymentCalls>> = {
  alicloud_alb_acl: made("alb", "Acl", "acl/acl-1"),
  alicloud_alb_acl_entry_attachment: calls("alb", "acl/acl-1", "AddEntriesToAcl", "RemoveEntriesFromAcl"),
  alicloud_alb_listener: made("alb", "Listener", "loadbalancer/alb-1", "UpdateListenerAttribute"),
  alicloud_alb_listener_acl_attachment: calls(
    "alb",
    "loadbalancer/alb-1",
    "AssociateAclsWithListener",
    "DissociateAclsFromListener",
  ),
  alicloud_alb_load_balancer: made("alb", "LoadBalancer", "loadbalancer/alb-1", "EnableLoadBalancerAccessLog"),
  alicloud_alb_load_balancer_security_group_attachment: calls(
    "alb",
    "loadbalancer/alb-1",
    "LoadBalancerJoinSecurityGroup",
    "LoadBalancerLeaveSecurityGroup",
  ),
  alicloud_alb_rule: made("alb", "Rule", "loadbalancer/alb-1", "UpdateRuleAttribute"),
  alicloud_alb_security_policy: made("alb", "SecurityPolicy", "securitypolicy/tls-1"),
  alicloud_alb_server_group: made("alb", "ServerGroup", "servergroup/sgp-1", "UpdateServerGroupAttribute"),
  alicloud_cms_alarm: calls("cms", "*", "PutResourceMetricRule", "DeleteMetricRules"),
  alicloud_cms_alarm_contact: calls("cms", "*", "PutContact", "DeleteContact"),
  alicloud_cms_alarm_contact_group: calls("cms", "*", "PutContactGroup", "DeleteContactGroup"),
  alicloud_cms_dynamic_tag_group: made("cms", "DynamicTagGroup", "*"),
  alicloud_cms_metric_rule_template: made("cms", "MetricRuleTemplate", "*", "ApplyMetricRuleTemplate"),
  alicloud_cms_site_monitor: calls("cms", "*", "CreateSiteMonitor", "DeleteSiteMonitors"),
  alicloud_cs_autoscaling_config: calls("cs", "cluster/c1", "CreateAutoscalingConfig"),
  alicloud_cs_kubernetes_addon: calls("cs", "cluster/c1", "InstallClusterAddons", "UnInstallClusterAddons"),
  alicloud_cs_kubernetes_node_pool: made("cs", "ClusterNodePool", "cluster/c1", "ModifyClusterNodePool"),
  alicloud_cs_kubernetes_permissions: calls("cs", "*", "GrantPermissions", "DescribeUserPermission"),
  alicloud_cs_managed_kubernetes: made("cs", "Cluster", "cluster/c1", "ModifyCluster", "UpgradeCluster"),
  alicloud_db_account_privilege: calls("rds", "dbinstance/pgm-1", "GrantAccountPrivilege", "RevokeAccountPrivilege"),
  alicloud_db_backup_policy: calls("rds", "dbinstance/pgm-1", "ModifyBackupPolicy"),
  alicloud_db_database: made("rds", "Database", "dbinstance/pgm-1"),
  alicloud_db_instance: made("rds", "DBInstance", "dbinstance/pgm-1", "ModifySecurityIps", "ModifyParameter"),
  alicloud_ecs_auto_snapshot_policy: made("ecs", "AutoSnapshotPolicy", "snapshotpolicy/sp-1"),
  alicloud_ecs_auto_snapshot_policy_attachment: calls(
    "ecs",
    "disk/d-1",
    "ApplyAutoSnapshotPolicy",
    "CancelAutoSnapshotPolicy",
  ),
  alicloud_ecs_disk: made("ecs", "Disk", "disk/d-1", "ResizeDisk"),
  alicloud_ecs_launch_template: made("ecs", "LaunchTemplate", "launchtemplate/lt-1", "CreateLaunchTemplateVersion"),
  alicloud_eip_address: calls("vpc", "eip/eip-1", "AllocateEipAddress", "ReleaseEipAddress"),
  alicloud_eip_association: calls("vpc", "eip/eip-1", "AssociateEipAddress", "UnassociateEipAddress"),
  alicloud_ess_alb_server_group_attachment: calls(
    "ess",
    "scalinggroup/asg-1",
    "AttachAlbServerGroups",
    "DetachAlbServerGroups",
  ),
  alicloud_ess_instance_refresh: calls("ess", "scalinggroup/asg-1", "StartInstanceRefresh"),
  alicloud_ess_lifecycle_hook: made("ess", "LifecycleHook", "scalinggroup/asg-1"),
  alicloud_ess_scaling_group: made("ess", "ScalingGroup", "scalinggroup/asg-1", "ModifyScalingGroup"),
  alicloud_ess_scaling_rule: made("ess", "ScalingRule", "scalinggroup/asg-1"),
  alicloud_ess_scheduled_task: made("ess", "ScheduledTask", "scheduledtask/1"),
  alicloud_kms_secret: made("kms", "Secret", "secret/ainav/production/postgres-app", "PutSecretValue"),
  alicloud_kvstore_account: made("kvstore", "Account", "instance/r-1", "ResetAccountPassword"),
  alicloud_kvstore_instance: made("kvstore", "Instance", "instance/r-1", "ModifyInstanceConfig"),
  alicloud_log_machine_group: made("log", "MachineGroup", "project/ainav-production/machinegroup/hosts"),
  alicloud_log_project: made("log", "Project", "project/ainav-production-network-1234567890123456"),
  alicloud_log_store: made("log", "LogStore", "project/ainav-production/logstore/flow-log"),
  alicloud_log_store_index: made("log", "Index", "project/ainav-production/logstore/flow-log"),
  alicloud_logtail_attachment: calls(
    "log",
    "project/ainav-production/machinegroup/hosts",
    "ApplyConfigToGroup",
    "RemoveConfigFromGroup",
  ),
  alicloud_logtail_config: made("log", "Config", "project/ainav-production/logtailconfig/messages"),
  alicloud_nat_gateway: made("vpc", "NatGateway", "natgateway/ngw-1"),
  alicloud_oos_secret_parameter: made("oos", "SecretParameter", "secretparameter/ainav/production/redis-app"),
  alicloud_oss_bucket: calls(
    "oss",
    `ainav-production-assets-${ACCOUNT}`,
    ...["PutBucket", "DeleteBucket", "PutBucketVersioning", "PutBucketLifecycle", "PutBucketEncryption"],
    ...["PutBucketLogging", "GetBucketInfo", "DeleteBucketLifecycle"],
  ),
  alicloud_oss_bucket_acl: setting("Acl"),
  alicloud_oss_bucket_cors: setting("Cors"),
  alicloud_oss_bucket_https_config: setting("HttpsConfig"),
  alicloud_oss_bucket_object: calls(
    "oss",
    `ainav-production-bundles-${ACCOUNT}/hosts/app/0123abcd.tar`,
    ...["PutObject", "GetObject", "DeleteObject"],
  ),
  alicloud_oss_bucket_policy: setting("Policy"),
  alicloud_oss_bucket_public_access_block: setting("PublicAccessBlock"),
  alicloud_pvtz_zone: calls("pvtz", "zone/z1", "AddZone", "DeleteZone"),
  alicloud_pvtz_zone_attachment: calls("pvtz", "zone/z1", "BindZoneVpc"),
  alicloud_pvtz_zone_record: calls("pvtz", "zone/z1", "AddZoneRecord", "DeleteZoneRecord", "UpdateZoneRecord"),
  alicloud_rds_account: made("rds", "Account", "dbinstance/pgm-1", "ResetAccountPassword"),
  alicloud_rds_instance_cross_backup_policy: calls("rds", "dbinstance/pgm-1", "ModifyInstanceCrossBackupPolicy"),
  alicloud_security_group: made("ecs", "SecurityGroup", "securitygroup/sg-1"),
  alicloud_security_group_rule: calls("ecs", "securitygroup/sg-1", "AuthorizeSecurityGroup", "RevokeSecurityGroup"),
  alicloud_snat_entry: made("vpc", "SnatEntry", "snattable/stb-1"),
  alicloud_ssl_vpn_server: made("vpc", "SslVpnServer", "sslvpnserver/vss-1"),
  alicloud_vpc: made("vpc", "Vpc", "vpc/vpc-1"),
  alicloud_vpc_flow_log: made("vpc", "FlowLog", "flowlog/fl-1"),
  alicloud_vpn_connection: made("vpc", "VpnConnection", "vpnconnection/vco-1"),
  alicloud_vpn_customer_gateway: made("vpc", "CustomerGateway", "customergateway/cgw-1"),
  alicloud_vpn_gateway: made("vpc", "VpnGateway", "vpngateway/vpn-1"),
  alicloud_vswitch: made("vpc", "VSwitch", "vswitch/vsw-1"),
};
