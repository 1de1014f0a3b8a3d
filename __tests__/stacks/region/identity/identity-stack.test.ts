import { describe, expect, test } from "@jest/globals";
import { PHASES } from "../../../../environments/schema/environment";
import { completePlatform } from "../../../support/complete-environments";
import { production as input } from "../../../support/fixture/environments/production";
import { fixtureStacks, stacksOf } from "../../../support/fixture/stacks";
import { roleNames, statementsOf, statementsOfHolder } from "../../../support/ram/policy-document";
import type { SynthesizedStack } from "../../../support/synthesis";

const stacks = fixtureStacks();
const production = stacks["production-identity"] as SynthesizedStack;

/** The identity stack of an environment in which every optional knob is set, after a change. */
function identityOf(change: (environment: ReturnType<typeof completePlatform>) => void = () => {}): SynthesizedStack {
  const environment = completePlatform();
  change(environment);
  return stacksOf(environment)["production-identity"] as SynthesizedStack;
}

describe("the identity stack", () => {
  test("is the same in every phase, and whether hosts run or not, so that no deploy of CI waits for it", () => {
    const variants = PHASES.map((phase) => stacksOf({ ...input, phase })["production-identity"]?.json.resource);
    const { edge: _, ...unseen } = input;
    const light = { ...unseen, compute: { ...input.compute, enabled: false } };
    for (const variant of [...variants, stacksOf(light)["production-identity"]?.json.resource])
      expect(variant).toEqual(variants[0]);
  });

  test("takes nothing from states that CI writes but ids inside ARNs of one kind of resource", () => {
    const text = JSON.stringify(identityOf().json.resource);
    const places = text.match(/[^"]*\$\{data\.terraform_remote_state[^}]*\}[^"\\]*/g) ?? [];
    const kinds = places.map((place) => place.replace(/\$\{[^}]*\}/g, "…"));
    expect([...new Set(kinds)].sort()).toEqual(["acs:ecs:*:*:disk/…", "acs:pvtz:*:*:zone/…", "acs:vpc:*:*:eip/…"]);
  });
});

