import { readFileSync } from "node:fs";
import { describe, expect, test } from "@jest/globals";
import { CLOUDFLARE_RANGES } from "../../environments/cloudflare-ranges";
import { fixtureStacks } from "../support/fixture/stacks";
import { PROJECT_ROOT } from "../support/project-root";
import { statementsOf } from "../support/ram/policy-document";
import { realStacks } from "../support/real-environments";
import type { Block, SynthesizedStack } from "../support/synthesis";

interface Resource extends Block {
  readonly stack: string;
  readonly type: string;
  readonly id: string;
}

/** Resources of stacks, and what can be asserted of all of a type. */
class Resources {
  readonly all: readonly Resource[];

  constructor(stacks: Record<string, SynthesizedStack>) {
    this.all = Object.entries(stacks).flatMap(([stack, { json }]) =>
      Object.entries<Record<string, Block>>(json.resource ?? {}).flatMap(([type, byId]) =>
        Object.entries(byId).map(([id, resource]) => ({ ...resource, stack, type, id })),
      ),
    );
  }

  ofType(type: string): readonly Resource[] {
    return this.all.filter((resource) => resource.type === type);
  }

  /** Asserts a property of every resource of some types; failures go by their names. */
  every(types: readonly string[], holds: (resource: Resource) => boolean): void {
    for (const type of types) {
      const wrong = this.ofType(type).filter((resource) => !holds(resource));
      expect(wrong.map(named)).toEqual([]);
    }
  }
}

const named = ({ stack, type, id }: Resource) => `${stack}/${type}.${id}`;

const fixture = new Resources(fixtureStacks());
const project = new Resources(realStacks());

/** Attributes by which a service refuses a deletion. */
const PROTECTIONS = [
  "deletion_protection",
  "deletion_protection_enabled",
  "group_deletion_protection",
  "instance_release_protection",
];

/** Types that hold what cannot be made again, and types without which it cannot be found. */
const HOLDS_DATA = [
  "alicloud_cr_namespace",
  "alicloud_cr_repo",
  "alicloud_db_database",
  "alicloud_db_instance",
  "alicloud_ecs_disk",
  "alicloud_kvstore_instance",
  "alicloud_log_project",
  "alicloud_log_store",
  "alicloud_oss_bucket",
  "alicloud_ots_instance",
  "alicloud_ots_table",
  "alicloud_vpc",
];

describe("over all stacks of the fixture", () => {
  test("there are resources of each type that a rule is about", () => {
    const ruled = [...HOLDS_DATA, "alicloud_ecs_launch_template", "alicloud_security_group", "alicloud_ram_policy"];
    expect(ruled.filter((type) => fixture.ofType(type).length === 0)).toEqual([]);
  });

  test("every type that can refuse deletion does", () => {
    const { schemaFile } = require("../../tools/bindings/provider.cjs");
    const schema = JSON.parse(readFileSync(schemaFile(PROJECT_ROOT), "utf8"));
    const [provider] = Object.values<Block>(schema.provider_schemas);
    let checked = 0;
    for (const resource of fixture.all) {
      const attributes = provider?.resource_schemas[resource.type]?.block.attributes ?? {};
      for (const protection of PROTECTIONS.filter((name) => name in attributes)) {
        expect([named(resource), protection, resource[protection]]).toEqual([named(resource), protection, true]);
        checked += 1;
      }
    }
    expect(checked).toBeGreaterThan(15);
  });

  test("Terraform destroys nothing that holds data", () => {
    fixture.every(HOLDS_DATA, ({ lifecycle }) => lifecycle?.prevent_destroy === true);
  });

  test("Cloudflare reaches ports 80 and 443 of load balancers, the China CDN a port of its own, administrators the bastion's port 22, and nobody else anything", () => {
    const open = fixture
      .ofType("alicloud_security_group_rule")
      .filter(({ cidr_ip }) => cidr_ip !== undefined && !cidr_ip.startsWith("10."));
    const cloudflare = (source: string) => (CLOUDFLARE_RANGES.includes(source) ? "Cloudflare" : source);
    const sentences = open.map(({ cidr_ip, security_group_id, port_range }) => {
      const group = /security_group\.([a-z-]+)-group/.exec(security_group_id)?.[1];
      return `${cloudflare(cidr_ip)} ${group} ${port_range}`;
    });
    expect([...new Set(sentences)].sort()).toEqual([
      "0.0.0.0/0 load-balancer 8443/8443",
      "203.0.113.0/24 bastion 22/22",
      "Cloudflare load-balancer 443/443",
      "Cloudflare load-balancer 80/80",
    ]);
  });
});

