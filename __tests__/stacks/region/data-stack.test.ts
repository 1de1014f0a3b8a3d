import { describe, expect, test } from "@jest/globals";
import { completePlatform } from "../../support/complete-environments";
import { fixtureStacks, stacksOf } from "../../support/fixture/stacks";
import { type Block, operatorOutputs, type SynthesizedStack } from "../../support/synthesis";

const stacks = fixtureStacks();
const production = stacks["production-data"] as SynthesizedStack;
const staging = stacks["staging-data"] as SynthesizedStack;

/** The data stack of an environment in which every optional knob is set, after a change. */
function dataOf(change: (environment: ReturnType<typeof completePlatform>) => void = () => {}): SynthesizedStack {
  const input = completePlatform();
  change(input);
  return stacksOf(input)["production-data"] as SynthesizedStack;
}

describe("PostgreSQL", () => {
  const instance = production.resource("alicloud_db_instance");

  test("has 4 vCPUs, 16 GB and 200 GB of ESSD, a standby in the second zone, version 16", () => {
    expect(instance).toMatchObject({
      engine: "PostgreSQL",
      engine_version: "16.0",
      instance_type: "pg.n4.4c.2m",
      instance_storage: 200,
      db_instance_storage_type: "cloud_essd",
      category: "HighAvailability",
      zone_id: "cn-hongkong-b",
      zone_id_slave_a: "cn-hongkong-c",
      ha_config: "Auto",
      auto_upgrade_minor_version: "Auto",
    });
    const [first, second] = instance.vswitch_id.split(",");
    expect(first).toContain("private-cn-hongkong-b");
    expect(second).toContain("private-cn-hongkong-c");
  });

  test("lets nobody in but the private vSwitches, and none of them without TLS", () => {
    expect(instance.security_ips).toEqual(["10.0.2.0/24", "10.0.12.0/24"]);
    expect(instance.ssl_action).toBe("Open");
    expect(instance.pg_hba_conf.map(({ type, address }: Block) => `${type} ${address}`)).toEqual([
      "hostssl 10.0.2.0/24",
      "hostssl 10.0.12.0/24",
    ]);
  });

  test("records every statement for 180 days, and who connects", () => {
    expect(instance).toMatchObject({ sql_collector_status: "Enabled", sql_collector_config_value: 180 });
    expect(instance.parameters).toEqual([
      { name: "log_connections", value: "on" },
      { name: "log_disconnections", value: "on" },
      { name: "log_duration", value: "on" },
    ]);
  });

  test("is backed up every day at 03:00 Hong Kong time for 30 days, and can be restored to any second of them", () => {
    expect(production.resource("alicloud_db_backup_policy")).toMatchObject({
      preferred_backup_time: "19:00Z-20:00Z",
      backup_retention_period: 30,
      enable_backup_log: true,
      log_backup_retention_period: 30,
      released_keep_policy: "All",
    });
    expect(production.resource("alicloud_db_backup_policy").preferred_backup_period).toHaveLength(7);
  });

  test("has its backups and logs copied to the region of disaster recovery", () => {
    expect(production.resource("alicloud_rds_instance_cross_backup_policy")).toMatchObject({
      cross_backup_region: "ap-southeast-1",
      log_backup_enabled: "Enable",
      retention: 30,
    });
  });

  test("has the database ainav with its owner and three accounts that own nothing", () => {
    expect(production.resource("alicloud_db_database")).toMatchObject({
      data_base_name: "ainav",
      character_set: "UTF8,C,en_US.utf8",
    });
    const accounts = Object.values(production.resources("alicloud_rds_account"));
    expect(accounts.map(({ account_name, account_type }) => `${account_name} ${account_type}`).sort()).toEqual([
      "ainav_app Normal",
      "ainav_exporter Normal",
      "ainav_owner Super",
      "ainav_readonly Normal",
    ]);
    expect(production.resource("alicloud_db_account_privilege")).toMatchObject({
      privilege: "DBOwner",
      db_names: ["ainav"],
      depends_on: expect.arrayContaining(["alicloud_db_database.database"]),
    });
  });

  test("is a single node in staging, which can be restored to its daily backups only", () => {
    expect(staging.resource("alicloud_db_instance")).toMatchObject({ category: "Basic", instance_type: "pg.n2.2c.1m" });
    expect(staging.resource("alicloud_db_instance").zone_id_slave_a).toBeUndefined();
    expect(staging.resource("alicloud_db_backup_policy")).toMatchObject({ enable_backup_log: false });
  });

  test("is another instance to its users after a restore, and the stack's own stays", () => {
    const restored = dataOf();
    expect(restored.json.output.postgres_endpoint.value).toBe("pgm-j6crestored.pg.rds.aliyuncs.com");
    expect(Object.keys(restored.resources("alicloud_db_instance"))).toHaveLength(1);
  });
});

