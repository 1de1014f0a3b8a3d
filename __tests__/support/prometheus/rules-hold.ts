import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, test } from "@jest/globals";
import { parseYaml } from "../../../constructs/kubernetes/helm/helm-values";
import type { Block } from "../synthesis";
import { promtool } from "./tools";

const read = (folder: string, file: string) => parseYaml(readFileSync(path.join(folder, file), "utf8")) as Block;

/** The names of the alerts in a folder's files of rules. */
export function alertsOf(folder: string): string[] {
  return readdirSync(folder).flatMap((file) =>
    read(folder, file).groups.flatMap(({ rules }: Block) => rules.flatMap(({ alert }: Block) => alert ?? [])),
  );
}

/**
 * Tests that Prometheus accepts the files of rules in a folder, and that each alert fires when it should.
 *
 * @param rules absolute path of the folder of rules
 * @param tests absolute path of the folder with promtool's tests of them
 */
export function rulesHold(rules: string, tests: string): void {
  test.each(readdirSync(rules))("Prometheus accepts %s", (file) => {
    const { ok, output } = promtool(["check", "rules", "--lint=all", "--lint-fatal", path.join(rules, file)]);
    expect([ok, output]).toEqual([true, expect.stringContaining("SUCCESS")]);
  });

  test.each(readdirSync(tests))("%s: every alert fires when it should and at no other time", (file) => {
    const { ok, output } = promtool(["test", "rules", file], tests);
    expect([ok, output]).toEqual([true, expect.stringContaining("SUCCESS")]);
  });

  test("a wrong test of a rule fails", () => {
    const folder = mkdtempSync(path.join(tmpdir(), "rules-"));
    try {
      const [file = ""] = readdirSync(rules);
      const tested = [
        { eval_time: "10m", alertname: "NoSuchAlert", exp_alerts: [{ exp_labels: { severity: "none" } }] },
      ];
      writeFileSync(
        path.join(folder, "x.test.yml"),
        JSON.stringify({ rule_files: [path.join(rules, file)], tests: [{ interval: "1m", alert_rule_test: tested }] }),
      );
      expect(promtool(["test", "rules", "x.test.yml"], folder)).toMatchObject({ ok: false });
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });

  test("every alert has a test", () => {
    const tested = readdirSync(tests).flatMap((file) =>
      read(tests, file).tests.flatMap(({ alert_rule_test = [] }: Block) =>
        // Firing, not only staying silent.
        alert_rule_test
          .filter(({ exp_alerts }: Block) => exp_alerts?.length > 0)
          .map(({ alertname }: Block) => alertname),
      ),
    );
    expect(alertsOf(rules).filter((alert) => !tested.includes(alert))).toEqual([]);
  });
}
