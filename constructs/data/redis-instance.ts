import { KvstoreAccount } from "@cdktf/provider-alicloud/lib/kvstore-account";
import { KvstoreInstance } from "@cdktf/provider-alicloud/lib/kvstore-instance";
import { Construct } from "constructs";
import type { IVSwitch } from "../network/v-switch";
import { addAlarms } from "../observability/add-alarms";
import type { AlarmContacts } from "../observability/alarm-contacts";
import type { GeneratedSecret } from "../security/generated-secret";
import type { Role } from "../security/role";
import { redisAlarms } from "./redis-alarms";

const EVERY_DAY = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

/** How an instance is made up. Either way each primary has a standby in the second zone, and fails over by itself. */
export type RedisTopology =
  /** Shards behind a proxy: clients see one server. */
  | { readonly kind: "cluster"; readonly shards: number }
  /** One primary, and so many read replicas in each of the two zones. */
  | { readonly kind: "standard"; readonly readReplicas: number };

export interface RedisInstanceProps {
  /** At least two, each in a zone of its own: where the primaries and their standbys lie, and whose addresses are let in. */
  readonly vSwitches: readonly [IVSwitch, IVSwitch, ...IVSwitch[]];
  /**
   * Other IPv4 blocks of the VPC whose hosts or pods are clients.
   *
   * @default none
   */
  readonly otherClients?: readonly string[];
  /** Name shown in the console, 2 to 80 characters. */
  readonly name: string;
  /** Class of a shard, or of the whole standard instance, such as `redis.shard.small.2.ce`. */
  readonly instanceClass: string;
  readonly topology: RedisTopology;
  /** What Redis forgets when it is full: one of its `maxmemory-policy` values. */
  readonly evictionPolicy: string;
  /** Password of the account `default`. */
  readonly password: GeneratedSecret;
  /**
   * Whether Alibaba Cloud refuses to release the instance, and Terraform to destroy it.
   *
   * @default true
   */
  readonly deletionProtection?: boolean;
}

/**
 * ApsaraDB for Redis 7: private, with passwords and TLS, a standby in the second zone, a backup every day. The service
 * does not encrypt its storage: it refuses to in Hong Kong (`InstanceType.NotSupport`).
 */
export class RedisInstance extends Construct {
  readonly instanceId: string;
  /** Host name inside the VPC. */
  readonly endpoint: string;
  readonly port = "6379";
  private readonly isCluster: boolean;

  constructor(scope: Construct, id: string, props: RedisInstanceProps) {
    super(scope, id);
    const [primary, standby] = props.vSwitches;
    const { topology } = props;
    const protection = props.deletionProtection ?? true;
    this.isCluster = topology.kind === "cluster";
    const replicas = topology.kind === "standard" && topology.readReplicas > 0 ? topology.readReplicas : undefined;
    const instance = new KvstoreInstance(this, "Default", {
      dbInstanceName: props.name,
      instanceType: "Redis",
      engineVersion: "7.0",
      instanceClass: props.instanceClass,
      shardCount: topology.kind === "cluster" ? topology.shards : undefined,
      readOnlyCount: replicas,
      slaveReadOnlyCount: replicas,
      paymentType: "PostPaid",
      vswitchId: primary.vSwitchId,
      zoneId: primary.zone,
      secondaryZoneId: standby.zone,
      securityIps: [...props.vSwitches.map(({ cidr }) => cidr), ...(props.otherClients ?? [])],
      vpcAuthMode: "Open",
      password: props.password.value,
      sslEnable: "Enable",
      config: { "maxmemory-policy": props.evictionPolicy },
      // 04:00 to 05:00 in China; maintenance an hour later.
      backupPeriod: EVERY_DAY,
      backupTime: "20:00Z-21:00Z",
      enableBackupLog: 1,
      maintainStartTime: "21:00Z",
      maintainEndTime: "22:00Z",
      isAutoUpgradeOpen: "1",
      instanceReleaseProtection: protection,
      lifecycle: { preventDestroy: protection },
    });
    this.instanceId = instance.id;
    this.endpoint = instance.connectionDomain;
  }

  /** An account of its own for one use. */
  addAccount(accountName: string, password: GeneratedSecret, privilege: "RoleReadOnly" | "RoleReadWrite"): void {
    new KvstoreAccount(this, accountName, {
      instanceId: this.instanceId,
      accountName,
      accountPassword: password.value,
      accountType: "Normal",
      accountPrivilege: privilege,
    });
  }

  /** Lets a role ask the service for a backup: more often than the once a day that it makes by itself. */
  grantBackup(role: Role): void {
    role.addToPolicy({
      effect: "Allow",
      actions: ["kvstore:CreateBackup", "kvstore:DescribeBackups"],
      resources: [`acs:kvstore:*:*:instance/${this.instanceId}`],
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
