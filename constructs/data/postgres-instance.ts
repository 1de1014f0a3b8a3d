import { DbBackupPolicy } from "@cdktf/provider-alicloud/lib/db-backup-policy";
import { DbInstance } from "@cdktf/provider-alicloud/lib/db-instance";
import { RdsInstanceCrossBackupPolicy } from "@cdktf/provider-alicloud/lib/rds-instance-cross-backup-policy";
import { Construct } from "constructs";
import type { IVSwitch } from "../network/v-switch";
import type { IVpc } from "../network/vpc";
import { addAlarms } from "../observability/add-alarms";
import type { AlarmContacts } from "../observability/alarm-contacts";
import { POSTGRES_ALARMS, STANDBY_ALARMS } from "./postgres-alarms";
import { utcWindowProblems } from "./utc-window";

const EVERY_DAY = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

export interface PostgresInstanceProps {
  readonly vpc: IVpc;
  /**
   * At least two, in different zones: the first is the primary's, the second the standby's. Their hosts may connect.
   */
  readonly vSwitches: readonly [IVSwitch, IVSwitch, ...IVSwitch[]];
  /**
   * Other IPv4 blocks of the VPC whose hosts or pods may connect.
   *
   * @default none
   */
  readonly otherClientCidrs?: readonly string[];
  /** Name shown in the console, 2 to 255 characters. */
  readonly name: string;
  /** Class of RDS for PostgreSQL: one that ends with `.2m` has a standby in the second zone, `.1m` is a single node. */
  readonly instanceClass: string;
  /** ESSD storage, 20 to 32,000 GiB. It can grow, and never shrinks. */
  readonly storageGiB: number;
  /** How long daily backups are kept, 8 to 730 days. */
  readonly backupRetentionDays: number;
  /** How far back any point in time can be restored, in days; at most `backupRetentionDays`. Not for a single node. */
  readonly logRetentionDays: number;
  /** How long the record of every statement is kept: 30, 180, 365, 1095 or 1825 days. */
  readonly auditRetentionDays: number;
  /**
   * Major version of PostgreSQL, as RDS writes it.
   *
   * @default "16.0"
   */
  readonly engineVersion?: string;
  /**
   * Hour of the daily backup, in UTC.
   *
   * @default "19:00Z-20:00Z", which is 03:00 to 04:00 in China
   */
  readonly backupTime?: string;
  /**
   * Hour in which RDS may update the instance, in UTC; after the backup.
   *
   * @default "21:00Z-22:00Z", which is 05:00 to 06:00 in China
   */
  readonly maintenanceTime?: string;
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
 * PostgreSQL on RDS: encrypted disk, connections over TLS from its clients' addresses only, daily backups, a record of
 * every statement. With a standby, RDS fails over by itself, and any point in time can be restored.
 */
export class PostgresInstance extends Construct {
  readonly instanceId: string;
  /** Host name inside the VPC. */
  readonly endpoint: string;
  readonly port: string;
  /** Whether there is a standby in a second zone. */
  readonly hasStandby: boolean;

  constructor(scope: Construct, id: string, props: PostgresInstanceProps) {
    super(scope, id);
    const { backupTime = "19:00Z-20:00Z", maintenanceTime = "21:00Z-22:00Z" } = props;
    this.node.addValidation({ validate: () => utcWindowProblems({ backupTime, maintenanceTime }) });
    const [primary, standby] = props.vSwitches;
    const protection = props.deletionProtection ?? true;
    this.hasStandby = props.instanceClass.endsWith(".2m");
    const sources = [...props.vSwitches.map(({ cidr }) => cidr), ...(props.otherClientCidrs ?? [])];
    const instance = new DbInstance(this, "Default", {
      instanceName: props.name,
      engine: "PostgreSQL",
      engineVersion: props.engineVersion ?? "16.0",
      instanceType: props.instanceClass,
      instanceStorage: props.storageGiB,
      dbInstanceStorageType: "cloud_essd",
      instanceChargeType: "Postpaid",
      vpcId: props.vpc.vpcId,
      zoneId: primary.zone,
      ...(this.hasStandby
        ? {
            category: "HighAvailability",
            // In the order of the zones: primary, standby.
            vswitchId: `${primary.vSwitchId},${standby.vSwitchId}`,
            zoneIdSlaveA: standby.zone,
            haConfig: "Auto",
          }
        : { category: "Basic", vswitchId: primary.vSwitchId }),
      securityIps: sources,
      encryptionKey: props.kmsKeyId ?? "ServiceKey",
      sslAction: "Open",
      caType: "aliyun",
      // `sslAction` alone makes TLS optional. With `hostssl` lines only, connections without it are refused.
      pgHbaConf: sources.map((address, index) => ({
        type: "hostssl",
        priorityId: index,
        database: "all",
        user: "all",
        address,
        // Passwords that are stored for SCRAM use SCRAM with this method too.
        method: "md5",
      })),
      parameters: ["log_connections", "log_disconnections", "log_duration"].map((name) => ({ name, value: "on" })),
      sqlCollectorStatus: "Enabled",
      sqlCollectorConfigValue: props.auditRetentionDays,
      autoUpgradeMinorVersion: "Auto",
      maintainTime: maintenanceTime,
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
      preferredBackupTime: backupTime,
      backupRetentionPeriod: props.backupRetentionDays,
      releasedKeepPolicy: "All",
      // RDS keeps no write-ahead logs of a single node.
      ...(this.hasStandby
        ? { enableBackupLog: true, logBackupRetentionPeriod: props.logRetentionDays }
        : { enableBackupLog: false }),
    });
  }

  /**
   * Copies backups, and the write-ahead logs of instances with a standby, to another region, where they can be
   * restored.
   */
  copyBackupsTo(region: string, retentionDays: number): void {
    new RdsInstanceCrossBackupPolicy(this, "cross-region-backups", {
      instanceId: this.instanceId,
      crossBackupRegion: region,
      logBackupEnabled: this.hasStandby ? "Enable" : "Disabled",
      retention: retentionDays,
    });
  }

  /**
   * Makes the alarms of {@link POSTGRES_ALARMS} and, where there is a standby, of {@link STANDBY_ALARMS}; their names
   * start with `namePrefix`.
   */
  addAlarms(contacts: AlarmContacts, namePrefix: string): void {
    const rules = this.hasStandby ? [...POSTGRES_ALARMS, ...STANDBY_ALARMS] : POSTGRES_ALARMS;
    const dimensions = { instanceId: this.instanceId };
    addAlarms(this, rules, { namespace: "acs_rds_dashboard", dimensions, contacts, namePrefix });
  }
}
