import { describe, expect, test } from "@jest/globals";
import { validateEnvironments } from "../../environments/loading/validation";
import { PHASES } from "../../environments/schema/environment";
import { addEnvironments } from "../../stacks/environment";
import { completeAccount, completePlatform } from "../support/complete-environments";
import { FIXTURE, FIXTURE_OWNER, rawOwner } from "../support/fixture/fixture";
import { type Block, synthesize } from "../support/synthesis";

/** The most characters that each service takes for a name, by type and attribute. */
const LIMITS: Readonly<Record<string, number>> = {
  "alicloud_actiontrail_trail.trail_name": 36,
  "alicloud_alb_acl.acl_name": 128,
  "alicloud_alb_load_balancer.load_balancer_name": 128,
  "alicloud_alb_rule.rule_name": 128,
  "alicloud_alb_security_policy.security_policy_name": 128,
  "alicloud_alb_server_group.server_group_name": 128,
  "alicloud_cms_alarm.name": 100,
  "alicloud_cms_alarm_contact.alarm_contact_name": 40,
  "alicloud_cms_alarm_contact_group.alarm_contact_group_name": 40,
  "alicloud_cms_metric_rule_template.metric_rule_template_name": 100,
  "alicloud_cms_site_monitor.task_name": 100,
  "alicloud_cr_ee_instance.instance_name": 30,
  "alicloud_cr_ee_namespace.name": 30,
  "alicloud_cr_ee_repo.name": 64,
  "alicloud_cs_kubernetes_addon.name": 63,
  "alicloud_cs_kubernetes_node_pool.node_pool_name": 63,
  "alicloud_cs_managed_kubernetes.name": 63,
  "alicloud_db_database.data_base_name": 63,
  "alicloud_db_instance.instance_name": 256,
  "alicloud_ecs_auto_snapshot_policy.auto_snapshot_policy_name": 128,
  "alicloud_ecs_command.name": 128,
  "alicloud_ecs_disk.disk_name": 128,
  "alicloud_ecs_launch_template.instance_name": 128,
  "alicloud_ecs_launch_template.launch_template_name": 128,
  "alicloud_eip_address.address_name": 128,
  "alicloud_ess_lifecycle_hook.name": 64,
  "alicloud_ess_scaling_group.scaling_group_name": 64,
  "alicloud_ess_scaling_rule.scaling_rule_name": 64,
  "alicloud_ess_scheduled_task.scheduled_task_name": 40,
  "alicloud_ims_oidc_provider.oidc_provider_name": 128,
  "alicloud_kms_secret.secret_name": 64,
  "alicloud_kvstore_account.account_name": 100,
  "alicloud_kvstore_instance.db_instance_name": 80,
  "alicloud_log_machine_group.name": 128,
  "alicloud_log_project.project_name": 63,
  "alicloud_log_store.logstore_name": 63,
  "alicloud_logtail_config.name": 128,
  "alicloud_nat_gateway.nat_gateway_name": 128,
  "alicloud_oss_bucket.bucket": 63,
  "alicloud_oss_bucket_replication.bucket": 63,
  "alicloud_ots_instance.name": 16,
  "alicloud_ots_table.table_name": 255,
  "alicloud_pvtz_zone.zone_name": 253,
  "alicloud_ram_policy.policy_name": 128,
  "alicloud_ram_role.role_name": 64,
  "alicloud_ram_user.name": 64,
  "alicloud_rds_account.account_name": 63,
  "alicloud_security_group.security_group_name": 128,
  "alicloud_sls_alert.alert_name": 63,
  "alicloud_sls_alert.display_name": 64,
  "alicloud_ssl_vpn_server.name": 128,
  "alicloud_vpc_flow_log.flow_log_name": 128,
  "alicloud_vpn_connection.vpn_connection_name": 128,
  "alicloud_vpn_customer_gateway.customer_gateway_name": 128,
  "alicloud_vpn_gateway.vpn_gateway_name": 128,
  "alicloud_vswitch.vswitch_name": 128,
  "cloudflare_account_token.name": 120,
  "cloudflare_dns_record.name": 253,
  // Helm itself takes no longer name.
  "helm_release.name": 53,
  // Eleven more characters are the time in the names of its jobs.
  "kubernetes_cron_job_v1.metadata": 52,
};
const KUBERNETES_LIMIT = 63;

/** Names of parts, of other resources, or texts that people read. */
const NO_NAMES =
  /^alicloud_(cs_kubernetes_node_pool\.runtime_name|ess_scaling_rule\.metric_name|log_resource_record\.resource_name|ram_user\.display_name)$|^cloudflare_(healthcheck|notification_policy|ruleset)\.name$/;

const LONG = { project: "p".repeat(8), accountId: "1234567890123456789", databaseAccountPrefix: "d".repeat(32) };

function longEnvironments(phase: (typeof PHASES)[number]) {
  const [name, service, entry] = ["e".repeat(23), (kind: string) => kind.padEnd(22, "s"), "n".repeat(14)];
  const { web, "celery-worker": worker, "scheduled-tasks": job, ...others } = FIXTURE.services as Record<string, Block>;
  const [night, day] = web?.scalingSchedule ?? [];
  const services = {
    ...others,
    [service("web")]: { ...web, scalingSchedule: [{ ...night, name: entry }, day] },
    [service("worker")]: worker,
    [service("job")]: job,
  };
  const platform = completePlatform();
  const { schedule: _, ...app } = platform.compute.hosts.app;
  const hosts = { ...platform.compute.hosts, app: { ...app, schedule: { follows: service("web") } } };
  const network = {
    ...platform.network,
    vpn: {
      ...platform.network.vpn,
      sites: [{ name: "o".repeat(32), gatewayIp: "198.51.100.7", cidr: "192.168.10.0/24" }],
    },
  };
  const environment = { ...platform, name, phase, network, compute: { ...platform.compute, hosts } };
  const owner = rawOwner({
    ...FIXTURE_OWNER,
    ...LONG,
    alarmContacts: [{ name: "c".repeat(14), email: "night@example.com" }],
    databaseName: "d".repeat(32),
    registryNamespace: "r".repeat(30),
  });
  return validateEnvironments([environment, completeAccount()], owner, [], { ...FIXTURE, services });
}

/** The names in a resource: type and attribute, and the name. */
function namesOf(type: string, resource: Block): [string, string][] {
  return Object.entries(resource).flatMap(([attribute, value]) => {
    const name = attribute === "metadata" ? value.name : value;
    const isName = /^(metadata|bucket|name|.*_name)$/.test(attribute) && typeof name === "string";
    return isName && !name.includes("${") ? [[`${type}.${attribute}`, name] as [string, string]] : [];
  });
}

describe.each(PHASES)("in the phase %s, with the longest settings", (phase) => {
  const { environments, owner } = longEnvironments(phase);
  const { stacks } = synthesize((app) => addEnvironments(app, environments, owner));
  const names = Object.values(stacks).flatMap(({ json }) =>
    Object.entries<Record<string, Block>>(json.resource ?? {}).flatMap(([type, resources]) =>
      Object.values(resources).flatMap((resource) => namesOf(type, resource)),
    ),
  );

  test("no name is longer than its service takes", () => {
    const limited = names.filter(([place]) => !NO_NAMES.test(place));
    const limit = (place: string) => LIMITS[place] ?? (place.startsWith("kubernetes_") ? KUBERNETES_LIMIT : undefined);
    expect([...new Set(limited.map(([place]) => place).filter((place) => limit(place) === undefined))]).toEqual([]);
    expect(limited.filter(([place, name]) => name.length > (limit(place) ?? 0))).toEqual([]);
  });
});
