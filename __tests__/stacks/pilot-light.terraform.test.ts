import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import type { AssemblyStack } from "../../tools/terraform/assembly";
import { disasterRecovery } from "../support/fixture/environments/disaster-recovery";
import { checked } from "../support/fixture/stacks";
import { DeployedEnvironment } from "../support/terraform/deployed-environment";

let deployed: DeployedEnvironment;
beforeAll(async () => {
  deployed = await DeployedEnvironment.start(standby({ enabled: true }));
});
afterAll(() => deployed.stop());

/** Disaster recovery with or without hosts. */
function standby({ enabled, protectedHosts = true }: { enabled: boolean; protectedHosts?: boolean }) {
  const environment = checked(disasterRecovery);
  environment.compute.enabled = enabled;
  environment.deletionProtection = protectedHosts;
  return environment;
}

const isCompute = ({ name }: AssemblyStack) => name.endsWith("-compute");

/** What the cloud holds, less what the compute stack makes. */
function heldElsewhere(): string[] {
  const compute = /^alicloud_(alb|ess|ecs_launch|pvtz_zone_record|cms|oss_bucket_object)/;
  return deployed.holding((type) => !compute.test(type));
}

const hosts = () => deployed.holding((type) => /^alicloud_(alb|ess)_/.test(type));

describe("the pilot light of disaster recovery", () => {
  test("becomes the platform by one knob and goes back, and replaces nothing that holds data", async () => {
    expect(await deployed.errorsOf("deploy", deployed.synthesize(standby({ enabled: false })))).toEqual([]);
    const before = heldElsewhere();
    const data = before.filter((resource) => /db_instance|kvstore_instance|ecs_disk|oss_bucket /.test(resource));
    expect(data).toHaveLength(10);
    expect(hosts()).toEqual([]);

    const on = deployed.synthesize(standby({ enabled: true }));
    expect(await deployed.errorsOf("deploy", on)).toEqual([]);
    expect(await deployed.errorsOf("second plan", on)).toEqual([]);
    expect(heldElsewhere()).toEqual(before);
    expect(hosts().filter((host) => host.startsWith("alicloud_ess_scaling_group "))).toHaveLength(5);

    // Hosts that serve are protected: going back takes two steps.
    const compute = (knobs: Parameters<typeof standby>[0]) => deployed.synthesize(standby(knobs)).filter(isCompute);
    const [refusal] = await deployed.errorsOf("deploy", compute({ enabled: false }));
    expect(refusal).toContain("OperationDenied.DeletionProtection");
    expect(await deployed.errorsOf("deploy", compute({ enabled: true }))).toEqual([]);
    expect(await deployed.errorsOf("unprotect", compute({ enabled: true, protectedHosts: false }))).toEqual([]);
    const off = deployed.synthesize(standby({ enabled: false }));
    expect(await deployed.errorsOf("deploy", off)).toEqual([]);
    expect(await deployed.errorsOf("second plan", off)).toEqual([]);
    expect(heldElsewhere()).toEqual(before);
    expect(hosts()).toEqual([]);
  });
});