describe("Redis", () => {
  test("is a cluster of 2 GB: two shards of 1 GB, each with a standby in the second zone", () => {
    expect(production.resource("alicloud_kvstore_instance")).toMatchObject({
      instance_class: "redis.shard.with.proxy.small.ce",
      shard_count: 2,
      zone_id: "cn-hongkong-b",
      secondary_zone_id: "cn-hongkong-c",
    });
  });

  test("is, when asked, one primary with a read replica in each zone", () => {
    const stack = dataOf((environment) => {
      environment.data.redis = { topology: "standard", instanceClass: "redis.shard.with.proxy.mid.ce" };
    });
    const instance = stack.resource("alicloud_kvstore_instance");
    expect(instance).toMatchObject({ read_only_count: 1, slave_read_only_count: 1 });
    expect(instance.shard_count).toBeUndefined();
  });

  test("takes passwords only, over TLS, from the private vSwitches", () => {
    expect(production.resource("alicloud_kvstore_instance")).toMatchObject({
      vpc_auth_mode: "Open",
      ssl_enable: "Enable",
      security_ips: ["10.0.2.0/24", "10.0.12.0/24"],
    });
    const accounts = Object.values(production.resources("alicloud_kvstore_account"));
    expect(
      accounts.map(({ account_name, account_privilege }) => `${account_name} ${account_privilege}`).sort(),
    ).toEqual(["app RoleReadWrite", "exporter RoleReadOnly"]);
  });

  test("never forgets what does not expire, such as Celery's queue", () => {
    expect(production.resource("alicloud_kvstore_instance").config).toMatchObject({
      "maxmemory-policy": "volatile-lru",
    });
  });

  test("is backed up by the service every day: as often as it can", () => {
    expect(production.resource("alicloud_kvstore_instance").backup_period).toHaveLength(7);
  });
});

describe("buckets", () => {
  const bucket = (stack: SynthesizedStack, role: string) => stack.resources("alicloud_oss_bucket")[role] as Block;

  test("are five, and one for Loki where a cluster is described; each logged but the one that holds the logs", () => {
    const buckets = production.resources("alicloud_oss_bucket");
    expect(Object.keys(buckets).sort()).toEqual(["assets", "backups", "bundles", "logs", "loki", "uploads"]);
    for (const [role, { logging }] of Object.entries(buckets)) {
      if (role === "logs") expect(logging).toBeUndefined();
      else expect(logging.target_bucket).toBe("${alicloud_oss_bucket.logs.id}");
    }
  });

  test("keep backups for 30 days, logs for 180, and everything else until it is deleted", () => {
    const days = (role: string) => bucket(production, role).lifecycle_rule[0].expiration?.[0].days;
    expect([days("backups"), days("logs"), days("assets"), days("uploads")]).toEqual([30, 180, undefined, undefined]);
  });

  test("tell when the assets grow past 100 GB", () => {
    const alarm = Object.values(production.resources("alicloud_cms_alarm")).find(
      ({ metric }) => metric === "MeteringStorageUtilization",
    );
    expect(alarm?.escalations_warn.threshold).toBe(String(100 * 2 ** 30));
  });

  test("let a CDN pull public files from its own addresses only, and let pages of the site read and upload", () => {
    const stack = dataOf();
    const policy = JSON.parse(
      Object.values(stack.resources("alicloud_oss_bucket_policy")).find(({ bucket: name }) => name.includes(".assets."))
        ?.policy,
    );
    expect(policy.Statement[1]).toEqual({
      Effect: "Allow",
      Principal: ["*"],
      Action: ["oss:GetObject"],
      Resource: ["static", "images", "screenshots"].map(
        (prefix) => `acs:oss:*:*:ainav-production-assets-1234567890123456/${prefix}/*`,
      ),
      Condition: { IpAddress: { "acs:SourceIp": ["198.51.100.0/24"] } },
    });
    const cors = Object.values(stack.resources("alicloud_oss_bucket_cors")).map(({ cors_rule: [rule] }) => rule);
    expect(cors.map(({ allowed_methods, allowed_origins }) => [...allowed_methods, ...allowed_origins])).toEqual([
      ["GET", "https://ainav.cn"],
      ["PUT", "https://ainav.cn"],
    ]);
  });
});