describe("the roles of hosts", () => {
  const statements = (kind: string) => statementsOfHolder(production, `ainav-production-${kind}`);
  const resourcesOf = (kind: string, action: string) =>
    statements(kind)
      .filter(({ Action }) => Action.includes(action))
      .flatMap(({ Resource }) => Resource);

  test("are one per kind, for ECS only", () => {
    const roles = Object.values(production.resources("alicloud_ram_role"));
    const trusted = roles.map(
      ({ role_name, assume_role_policy_document: trust }) =>
        `${role_name} ${statementsOf(trust).map(({ Principal }) => Principal.Service)}`,
    );
    expect(trusted.sort()).toEqual([
      "ainav-production-app ecs.aliyuncs.com",
      "ainav-production-bastion ecs.aliyuncs.com",
      "ainav-production-search ecs.aliyuncs.com",
      "ainav-production-services ",
      "ainav-production-worker ecs.aliyuncs.com",
    ]);
    expect(roleNames(production)).toHaveLength(roles.length);
  });

  test("give services a role of their own for the buckets they use, which only hosts with services take on", () => {
    const { assume_role_policy_document: trust } = production.resources("alicloud_ram_role")["services-role"] ?? {};
    const [statement] = statementsOf(trust);
    expect(statement?.Principal).toEqual({
      RAM: ["${alicloud_ram_role.app-role.arn}", "${alicloud_ram_role.worker-role.arn}"],
    });
    const services = statements("services").flatMap(({ Resource }) => Resource);
    const names = services.map((arn) => /ainav-production-([a-z]+)-/.exec(arn)?.[1]);
    expect([...new Set(names)]).toEqual(["assets", "uploads"]);
    const assumed = ["app", "worker", "search", "bastion"].map((kind) => [
      kind,
      ...resourcesOf(kind, "sts:AssumeRole"),
    ]);
    const arn = "acs:ram::1234567890123456:role/ainav-production-services";
    expect(assumed).toEqual([["app", arn], ["worker", arn], ["search"], ["bastion"]]);
  });

  test("read the secrets of their own services", () => {
    const secrets = (kind: string) =>
      resourcesOf(kind, "oos:GetSecretParameter").map((arn) => arn.replace("acs:oos:*:*:secretparameter/", ""));
    expect(secrets("app")).toEqual([
      "ainav/production/postgres-app",
      "ainav/production/redis-app",
      "ainav/production/search-master",
      "ainav/production/registry-pull",
    ]);
    expect(secrets("search")).toEqual(["ainav/production/search-master"]);
    expect(secrets("bastion")).toEqual([]);
    expect(secrets("worker")).toEqual(
      expect.arrayContaining(
        ["postgres-owner", "grafana-password", "loki-access-key-secret", "alert-webhook"].map(
          (purpose) => `ainav/production/${purpose}`,
        ),
      ),
    );
    expect(resourcesOf("search", "kms:GetSecretValue")).toEqual([
      "acs:kms:*:*:secret/oos/ainav/production/search-master",
    ]);
  });

  test("read the address of a sign of life only where somebody waits for it", () => {
    const heartbeat = "ainav/production/alert-heartbeat";
    expect(JSON.stringify(identityOf().resources("alicloud_ram_policy"))).not.toContain(heartbeat);
    const waits = identityOf((environment) => {
      environment.operations = { ...environment.operations, heartbeat: true };
    });
    expect(JSON.stringify(waits.resources("alicloud_ram_policy"))).toContain(heartbeat);
  });

  test("read their own bundles and none of another kind", () => {
    for (const kind of ["app", "worker", "search", "bastion"]) {
      const bundles = resourcesOf(kind, "oss:GetObject").filter((arn) => arn.includes("/hosts/"));
      expect(bundles).toEqual([`acs:oss:*:*:ainav-production-bundles-1234567890123456/hosts/${kind}/*`]);
    }
  });

  test("read no password of an Enterprise instance, which has none", () => {
    const text = JSON.stringify(identityOf().resources("alicloud_ram_policy"));
    expect(text).toContain("postgres-app");
    expect(text).not.toContain("registry-pull");
  });

  test("read the records of releases where services run, and nobody writes them", () => {
    const bundles = (kind: string) =>
      statements(kind).filter(({ Resource }) => Resource.some((arn) => arn.includes("-bundles-")));
    const records = "acs:oss:*:*:ainav-production-bundles-1234567890123456/releases/*";
    for (const kind of ["app", "worker", "search", "bastion"]) {
      const named = bundles(kind).flatMap(({ Resource }) => Resource);
      expect([kind, named.includes(records)]).toEqual([kind, ["app", "worker"].includes(kind)]);
      for (const { Action } of bundles(kind)) expect(Action).toEqual(["oss:GetObject"]);
    }
  });

  test("add to backups and delete none, and copy uploads, only where the programs for backups run", () => {
    const writable = (kind: string) =>
      resourcesOf(kind, "oss:PutObject").map((arn) => /ainav-production-([a-z]+)-/.exec(arn)?.[1]);
    expect(["app", "worker", "search", "bastion"].map(writable)).toEqual([[], ["uploads", "backups"], ["backups"], []]);
    for (const kind of ["worker", "search"]) {
      expect(JSON.stringify(statements(kind))).not.toContain("oss:Delete");
      // Backups are uploaded in parts, and older versions of uploads are restored.
      expect(resourcesOf(kind, "oss:AbortMultipartUpload")).toEqual(resourcesOf(kind, "oss:PutObject"));
      expect(resourcesOf(kind, "oss:ListMultipartUploads")).not.toEqual([]);
    }
  });

  test("use the customer key of buckets, where there is one, if they write objects under it", () => {
    const stack = identityOf();
    const users = ["app", "worker", "search", "bastion", "services"].filter((kind) =>
      statementsOfHolder(stack, `ainav-production-${kind}`).some(({ Action }) =>
        Action.includes("kms:GenerateDataKey"),
      ),
    );
    expect(users).toEqual(["worker", "search", "services"]);
    expect(JSON.stringify(production.resources("alicloud_ram_policy"))).not.toContain("GenerateDataKey");
  });

  test("find other hosts only as worker, which has the monitoring, and nobody changes an instance", () => {
    expect(statements("worker")).toContainEqual({
      Effect: "Allow",
      Action: ["ecs:DescribeInstances"],
      Resource: ["*"],
    });
    const actions = ["app", "worker", "search", "bastion"].flatMap((kind) =>
      statements(kind).flatMap(({ Action }) => Action.filter((action) => action.startsWith("ecs:"))),
    );
    expect([...new Set(actions)].sort()).toEqual([
      "ecs:AttachDisk",
      "ecs:DescribeDisks",
      "ecs:DescribeInstances",
      "ecs:DetachDisk",
    ]);
  });

  test("take a data disk and a name of their own as search host and as worker, the public address only as bastion", () => {
    for (const [kind, disk] of [
      ["search", "search-disk"],
      ["worker", "monitoring-disk"],
    ] as const) {
      const [attached, ...instances] = resourcesOf(kind, "ecs:AttachDisk");
      expect(attached).toContain(`alicloud_ecs_disk${disk}`);
      expect(instances).toEqual(["acs:ecs:*:*:instance/*"]);
      expect(resourcesOf(kind, "pvtz:UpdateZoneRecord")).not.toEqual([]);
    }
    expect(resourcesOf("bastion", "vpc:AssociateEipAddress")).toEqual([
      expect.stringMatching(/^acs:vpc:\*:\*:eip\/\$\{data\.terraform_remote_state/),
      "acs:vpc:*:*:instance/*",
    ]);
    expect(JSON.stringify(statements("app"))).not.toMatch(/AttachDisk|AssociateEipAddress|UpdateZoneRecord/);
    expect(JSON.stringify(statements("worker"))).not.toContain("AssociateEipAddress");
  });
});

describe("copies of buckets", () => {
  test("go to the buckets that disaster recovery makes, and what is deleted here stays there", () => {
    const copies = Object.values(production.resources("alicloud_oss_bucket_replication"));
    const there = Object.values(
      (stacks["disaster-recovery-data"] as SynthesizedStack).resources("alicloud_oss_bucket"),
    );
    expect(copies.map(({ destination }) => destination.bucket).sort()).toEqual(
      ["assets", "backups", "uploads"].map((role) => `ainav-disaster-recovery-${role}-1234567890123456`),
    );
    const names = there.map(({ bucket: name }) => name);
    for (const { action, destination, historical_object_replication } of copies) {
      expect(names).toContain(destination.bucket);
      expect(destination.location).toBe("oss-ap-southeast-1");
      expect([action, historical_object_replication]).toEqual(["PUT", "enabled"]);
    }
  });

  test("are re-encrypted under a key of the other region when they are encrypted under a customer key", () => {
    const stack = identityOf();
    const copies = Object.values(stack.resources("alicloud_oss_bucket_replication"));
    expect(copies).toHaveLength(3);
    for (const copy of copies) {
      expect(copy).toMatchObject({
        sync_role: "${alicloud_ram_role.replication-role.role_name}",
        encryption_configuration: { replica_kms_key_id: "key-sgpexample" },
      });
    }
    const statements = statementsOfHolder(stack, "ainav-production-replication");
    const keys = statements.filter(({ Action }) => Action.includes("kms:Decrypt")).flatMap(({ Resource }) => Resource);
    expect([...new Set(keys)]).toEqual(["acs:kms:*:*:key/key-hkexample", "acs:kms:*:*:key/key-sgpexample"]);
  });
});

describe("Loki's key", () => {
  test("opens Loki's bucket and nothing else", () => {
    const resources = statementsOfHolder(production, "ainav-production-loki").flatMap(({ Resource }) => Resource);
    const bucket = "acs:oss:*:*:ainav-production-loki-1234567890123456";
    expect([...new Set(resources)].sort()).toEqual([bucket, `${bucket}/*`]);
    expect(production.resource("alicloud_ram_user").name).toBe("ainav-production-loki");
  });

  test("goes into the store and nowhere else", () => {
    const parameters = Object.values(production.resources("alicloud_oos_secret_parameter"));
    const kept = parameters.map(({ secret_parameter_name: name, value }) => [
      name,
      /\.(id|secret)\}$/.exec(value)?.[1],
    ]);
    expect(kept.sort()).toEqual([
      ["ainav/production/loki-access-key-id", "id"],
      ["ainav/production/loki-access-key-secret", "secret"],
    ]);
    for (const { value } of parameters) expect(value).toMatch(/^\$\{alicloud_ram_access_key\./);
    expect(JSON.stringify(production.json.output)).not.toContain("access_key");
  });

  test("is made for the monitoring of hosts, too, where no cluster is described", () => {
    const without = identityOf((environment) => {
      delete environment.cluster;
    });
    expect(Object.keys(without.resources("alicloud_ram_access_key"))).toHaveLength(1);
  });
});
