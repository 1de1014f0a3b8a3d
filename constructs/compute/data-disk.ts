import { EcsAutoSnapshotPolicy } from "@cdktf/provider-alicloud/lib/ecs-auto-snapshot-policy";
import { EcsAutoSnapshotPolicyAttachment } from "@cdktf/provider-alicloud/lib/ecs-auto-snapshot-policy-attachment";
import { EcsDisk } from "@cdktf/provider-alicloud/lib/ecs-disk";
import { Construct } from "constructs";
import type { Role } from "../security/role";

export interface DataDiskProps {
  /** Name shown in the console, 2 to 128 characters. */
  readonly name: string;
  /** Zone id. Only hosts of the same zone can attach the disk. */
  readonly zone: string;
  /** 20 to 32,768 GiB. A disk can grow, and never shrinks. */
  readonly sizeGiB: number;
  /** How long a daily snapshot is kept, in days. */
  readonly snapshotRetentionDays: number;
  /**
   * Hour of the daily snapshot in UTC, 0 to 23.
   *
   * @default 20, which is 04:00 in China
   */
  readonly snapshotHourUtc?: number;
  /**
   * Id of another region that gets a copy of each snapshot.
   *
   * @default none
   */
  readonly snapshotCopyRegion?: string;
  /**
   * The customer KMS key that encrypts the disk.
   *
   * @default the key that ECS manages
   */
  readonly kmsKeyId?: string;
  /**
   * Whether Terraform refuses to destroy the disk.
   *
   * @default true
   */
  readonly deletionProtection?: boolean;
}

/**
 * A disk that outlives its host: it belongs to no instance, so the host that replaces a dead one attaches it and finds
 * the data. Encrypted, with a snapshot every night.
 */
export class DataDisk extends Construct {
  readonly diskId: string;
  readonly zone: string;
  readonly sizeGiB: number;

  constructor(scope: Construct, id: string, props: DataDiskProps) {
    super(scope, id);
    const hour = props.snapshotHourUtc ?? 20;
    if (!Number.isInteger(hour) || hour < 0 || hour > 23)
      throw new Error(`[${this.node.path}] snapshotHourUtc: ${hour} is not an hour of the day; write 0 to 23`);
    const disk = new EcsDisk(this, "Default", {
      diskName: props.name,
      zoneId: props.zone,
      category: "cloud_essd",
      performanceLevel: "PL1",
      size: props.sizeGiB,
      encrypted: true,
      kmsKeyId: props.kmsKeyId,
      deleteWithInstance: false,
      deleteAutoSnapshot: false,
      // The disk grows without a restart of the host.
      type: "online",
      lifecycle: { preventDestroy: props.deletionProtection ?? true },
    });
    this.diskId = disk.id;
    this.zone = props.zone;
    this.sizeGiB = props.sizeGiB;
    const policy = new EcsAutoSnapshotPolicy(this, "snapshots", {
      autoSnapshotPolicyName: props.name,
      timePoints: [String(hour)],
      repeatWeekdays: ["1", "2", "3", "4", "5", "6", "7"],
      retentionDays: props.snapshotRetentionDays,
      ...(props.snapshotCopyRegion !== undefined && {
        enableCrossRegionCopy: true,
        targetCopyRegions: [props.snapshotCopyRegion],
        copiedSnapshotsRetentionDays: props.snapshotRetentionDays,
        copyEncryptionConfiguration: { encrypted: true },
      }),
    });
    new EcsAutoSnapshotPolicyAttachment(this, "snapshots-attachment", {
      autoSnapshotPolicyId: policy.id,
      diskId: disk.id,
    });
  }

  /** Lets the hosts of a role attach the disk to themselves, and detach it from a dead host. */
  grantAttach(role: Role): void {
    role.addToPolicy({
      effect: "Allow",
      actions: ["ecs:AttachDisk", "ecs:DetachDisk"],
      resources: [`acs:ecs:*:*:disk/${this.diskId}`, "acs:ecs:*:*:instance/*"],
    });
    role.addToPolicy({ effect: "Allow", actions: ["ecs:DescribeDisks", "ecs:DescribeInstances"], resources: ["*"] });
  }
}
