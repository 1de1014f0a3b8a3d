import { CloudflareProvider } from "@cdktf/provider-cloudflare/lib/provider";
import { expect, test } from "@jest/globals";
import { OriginMonitor, type OriginMonitorProps } from "../../../constructs/edge/origin-monitor";
import { synthesizeStack } from "../../support/synthesis";

function monitored(changes: Partial<OriginMonitorProps> = {}) {
  return synthesizeStack((scope) => {
    new CloudflareProvider(scope, "cloudflare");
    new OriginMonitor(scope, "monitor", {
      accountId: "account",
      zoneId: "zone",
      plan: "pro",
      name: "example",
      address: "origin.example",
      host: "www.example",
      path: "/health",
      header: { name: "x-origin-auth", value: "s3cret" },
      emails: ["ada@example.com"],
      ...changes,
    });
  });
}

const check = (changes?: Partial<OriginMonitorProps>) => monitored(changes).resource("cloudflare_healthcheck");

test("an origin is checked from three regions near China, unless others are named", () => {
  expect(check().check_regions).toEqual(["SEAS", "NEAS", "WEU"]);
  expect(check({ checkRegions: ["ENAM"] }).check_regions).toEqual(["ENAM"]);
});

test("on a plan without health checks there is none, and nobody is notified of one", () => {
  const stack = monitored({ plan: "free" });
  expect(stack.resources("cloudflare_healthcheck")).toEqual({});
  const alerts = Object.values(stack.resources("cloudflare_notification_policy")).map(({ alert_type }) => alert_type);
  expect(alerts.sort()).toEqual(["dos_attack_l7", "universal_ssl_event_type"]);
});
