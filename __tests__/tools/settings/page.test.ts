import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "@jest/globals";
import { settingsPage } from "../../../tools/settings/page";
import { PROJECT_ROOT } from "../../support/project-root";

describe("docs/settings.md", () => {
  const page = settingsPage();
  const entry = (knob: string) => page.split(`### \`${knob}\`\n\n`)[1]?.split("\n### ")[0]?.trim();

  test("is what `npm run settings` writes", () => {
    expect(readFileSync(path.join(PROJECT_ROOT, "docs/settings.md"), "utf8")).toBe(page);
  });

  test("says what a knob is, what it may be, its default and the reason", () => {
    expect(entry("network.egressBandwidthMbps")).toBe(
      [
        "The most that the NAT gateway's address sends to the Internet.",
        "",
        "- value: a whole number from 1 to 500 (Mbit/s)",
        "- default: `100`",
        "- why: Traffic is paid by volume, so a high ceiling costs nothing until it is used.",
      ].join("\n"),
    );
  });

  test("has a list of objects as code, and long objects over several lines", () => {
    expect(entry("edge.firewallRules")).toContain(
      [
        "- default:",
        "",
        "  ```ts",
        "  [",
        "    {",
        '      name: "metrics_are_private",',
        '      expression: \'http.request.uri.path in {"/api/metrics" "/metrics"}\',',
        '      action: "block",',
        "    },",
      ].join("\n"),
    );
  });

  test("says where a knob of a variant is needed", () => {
    expect(entry("data.secrets.kmsInstanceId")).toContain("- required where store is kms\n");
  });

  test("has the default of a knob that only some variants have", () => {
    expect(entry("health")).toContain('- optional where kind is service; default: `"/api/health"`\n');
  });

  test("names the variable of each of the owner's settings", () => {
    expect(entry("domain")).toContain("- variable: `AINAV_DOMAIN`\n");
  });

  test("links only to headings that it has", () => {
    const used = new Map<string, number>();
    const anchors = [...page.matchAll(/^#{2,3} (.*)$/gm)].map(([, heading = ""]) => {
      const slug = heading
        .toLowerCase()
        .replaceAll(/[^a-z0-9 -]/g, "")
        .replaceAll(" ", "-");
      const count = used.get(slug) ?? 0;
      used.set(slug, count + 1);
      return count === 0 ? slug : `${slug}-${count}`;
    });
    const links = [...page.matchAll(/\]\(#([^)]*)\)/g)].map(([, anchor]) => anchor);
    expect(links.length).toBeGreaterThan(20);
    expect(links.filter((anchor) => !anchors.includes(String(anchor)))).toEqual([]);
  });
});
