import { describe, expect, test } from "@jest/globals";
import { PostgresInstance, type PostgresInstanceProps } from "../../../constructs/data/postgres-instance";
import { Vpc } from "../../../constructs/network/vpc";
import { synthesizeStack } from "../../support/synthesis";
import { twoVSwitches } from "../../support/two-v-switches";

function postgres(changes: Partial<PostgresInstanceProps> = {}) {
  return synthesizeStack((stack) => {
    new PostgresInstance(stack, "postgres", {
      vpc: Vpc.fromVpcId(stack, "vpc", { vpcId: "vpc-example", cidr: "10.0.0.0/16" }),
      vSwitches: twoVSwitches(stack),
      name: "example",
      instanceClass: "pg.n2.2c.2m",
      storageGiB: 20,
      backupRetentionDays: 8,
      logRetentionDays: 7,
      auditRetentionDays: 30,
      ...changes,
    });
  });
}

describe("a PostgreSQL instance", () => {
  test("is backed up and maintained at night in China unless it is told other hours", () => {
    const usual = postgres();
    expect(usual.resource("alicloud_db_instance")).toMatchObject({
      engine_version: "16.0",
      maintain_time: "21:00Z-22:00Z",
    });
    expect(usual.resource("alicloud_db_backup_policy").preferred_backup_time).toBe("19:00Z-20:00Z");
    const other = postgres({ engineVersion: "17.0", maintenanceTime: "03:00Z-04:00Z", backupTime: "01:00Z-02:00Z" });
    expect(other.resource("alicloud_db_instance")).toMatchObject({
      engine_version: "17.0",
      maintain_time: "03:00Z-04:00Z",
    });
    expect(other.resource("alicloud_db_backup_policy").preferred_backup_time).toBe("01:00Z-02:00Z");
  });

  test.each(["19:00-20:00", "24:00Z-25:00Z", "", "19:00Z"])("refuses the window %j", (backupTime) => {
    expect(() => postgres({ backupTime })).toThrow(
      `[test/postgres] backupTime: "${backupTime}" is not a time window in UTC: write one such as 19:00Z-20:00Z`,
    );
  });
});
