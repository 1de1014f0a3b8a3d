import { describe, expect, test } from "@jest/globals";
import { owner } from "../../environments/owner";
import type { RawOwner } from "../../environments/owner-settings";
import { InvalidEnvironment, type Problem } from "../../environments/problem";
import { production } from "../../environments/production";
import { staging } from "../../environments/staging";
import { validateEnvironments } from "../../environments/validation";
import { completeAccount, completePlatform } from "./complete";

function rawOwner(changes: Record<string, unknown> = {}): RawOwner {
  return { settings: { ...owner, ...changes }, sourceOf: () => "environments/owner.ts", problems: [] };
}

function problemsOf(inputs: readonly unknown[], raw = rawOwner()): readonly Problem[] {
  try {
    validateEnvironments(inputs, raw);
    return [];
  } catch (error) {
    if (error instanceof InvalidEnvironment) return error.problems;
    throw error;
  }
}

type Change = (environment: ReturnType<typeof completePlatform>) => void;

/** The problems of production after a change, as `path: message`. */
function afterChange(change: Change): string[] {
  const environment = completePlatform();
  change(environment);
  return problemsOf([environment]).map(({ path, message }) => `${path}: ${message}`);
}

function setAt(target: unknown, path: string, value: unknown): void {
  const steps = path.split(".");
  const last = steps.pop() as string;
  const parent = steps.reduce((object, step) => (object as Record<string, unknown>)[step], target);
  (parent as Record<string, unknown>)[last] = value;
}

describe("the validation of an environment", () => {
  test("accepts environments in which every knob is set, and fills in defaults", () => {
    expect(problemsOf([completePlatform(), completeAccount()])).toEqual([]);
    const [environment] = validateEnvironments([production], rawOwner()).environments;
    expect(environment).toMatchObject({ deletionProtection: true, network: { applicationPorts: [3000, 8001, 8002] } });
  });

  test.each([
    ["network.vSwitches.public.1.cidr", "10.0.1.128/25", "overlaps network.vSwitches.public[0] (10.0.1.0/24)"],
    ["network.vSwitches.private.0.cidr", "10.9.0.0/24", "is not inside the VPC (10.0.0.0/16)"],
    ["network.vSwitches.private.0.cidr", "10.0.2.0/30", "is a /30; a vSwitch is /16 to /29"],
    ["network.vSwitches.private.0.cidr", "10.0.2.0", "has no prefix length; did you mean 10.0.2.0/32?"],
    ["network.vSwitches.private.1.zone", "cn-hongkong-b", "is the same as network.vSwitches.private[0].zone"],
    ["network.vSwitches.private.1.zone", "cn-hangzhou-h", "is not a zone of cn-hongkong"],
    ["network.vpc.cidr", "11.0.0.0/16", "is not inside 10.0.0.0/8, 172.16.0.0/12 or 192.168.0.0/16"],
    ["network.vpc.cidr", "10.0.0.0/28", "is a /28; a VPC is /8 to /24"],
    ["network.vpn.clients.cidr", "10.0.64.0/24", "overlaps network.vpc.cidr (10.0.0.0/16)"],
    ["network.vpn.sites.0.cidr", "172.30.0.0/16", "overlaps network.vpn.clients.cidr (172.30.0.0/24)"],
    ["network.applicationPorts", [3000, 3000], "is the same as network.applicationPorts[0]"],
    ["network.flowLogs.retentionDays", 0, "is less than 1"],
    ["network.flowLogs.aggregationMinutes", 7, "is not one of 1, 5, 10"],
    ["network.egressBandwidthMbps", 10.5, "is not a whole number"],
    ["network.webSources", [], "has fewer than 1 entries"],
    ["phase", "phase-2", "is not one of hosts, migrating, cluster"],
    ["region", "cn-mars", "is not one of cn-hongkong, ap-southeast-1"],
    ["deletionProtection", "no", "is not of type boolean"],
    ["name", "Production", "is not 2 to 24 lower-case letters, digits and hyphens"],
  ])("refuses %s = %j: it %s", (path, value, message) => {
    const problems = afterChange((environment) => setAt(environment, path, value));
    expect(problems.filter((problem) => problem.endsWith(`: ${message}`))).toHaveLength(1);
  });

  test("refuses a knob that there is not, by its own path", () => {
    expect(afterChange((environment) => setAt(environment, "network.vpc.cider", "10.0.0.0/16"))).toEqual([
      "network.vpc.cider: is not a knob",
    ]);
  });

  test("refuses a new VPC without a way out, and existing vSwitches in a VPC that does not exist", () => {
    const problems = afterChange((environment) => {
      delete environment.network.vpc.id;
      environment.network.nat = false;
    });
    expect(problems).toEqual([
      "network.vSwitches.public[0].id: names a vSwitch that exists, in a VPC that does not",
      "network.nat: leaves the private vSwitches of a new VPC without a way to the Internet",
    ]);
  });

  test("refuses a VPN that leads nowhere", () => {
    const problems = afterChange((environment) => {
      environment.network.vpn = { sites: [] };
    });
    expect(problems).toEqual(["network.vpn: has neither clients nor sites"]);
  });

  test("lays environments side by side: networks apart, names different", () => {
    const overlapping = { ...staging, network: { ...production.network } };
    expect(problemsOf([production, overlapping])).toMatchObject([
      { source: "environments/staging.ts", path: "network.vpc.cidr", value: "10.0.0.0/16" },
    ]);
    const [problem] = problemsOf([staging, { ...staging, network: { ...production.network } }]);
    expect(problem).toMatchObject({ path: "name", message: "is the name of two environments" });
  });

  test("reports everything at once: types, rules, several environments and the owner's settings", () => {
    const environment = completePlatform();
    setAt(environment, "network.egressBandwidthMbps", "fast");
    setAt(environment, "network.vSwitches.public.1.cidr", "10.0.1.0/24");
    const account = completeAccount();
    setAt(account, "state.noncurrentRetentionDays", 30);
    const problems = problemsOf([environment, account], rawOwner({ alarmContacts: [], adminCidrs: ["0.0.0.0/0"] }));
    expect(problems.map(({ source, path }) => `${source} ${path}`)).toEqual([
      "environments/production.ts network.egressBandwidthMbps",
      "environments/production.ts network.vSwitches.public[1].cidr",
      "environments/account.ts state.noncurrentRetentionDays",
      "environments/owner.ts alarmContacts",
      "environments/owner.ts adminCidrs[0]",
    ]);
  });

  test("gives each problem its path, its value and the knob's own remedy", () => {
    const [problem] = problemsOf([completePlatform()], rawOwner({ accountId: 42 }));
    expect(problem).toEqual({
      source: "environments/owner.ts",
      path: "accountId",
      value: 42,
      message: "is not of type string",
      remedy: "Write the 15 to 19 digits that the console's account menu shows, in quotes.",
    });
    expect(new InvalidEnvironment(problem ? [problem] : []).message).toBe(
      [
        "1 problem, nothing was written:",
        "",
        "environments/owner.ts: accountId",
        "  value:  42",
        "  wrong:  it is not of type string",
        "  remedy: Write the 15 to 19 digits that the console's account menu shows, in quotes.",
      ].join("\n"),
    );
  });

  test.each([[null], [undefined], [3], ["production"], [[]], [{}], [{ kind: "cluster", name: "x" }]])(
    "refuses %j as an environment",
    (input) => {
      expect(problemsOf([input])).toMatchObject([{ path: "kind", message: "is not a kind of environment" }]);
    },
  );
});