describe("the search index's disk", () => {
  test("has 50 GB, is encrypted, outlives its host and has a snapshot every night at 04:00", () => {
    const { "search-disk": disk } = production.resources("alicloud_ecs_disk");
    expect(disk).toMatchObject({
      size: 50,
      category: "cloud_essd",
      encrypted: true,
      delete_with_instance: false,
      zone_id: "cn-hongkong-b",
      lifecycle: { prevent_destroy: true },
    });
    const policies = Object.values(production.resources("alicloud_ecs_auto_snapshot_policy"));
    expect(policies).toHaveLength(2);
    for (const policy of policies) {
      expect(policy).toMatchObject({
        time_points: ["20"],
        retention_days: 30,
        enable_cross_region_copy: true,
        target_copy_regions: ["ap-southeast-1"],
        copy_encryption_configuration: { encrypted: true },
      });
    }
  });
});

describe("the monitoring's disk", () => {
  test("has 20 GB, is encrypted and outlives its host too", () => {
    const { "monitoring-disk": disk } = production.resources("alicloud_ecs_disk");
    expect(disk).toMatchObject({
      size: 20,
      encrypted: true,
      delete_with_instance: false,
      zone_id: "cn-hongkong-b",
      lifecycle: { prevent_destroy: true },
    });
  });
});

describe("secrets", () => {
  test("are generated, or issued by a service, and kept as encrypted parameters", () => {
    const parameters = Object.values(production.resources("alicloud_oos_secret_parameter"));
    expect(parameters.map(({ secret_parameter_name }) => secret_parameter_name).sort()).toEqual(
      [
        "grafana-password",
        "grafana-user",
        "origin-china",
        "origin-edge",
        "postgres-app",
        "postgres-exporter",
        "postgres-owner",
        "postgres-readonly",
        "redis-app",
        "redis-default",
        "redis-exporter",
        "search-master",
      ].map((role) => `ainav/production/${role}`),
    );
    const values = parameters.map(({ value }) => value.replace(/[A-Z0-9_]{9}\b/, ""));
    expect(values.filter((value) => !/^\$\{random_password\.[\w-]+\.result\}$/.test(value)).sort()).toEqual(["admin"]);
  });

  test("are kept in KMS when the environment says so", () => {
    const stack = dataOf();
    expect(stack.resources("alicloud_oos_secret_parameter")).toEqual({});
    const secrets = Object.values(stack.resources("alicloud_kms_secret"));
    expect(secrets).toHaveLength(12);
    for (const secret of secrets) {
      expect(secret).toMatchObject({ dkms_instance_id: "kst-hkexample", encryption_key_id: "key-hkexample" });
    }
  });

  test("are no output of any stack, and go nowhere but into passwords and the store", () => {
    for (const stack of Object.values(stacks)) {
      expect(JSON.stringify(operatorOutputs(stack))).not.toContain("random_password");
    }
    // What the load balancer has to agree on with Cloudflare, and with Qiniu, goes from state to state, marked as secret.
    const passedOn = Object.values<Block>(production.json.output).filter(({ value }) =>
      value.includes("random_password"),
    );
    expect(passedOn).toHaveLength(2);
    for (const { sensitive } of passedOn) expect(sensitive).toBe(true);
    const uses = Object.entries<Record<string, Block>>(production.json.resource).flatMap(([type, resources]) =>
      Object.values(resources).flatMap((resource) =>
        Object.entries(resource)
          .filter(([, value]) => JSON.stringify(value).includes("random_password"))
          .map(([attribute]) => `${type}.${attribute}`),
      ),
    );
    expect([...new Set(uses)].sort()).toEqual([
      "alicloud_kvstore_account.account_password",
      "alicloud_kvstore_instance.password",
      "alicloud_oos_secret_parameter.value",
      "alicloud_rds_account.account_password",
    ]);
  });
});

describe("Loki's bucket", () => {
  test("leaves deletion to Loki: its only rule removes old versions of what Loki has deleted", () => {
    const [rule, ...others] = production.resources("alicloud_oss_bucket").loki?.lifecycle_rule ?? [];
    expect([rule.expiration, others]).toEqual([undefined, []]);
    expect(rule.noncurrent_version_expiration).toEqual([{ days: 30 }]);
  });

  test("and Grafana's login are there for hosts, too, where no cluster is described", () => {
    const without = dataOf((environment) => {
      delete environment.cluster;
    });
    expect(without.resources("alicloud_oss_bucket").loki).toBeDefined();
    const secrets = Object.values(without.resources("alicloud_kms_secret")).map(({ secret_name }) => secret_name);
    expect(secrets).toEqual(
      expect.arrayContaining(["ainav/production/grafana-user", "ainav/production/grafana-password"]),
    );
  });
});
