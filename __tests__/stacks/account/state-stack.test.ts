import { describe, expect, test } from "@jest/globals";
import { StateStack } from "../../../stacks/account/state-stack";
import { account as input } from "../../support/fixture/environments/account";
import { FIXTURE_OWNER } from "../../support/fixture/fixture";
import { checked, fixtureStacks } from "../../support/fixture/stacks";
import { synthesize } from "../../support/synthesis";

const { state } = fixtureStacks();
if (!state) throw new Error("no state stack");
const buckets = state.resources("alicloud_oss_bucket");

describe("the state stack", () => {
  test("starts with a local state while others use OSS, and moves it into OSS when it is told to", () => {
    expect(state.json.terraform.backend.local).toBeDefined();
    const moved = fixtureStacks({ stateStackBackend: "oss" }).state?.json.terraform.backend.oss;
    expect(`${moved.prefix}/${moved.key}`).toBe("ainav/account/state");
  });

  test("makes the bucket and the lock table that every other stack's backend names", () => {
    const { oss } = fixtureStacks().account?.json.terraform.backend ?? {};
    expect(buckets.states?.bucket).toBe(oss.bucket);
    const table = state.resource("alicloud_ots_table");
    expect(table.table_name).toBe(oss.tablestore_table);
    expect(oss.tablestore_endpoint).toContain(`//${state.resource("alicloud_ots_instance").name}.`);
  });

  test("never lets the current version of a state expire, and keeps replaced ones for at least 90 days", () => {
    expect(buckets.states?.lifecycle_rule).toEqual([
      {
        id: "retention",
        enabled: true,
        prefix: "",
        noncurrent_version_expiration: [{ days: 365 }],
        abort_multipart_upload: [{ days: 7 }],
      },
    ]);
  });

  test("has the states bucket versioned, encrypted, logged and protected", () => {
    expect(buckets.states).toMatchObject({
      versioning: { status: "Enabled" },
      server_side_encryption_rule: { sse_algorithm: "AES256" },
      logging: { target_bucket: "${alicloud_oss_bucket.access-logs.id}", target_prefix: "requests/" },
      force_destroy: false,
      lifecycle: { prevent_destroy: true },
    });
  });

  test("encrypts states, and the record of who read them, with the owner's key", () => {
    const environment = checked({ ...input, state: { kmsKeyId: "key-hkstate" } });
    const { stacks } = synthesize((app) => new StateStack(app, { environment, owner: FIXTURE_OWNER }));
    const own = Object.values(stacks.state?.resources("alicloud_oss_bucket") ?? {});
    expect(own.map((bucket) => bucket.server_side_encryption_rule.kms_master_key_id)).toEqual([
      "key-hkstate",
      "key-hkstate",
    ]);
  });

  test("has the lock table that Terraform's backend needs: one string key, LockID, and no expiry", () => {
    expect(state.resource("alicloud_ots_table")).toMatchObject({
      primary_key: [{ name: "LockID", type: "String" }],
      time_to_live: -1,
      max_version: 1,
      enable_sse: true,
      lifecycle: { prevent_destroy: true },
    });
  });

  test("is in the region in which the backends look for it", () => {
    const elsewhere = fixtureStacks({ stateRegion: "ap-southeast-1" });
    expect(elsewhere.state?.json.provider.alicloud[0].region).toBe("ap-southeast-1");
    expect(elsewhere.account?.json.terraform.backend.oss.region).toBe("ap-southeast-1");
    expect(elsewhere.account?.json.provider.alicloud[0].region).toBe("cn-hongkong");
  });
});
