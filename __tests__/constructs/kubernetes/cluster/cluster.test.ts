import { describe, expect, test } from "@jest/globals";
import { Cluster, type ClusterProps } from "../../../../constructs/kubernetes/cluster/cluster";
import { SecurityGroup } from "../../../../constructs/network/security-group";
import { VSwitch } from "../../../../constructs/network/v-switch";
import { Vpc } from "../../../../constructs/network/vpc";
import { LogProject } from "../../../../constructs/observability/log-project";
import { synthesizeStack } from "../../../support/synthesis";

function stackOf(changes: Partial<ClusterProps> = {}) {
  return synthesizeStack((scope) => {
    const vpc = Vpc.fromVpcId(scope, "vpc", { vpcId: "vpc-example", cidr: "10.0.0.0/16" });
    const place = { vSwitchId: "vsw-example", zone: "cn-hongkong-b", cidr: "10.0.0.0/24" };
    const vSwitches = [VSwitch.fromVSwitchId(scope, "v-switch", place)];
    new Cluster(scope, "cluster", {
      name: "example",
      version: "1.33.3-aliyun.1",
      vSwitches,
      podVSwitches: vSwitches,
      serviceCidr: "172.16.0.0/20",
      securityGroup: new SecurityGroup(scope, "group", { vpc, name: "example", description: "Example" }),
      logProject: new LogProject(scope, "logs", { projectName: "example", description: "Example" }),
      logRetentionDays: 7,
      permissions: [],
      accountId: "1234567890123456",
      ...changes,
    });
  });
}

function cluster(changes?: Partial<ClusterProps>) {
  return stackOf(changes).resource("alicloud_cs_managed_kubernetes");
}

describe("a cluster", () => {
  test("lives by China's clock and is maintained on a night of it, unless it is told otherwise", () => {
    expect(cluster()).toMatchObject({
      timezone: "Asia/Shanghai",
      maintenance_window: {
        maintenance_time: "2025-01-07T03:00:00.000+08:00",
        duration: "3h",
        weekly_period: "Tuesday",
      },
    });
    const maintenanceWindow = { weekday: "Sunday", start: "2025-01-05T02:00:00.000+01:00", duration: "2h" };
    expect(cluster({ timezone: "Europe/Berlin", maintenanceWindow })).toMatchObject({
      timezone: "Europe/Berlin",
      maintenance_window: {
        enable: true,
        maintenance_time: "2025-01-05T02:00:00.000+01:00",
        duration: "2h",
        weekly_period: "Sunday",
      },
    });
  });

  test("leaves no administrator's key in the state that would last", () => {
    expect(cluster()).toMatchObject({ skip_set_certificate_authority: true });
    const { json } = stackOf();
    for (const credential of Object.values(json.data.alicloud_cs_cluster_credential)) {
      expect(credential).toMatchObject({ temporary_duration_minutes: 15 });
    }
  });
});
