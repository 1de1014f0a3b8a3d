import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, test } from "@jest/globals";
import { readYaml } from "../support/helm/platform";
import { promtool } from "../support/helm/programs";
import type { Block } from "../support/synthesis";

const RULES = path.resolve("helm-values/monitoring-rules/rules");
const TESTS = path.resolve("__tests__/helm-values/rules");

test.each(readdirSync(RULES))("Prometheus accepts %s", (file) => {
  const { ok, output } = promtool(["check", "rules", "--lint=all", "--lint-fatal", path.join(RULES, file)]);
  expect([ok, output]).toEqual([true, expect.stringContaining("SUCCESS")]);
});

test.each(readdirSync(TESTS))("%s: every alert fires when it should and at no other time", (file) => {
  const { ok, output } = promtool(["test", "rules", file], TESTS);
  expect([ok, output]).toEqual([true, expect.stringContaining("SUCCESS")]);
});

test("a wrong test of a rule fails", () => {
  const folder = mkdtempSync(path.join(tmpdir(), "rules-"));
  try {
    const alert = { eval_time: "10m", alertname: "RedisDown", exp_alerts: [] };
    const tests = [
      { interval: "1m", input_series: [{ series: "redis_up", values: "0x20" }], alert_rule_test: [alert] },
    ];
    writeFileSync(
      path.join(folder, "x.test.yml"),
      JSON.stringify({ rule_files: [`${RULES}/availability.yml`], tests }),
    );
    expect(promtool(["test", "rules", "x.test.yml"], folder)).toMatchObject({ ok: false });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

test("every alert has a test", () => {
  const alerts = readdirSync(RULES).flatMap((file) =>
    readYaml(path.join(RULES, file)).groups.flatMap(({ rules }: Block) => rules.map(({ alert }: Block) => alert)),
  );
  const tested = readdirSync(TESTS).flatMap((file) =>
    readYaml(path.join(TESTS, file)).tests.flatMap(({ alert_rule_test = [] }: Block) =>
      // Firing, not only staying silent.
      alert_rule_test
        .filter(({ exp_alerts }: Block) => exp_alerts?.length > 0)
        .map(({ alertname }: Block) => alertname),
    ),
  );
  expect(alerts.filter((alert) => !tested.includes(alert))).toEqual([]);
});