describe.each([
  ["the fixture", fixture],
  ["this project", project],
])("over all stacks of %s", (_, resources) => {
  test("every disk, bucket, database, log and lock is encrypted", () => {
    resources.every(["alicloud_ecs_disk"], ({ encrypted }) => encrypted === true);
    resources.every(
      ["alicloud_ecs_launch_template"],
      ({ system_disk, data_disks = [] }) => system_disk.encrypted && data_disks.every((disk: Block) => disk.encrypted),
    );
    resources.every(["alicloud_oss_bucket"], ({ server_side_encryption_rule: rule }) =>
      ["AES256", "KMS"].includes(rule?.sse_algorithm),
    );
    resources.every(["alicloud_db_instance"], ({ encryption_key }) => encryption_key === "ServiceKey");
    resources.every(["alicloud_log_store"], ({ encrypt_conf }) => encrypt_conf.enable === true);
    resources.every(["alicloud_ots_table"], ({ enable_sse }) => enable_sse === true);
    // The service refuses to encrypt Redis in Hong Kong; what can be had is TLS on the way.
    resources.every(
      ["alicloud_kvstore_instance"],
      ({ ssl_enable, tde_status }) => ssl_enable === "Enable" && !tde_status,
    );
  });

  test("every bucket is private, closed to the public, versioned, and speaks TLS only", () => {
    resources.every(["alicloud_oss_bucket"], ({ versioning }) => versioning.status === "Enabled");
    resources.every(["alicloud_oss_bucket_acl"], ({ acl }) => acl === "private");
    resources.every(
      ["alicloud_oss_bucket_public_access_block"],
      ({ block_public_access }) => block_public_access === true,
    );
    resources.every(["alicloud_oss_bucket_https_config"], ({ enable }) => enable === true);
    const count = resources.ofType("alicloud_oss_bucket").length;
    for (const part of ["acl", "public_access_block", "https_config", "policy"]) {
      expect(resources.ofType(`alicloud_oss_bucket_${part}`)).toHaveLength(count);
    }
  });

  test("public addresses belong to NAT gateways, bastions and load balancers", () => {
    resources.every(["alicloud_eip_address"], ({ id }) => ["bastion-ip", "nat-ip"].includes(id));
    const text = JSON.stringify(resources.all);
    expect(text).not.toMatch(/internet_max_bandwidth_out|allocate_public_ip|"alicloud_db_connection"|enable_public/);
    resources.every(["alicloud_db_instance", "alicloud_kvstore_instance"], ({ security_ips }) =>
      security_ips.every((source: string) => source.startsWith("10.")),
    );
  });

  test("every host is in a security group of ours, which lets its members in only by a rule", () => {
    resources.every(["alicloud_ecs_launch_template"], ({ security_group_ids }) =>
      security_group_ids.every((id: string) => id.includes("terraform_remote_state")),
    );
    resources.every(["alicloud_security_group"], ({ inner_access_policy }) => inner_access_policy === "Drop");
  });

  test("no role of a host may do anything to everything", () => {
    for (const { policy_document, ...policy } of resources.ofType("alicloud_ram_policy")) {
      if (policy.stack === "account") continue;
      for (const { Action, Resource } of statementsOf(policy_document)) {
        const changes = Action.filter((action: string) => !/:(Get|List|Describe)/.test(action));
        const place = named(policy as Resource);
        expect([place, ...Action.filter((action: string) => action.endsWith("*"))]).toEqual([place]);
        if (Resource.includes("*")) expect([place, ...changes]).toEqual([place]);
      }
    }
  });
});
