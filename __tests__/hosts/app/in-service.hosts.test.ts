import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { HostMachine } from "../../support/hosts/host-machine";
import { INSTANCE_ID, MetadataServer } from "../../support/hosts/metadata-server";
import { OpenApiServer, Refusal } from "../../support/hosts/openapi-server";

describe("a new app host that is ready", () => {
  let host: HostMachine;
  let metadata: MetadataServer;
  let ess: OpenApiServer;
  let state: string;
  let together: string[];
  let ended: Readonly<Record<string, string>>[];

  beforeEach(async () => {
    [state, together, ended] = ["Pending:Wait", [INSTANCE_ID], []];
    ess = new OpenApiServer({
      DescribeScalingInstances: (parameters) => ({
        ScalingInstances:
          parameters["InstanceIds.1"] === INSTANCE_ID
            ? [{ InstanceId: INSTANCE_ID, LifecycleState: state, ScalingActivityId: "asa-1" }]
            : [],
      }),
      DescribeLifecycleActions: ({ ScalingActivityId, LifecycleActionStatus }) => {
        if (ScalingActivityId !== "asa-1" || LifecycleActionStatus !== "Pending")
          throw new Refusal(400, "InvalidParameter");
        return { LifecycleActions: [{ InstanceIds: together, LifecycleHookId: "ash-1", LifecycleActionToken: "t-1" }] };
      },
      CompleteLifecycleAction: (parameters) => {
        ended.push(parameters);
        return {};
      },
    });
    metadata = new MetadataServer();
    await Promise.all([metadata.start(), ess.start()]);
    host = new HostMachine();
    host.lay("every", "app");
    Object.assign(host.environment, { AINAV_METADATA_URL: metadata.url, AINAV_OPENAPI_URL: ess.url });
    host.settings({});
  });
  afterEach(async () => {
    host.remove();
    await Promise.all([metadata.stop(), ess.stop()]);
    expect([...metadata.failures, ...ess.failures]).toEqual([]);
  });

  const provision = () => host.provision("95-in-service");

  test("ends Auto Scaling's wait for it", async () => {
    expect(await provision()).toMatchObject({ exitCode: 0, output: expect.stringMatching(/^ready$/m) });
    expect(ended).toEqual([
      expect.objectContaining({
        LifecycleHookId: "ash-1",
        LifecycleActionToken: "t-1",
        LifecycleActionResult: "CONTINUE",
      }),
    ]);
  });

  test("leaves a wait alone that is that of other hosts too: they may not be ready", async () => {
    together = [INSTANCE_ID, "i-other"];
    expect(await provision()).toMatchObject({ exitCode: 0, output: expect.stringContaining("ends by itself") });
    expect(ended).toEqual([]);
  });

  test("does nothing when it has been in service for long", async () => {
    state = "InService";
    expect(await provision()).toMatchObject({ exitCode: 0, output: expect.stringContaining("nobody waits") });
    expect(ended).toEqual([]);
  });
});
