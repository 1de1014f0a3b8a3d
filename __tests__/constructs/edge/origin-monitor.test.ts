import { CloudflareProvider } from "@cdktf/provider-cloudflare/lib/provider";
import { expect, test } from "@jest/globals";
import { OriginMonitor, type OriginMonitorProps } from "../../../constructs/edge/origin-monitor";
import { synthesizeStack } from "../../support/synthesis";

function check(changes: Partial<OriginMonitorProps> = {}) {
  const stack = synthesizeStack((scope) => {
    new CloudflareProvider(scope, "cloudflare");
    new OriginMonitor(scope, "monitor", {
      accountId: "account",
      zoneId: "zone",
      name: "example",
      address: "origin.example",
      host: "www.example",
      path: "/health",
      header: { name: "x-origin-auth", value: "s3cret" },
      emails: ["ada@example.com"],
      ...changes,
    });
  });
  return stack.resource("cloudflare_healthcheck");
}

test("an origin is checked from three regions near China, unless others are named", () => {
  expect(check().check_regions).toEqual(["SEAS", "NEAS", "WEU"]);
  expect(check({ checkRegions: ["ENAM"] }).check_regions).toEqual(["ENAM"]);
});
