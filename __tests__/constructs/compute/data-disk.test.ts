import { describe, expect, test } from "@jest/globals";
import { DataDisk, type DataDiskProps } from "../../../constructs/compute/data-disk";
import { synthesizeStack } from "../../support/synthesis";

function snapshots(changes: Partial<DataDiskProps> = {}) {
  const stack = synthesizeStack((scope) => {
    const props = { name: "example", zone: "cn-hongkong-b", sizeGiB: 20, snapshotRetentionDays: 7, ...changes };
    new DataDisk(scope, "disk", props);
  });
  return stack.resource("alicloud_ecs_auto_snapshot_policy");
}

describe("the daily snapshot of a data disk", () => {
  test("is made at 20:00 UTC, or at the hour that it is told", () => {
    expect(snapshots().time_points).toEqual(["20"]);
    expect(snapshots({ snapshotHourUtc: 0 }).time_points).toEqual(["0"]);
  });

  test("is copied, encrypted, to the region that it is told, and to none otherwise", () => {
    expect(snapshots().enable_cross_region_copy).toBeUndefined();
    expect(snapshots({ snapshotCopyRegion: "cn-shanghai" })).toMatchObject({
      enable_cross_region_copy: true,
      target_copy_regions: ["cn-shanghai"],
      copy_encryption_configuration: { encrypted: true },
    });
  });

  test.each([24, -1, 3.5])("is refused at the hour %d", (snapshotHourUtc) => {
    expect(() => snapshots({ snapshotHourUtc })).toThrow(
      `[test/disk] snapshotHourUtc: ${snapshotHourUtc} is not an hour of the day; write 0 to 23`,
    );
  });
});
