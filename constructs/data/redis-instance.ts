import { KvstoreAccount } from "@cdktf/provider-alicloud/lib/kvstore-account";
import { KvstoreInstance } from "@cdktf/provider-alicloud/lib/kvstore-instance";
import { Construct } from "constructs";
import type { IVSwitch } from "../network/v-switch";
import { addAlarms } from "../observability/add-alarms";
import type { AlarmContacts } from "../observability/alarm-contacts";
import type { GeneratedSecret } from "../security/generated-secret";
import { redisAlarms } from "./redis-alarms";
import { utcWindowProblems } from "./utc-window";

/**
 * Parameters of an instance's proxy, by which it takes what Redis itself takes. By its defaults it refuses
 *
 * - scripts whose commands name a key otherwise than by `KEYS[n]`, such as `local key = KEYS[1]`. KEDA's script that
 *   measures a list does, and those of Celery's chords;
 * - `HELLO`, with which clients ask for RESP3. redis-py 8 begins every connection with it, and has no other way.
 */
const PROXY_PARAMETERS = { script_check_enable: "0", hello_enabled: "1" };

const EVERY_DAY = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

/**
 * Topology of an instance. In both, each primary has a standby in the second zone, and the service fails over by
 * itself.
 */
export type RedisTopology =
  /** Shards behind a proxy: to clients it is one server, which refuses a command whose keys are in several slots. */
  | { readonly kind: "cluster"; readonly shards: number }
  /** One primary, and this number of read replicas in each of the two zones, which are behind a proxy too. */
  | { readonly kind: "standard"; readonly readReplicas: number };

export interface RedisInstanceProps {
  /**
   * At least two, in different zones: the first is the primaries', the second the standbys'. Their hosts may connect.
   */
  readonly vSwitches: readonly [IVSwitch, IVSwitch, ...IVSwitch[]];
  /**
   * Other IPv4 blocks of the VPC whose hosts or pods may connect.
   *
   * @default none
   */
  readonly otherClientCidrs?: readonly string[];
  /** Name shown in the console, 2 to 80 characters. */
  readonly name: string;
  /**
   * Class of a shard, or of the whole standard instance: one such as `redis.shard.with.proxy.small.ce` with shards or
   * read replicas, one such as `redis.shard.small.2.ce` without.
   */
  readonly instanceClass: string;
  readonly topology: RedisTopology;
  /** Which keys Redis evicts when its memory is full: a value of `maxmemory-policy`. */
  readonly evictionPolicy: string;
  /** Password of the account `default`. */
  readonly password: GeneratedSecret;
  /**
   * Version of Redis.
   *
   * @default "7.0"
   */
  readonly engineVersion?: string;
  /**
   * Hour of the daily backup, in UTC.
   *
   * @default "20:00Z-21:00Z", which is 04:00 to 05:00 in China
   */
  readonly backupTime?: string;
  /**
   * Hour in which the service may update the instance, in UTC; after the backup.
   *
   * @default "21:00Z-22:00Z", which is 05:00 to 06:00 in China
   */
  readonly maintenanceTime?: string;
  /**
   * Whether Alibaba Cloud refuses to release the instance, and Terraform to destroy it.
   *
   * @default true
   */
  readonly deletionProtection?: boolean;
}

/**
 * ApsaraDB for Redis: private, with passwords and TLS, a standby in the second zone and daily backups. Storage is not
 * encrypted, because the service refuses to in some regions, such as Hong Kong (`InstanceType.NotSupport`).
 */
export class RedisInstance extends Construct {
  readonly instanceId: string;
  /** Host name inside the VPC. */
  readonly endpoint: string;
  readonly port = "6379";
  private readonly isCluster: boolean;

  constructor(scope: Construct, id: string, props: RedisInstanceProps) {
    super(scope, id);
    const { backupTime = "20:00Z-21:00Z", maintenanceTime = "21:00Z-22:00Z" } = props;
    this.node.addValidation({ validate: () => utcWindowProblems({ backupTime, maintenanceTime }) });
    const [primary, standby] = props.vSwitches;
    const { topology } = props;
    const protection = props.deletionProtection ?? true;
    this.isCluster = topology.kind === "cluster";
    const [maintainStartTime, maintainEndTime] = maintenanceTime.split("-");
    const hasProxy = topology.kind === "cluster" || topology.readReplicas > 0;
    const replicas = topology.kind === "standard" && topology.readReplicas > 0 ? topology.readReplicas : undefined;
    const instance = new KvstoreInstance(this, "Default", {
      dbInstanceName: props.name,
      instanceType: "Redis",
      engineVersion: props.engineVersion ?? "7.0",
      instanceClass: props.instanceClass,
      shardCount: topology.kind === "cluster" ? topology.shards : undefined,
      readOnlyCount: replicas,
      slaveReadOnlyCount: replicas,
      paymentType: "PostPaid",
      vswitchId: primary.vSwitchId,
      zoneId: primary.zone,
      secondaryZoneId: standby.zone,
      securityIps: [...props.vSwitches.map(({ cidr }) => cidr), ...(props.otherClientCidrs ?? [])],
      vpcAuthMode: "Open",
      password: props.password.value,
      sslEnable: "Enable",
      config: { "maxmemory-policy": props.evictionPolicy, ...(hasProxy && PROXY_PARAMETERS) },
      backupPeriod: EVERY_DAY,
      backupTime,
      enableBackupLog: 1,
      maintainStartTime,
      maintainEndTime,
      isAutoUpgradeOpen: "1",
      instanceReleaseProtection: protection,
      lifecycle: {
        preventDestroy: protection,
        // Whether the service lists a proxy's parameters with the instance's is not known; set they are in any case.
        ...(hasProxy && { ignoreChanges: Object.keys(PROXY_PARAMETERS).map((name) => `config["${name}"]`) }),
      },
    });
    this.instanceId = instance.id;
    this.endpoint = instance.connectionDomain;
  }

  /** Adds an account for one kind of client. */
  addAccount(accountName: string, password: GeneratedSecret, privilege: "RoleReadOnly" | "RoleReadWrite"): void {
    new KvstoreAccount(this, accountName, {
      instanceId: this.instanceId,
      accountName,
      accountPassword: password.value,
      accountType: "Normal",
      accountPrivilege: privilege,
    });
  }

  /** Makes the alarms of {@link redisAlarms}; their names start with `namePrefix`. */
  addAlarms(contacts: AlarmContacts, namePrefix: string): void {
    addAlarms(this, redisAlarms(this.isCluster ? "Sharding" : "Standard"), {
      namespace: "acs_kvstore",
      dimensions: { instanceId: this.instanceId },
      contacts,
      namePrefix,
    });
  }
}
