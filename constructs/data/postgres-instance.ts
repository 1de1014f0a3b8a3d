import { DbBackupPolicy } from "@cdktf/provider-alicloud/lib/db-backup-policy";
import { DbInstance } from "@cdktf/provider-alicloud/lib/db-instance";
import { RdsInstanceCrossBackupPolicy } from "@cdktf/provider-alicloud/lib/rds-instance-cross-backup-policy";
import { Construct } from "constructs";
import type { IVSwitch } from "../network/v-switch";
import type { IVpc } from "../network/vpc";
import { addAlarms } from "../observability/add-alarms";
import type { AlarmContacts } from "../observability/alarm-contacts";
import { POSTGRES_ALARMS, STANDBY_ALARMS } from "./postgres-alarms";

/** Daily, while few people are awake: 03:00 to 04:00 in China. */
const BACKUP_TIME = "19:00Z-20:00Z";
/** After the backup: 05:00 to 06:00 in China. */
const MAINTENANCE_TIME = "21:00Z-22:00Z";
const EVERY_DAY = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

export interface PostgresInstanceProps {
  readonly vpc: IVpc;
  /** At least two, each in a zone of its own: where the primary and its standby lie, and whose addresses are let in. */
  readonly vSwitches: readonly [IVSwitch, IVSwitch, ...IVSwitch[]];
  /**
   * Other IPv4 blocks of the VPC whose hosts or pods are clients.
   *
   * @default none
   */
  readonly otherClients?: readonly string[];
  /** Name shown in the console, 2 to 255 characters. */
  readonly name: string;
  /** A class of RDS for PostgreSQL: `.2m` has a standby in the second zone, `.1m` is a single node. */
  readonly instanceClass: string;
  /** ESSD storage, 20 to 32,000 GiB; it never shrinks. */
  readonly storageGiB: number;
  /** How long daily backups are kept, 8 to 730 days. */
  readonly backupRetentionDays: number;
  /** How far back any point in time can be restored, at most as long as backups are kept; not with a single node. */
  readonly logRetentionDays: number;
  /** How long the record of every statement is kept: 30, 180, 365, 1095 or 1825 days. */
  readonly auditRetentionDays: number;
  /**
   * The customer KMS key that encrypts the disk.
   *
   * @default the key that RDS manages
   */
  readonly kmsKeyId?: string;
  /**
   * Whether Alibaba Cloud refuses to release the instance, and Terraform to destroy it.
   *
   * @default true
   */
  readonly deletionProtection?: boolean;
}

/**
 * PostgreSQL 16 on RDS: on an encrypted disk, reached over TLS from its own vSwitches only, backed up every day and, with
 * two nodes, to the second; every statement is recorded. RDS promotes the standby by itself.
 */
export class PostgresInstance extends Construct {
  readonly instanceId: string;
  /** Host name inside the VPC. */
  readonly endpoint: string;
  readonly port: string;
  /** Whether there is a standby in a second zone. */
  readonly isHighlyAvailable: boolean;

  constructor(scope: Construct, id: string, props: PostgresInstanceProps) {
    super(scope, id);
    const [primary, standby] = props.vSwitches;
    const protection = props.deletionProtection ?? true;
    this.isHighlyAvailable = props.instanceClass.endsWith(".2m");
    const sources = [...props.vSwitches.map(({ cidr }) => cidr), ...(props.otherClients ?? [])];
    const instance = new DbInstance(this, "Default", {
      instanceName: props.name,
      engine: "PostgreSQL",
      engineVersion: "16.0",
      instanceType: props.instanceClass,
      instanceStorage: props.storageGiB,
      dbInstanceStorageType: "cloud_essd",
      instanceChargeType: "Postpaid",
      vpcId: props.vpc.vpcId,
      zoneId: primary.zone,
      ...(this.isHighlyAvailable
        ? {
            category: "HighAvailability",
            // In the order of the zones.
            vswitchId: `${primary.vSwitchId},${standby.vSwitchId}`,
            zoneIdSlaveA: standby.zone,
            haConfig: "Auto",
          }
        : { category: "Basic", vswitchId: primary.vSwitchId }),
      securityIps: sources,
      encryptionKey: props.kmsKeyId ?? "ServiceKey",
      sslAction: "Open",
      caType: "aliyun",
      // SSL alone is an offer: only these lines turn away whoever comes without it.
      pgHbaConf: sources.map((address, index) => ({
        type: "hostssl",
        priorityId: index,
        database: "all",
        user: "all",
        address,
        // Also takes SCRAM, when the password was stored that way.
        method: "md5",
      })),
      parameters: ["log_connections", "log_disconnections", "log_duration"].map((name) => ({ name, value: "on" })),
      sqlCollectorStatus: "Enabled",
      sqlCollectorConfigValue: props.auditRetentionDays,
      autoUpgradeMinorVersion: "Auto",
      maintainTime: MAINTENANCE_TIME,
      monitoringPeriod: 60,
      deletionProtection: protection,
      releasedKeepPolicy: "All",
      lifecycle: { preventDestroy: protection },
    });
    this.instanceId = instance.id;
    this.endpoint = instance.connectionString;
    this.port = instance.port;
    new DbBackupPolicy(this, "backups", {
      instanceId: this.instanceId,
      preferredBackupPeriod: EVERY_DAY,
      preferredBackupTime: BACKUP_TIME,
      backupRetentionPeriod: props.backupRetentionDays,
      releasedKeepPolicy: "All",
      // RDS keeps no logs of a single node.
      ...(this.isHighlyAvailable
        ? { enableBackupLog: true, logBackupRetentionPeriod: props.logRetentionDays }
        : { enableBackupLog: false }),
    });
  }

  /** Copies backups, and logs where there are any, to another region, where a new instance can be made of them. */
  copyBackupsTo(region: string, retentionDays: number): void {
    new RdsInstanceCrossBackupPolicy(this, "cross-region-backups", {
      instanceId: this.instanceId,
      crossBackupRegion: region,
      logBackupEnabled: this.isHighlyAvailable ? "Enable" : "Disabled",
      retention: retentionDays,
    });
  }

  /**
   * Makes the alarms of {@link POSTGRES_ALARMS} and, where there is a standby, of {@link STANDBY_ALARMS}; their names start
   * with `namePrefix`.
   */
  addAlarms(contacts: AlarmContacts, namePrefix: string): void {
    const rules = this.isHighlyAvailable ? [...POSTGRES_ALARMS, ...STANDBY_ALARMS] : POSTGRES_ALARMS;
    const dimensions = { instanceId: this.instanceId };
    addAlarms(this, rules, { namespace: "acs_rds_dashboard", dimensions, contacts, namePrefix });
  }
}
