import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "@jest/globals";
import { CLUSTER_SECRETS, GENERATED_SECRETS, HAND_MADE_SECRETS } from "../../stacks/conventions/secrets";
import { completePlatform } from "../support/complete-environments";
import { fixtureStacks, stacksOf } from "../support/fixture/stacks";
import { PROJECT_ROOT } from "../support/project-root";
import { alertsOf } from "../support/prometheus/rules-hold";
import type { Block, SynthesizedStack } from "../support/synthesis";

const runbook = (name: string) => readFileSync(path.join(PROJECT_ROOT, "docs/runbooks", name), "utf8");

/** The names in the first column of a page's tables. */
function firstColumn(page: string): string[] {
  const cells = [...runbook(page).matchAll(/^\| (`[^|]*) \|/gm)].map(([, cell = ""]) => cell);
  return cells.flatMap((cell) => [...cell.matchAll(/`([^`]+)`/g)].map(([, name = ""]) => name)).sort();
}

/** The names of every alarm, less project and environment; the account's alarms have no environment. */
function alarms(): string[] {
  const stacks = [
    ...(["hosts", "migrating"] as const).flatMap((phase) => Object.values(stacksOf({ ...completePlatform(), phase }))),
    fixtureStacks().account as SynthesizedStack,
  ];
  const names = stacks.flatMap((stack) => [
    ...Object.values(stack.resources("alicloud_cms_alarm")).map(({ name }) => name),
    ...Object.values(stack.resources("alicloud_cms_metric_rule_template")).flatMap(({ alert_templates }) =>
      alert_templates.map(({ rule_name }: Block) => rule_name),
    ),
    ...Object.values(stack.resources("cloudflare_notification_policy")).map(({ name }) => name),
    ...Object.values(stack.resources("alicloud_sls_alert")).map(({ alert_name }) => alert_name),
  ]);
  return [...new Set(names.map((name: string) => name.replace(/^ainav-(production-)?/, "")))];
}

/** The names of Prometheus' alerts, of the cluster and hosts, and of hosts alone. */
function alerts(): string[] {
  const folders = ["helm-values/monitoring-rules/rules", "hosts/worker/opt/ainav/monitoring/rules"];
  return [...new Set(folders.flatMap((folder) => alertsOf(path.join(PROJECT_ROOT, folder))))];
}

describe("the runbooks", () => {
  test("say of every alarm, and of no other, what it means and what to do", () => {
    expect(firstColumn("alarms.md")).toEqual([...alarms(), ...alerts()].sort());
  });

  test("say of every secret how it is rotated", () => {
    const secrets = [...Object.keys(GENERATED_SECRETS), ...CLUSTER_SECRETS, ...Object.keys(HAND_MADE_SECRETS)];
    expect(
      [...new Set([...secrets, "cloudflare-purge"])].filter((name) => !firstColumn("secrets.md").includes(name)),
    ).toEqual([]);
  });

  test("name resources that there are, for passwords that Terraform replaces", () => {
    const stacks = Object.values(stacksOf({ ...completePlatform(), phase: "migrating" }));
    const addresses = stacks.flatMap(({ json }) =>
      Object.entries<Block>(json.resource ?? {}).flatMap(([type, ids]) =>
        Object.keys(ids).map((id) => `${type}.${id}`),
      ),
    );
    const named = [
      ...runbook("secrets.md").matchAll(
        /`((?:random_password|alicloud_ram_access_key|cloudflare_account_token)\.[^`]+)`/g,
      ),
    ];
    expect(named.length).toBeGreaterThan(10);
    for (const [, name = ""] of named) {
      const start = name.replace("…", "");
      expect([
        name,
        addresses.some((address) => (start === name ? address === name : address.startsWith(start))),
      ]).toEqual([name, true]);
    }
  });
});
