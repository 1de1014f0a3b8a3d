import { describe, expect, test } from "@jest/globals";
import type { RawOwner } from "../../../environments/loading/owner-settings";
import { validateEnvironments } from "../../../environments/loading/validation";
import { InvalidEnvironment, type Problem } from "../../../environments/rules/problem";
import { completeAccount, completePlatform } from "../../support/complete-environments";
import { owner } from "../../support/fixture/environments/owner";
import { production } from "../../support/fixture/environments/production";
import { staging } from "../../support/fixture/environments/staging";
import { FIXTURE, rawOwner } from "../../support/fixture/fixture";

/** The fixture's owner with other settings. */
function ownerWith(changes: Record<string, unknown>): RawOwner {
  return rawOwner({ ...owner, ...changes });
}

function problemsOf(inputs: readonly unknown[], raw = rawOwner(owner)): readonly Problem[] {
  try {
    validateEnvironments(inputs, raw, [], FIXTURE);
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
    const [environment] = validateEnvironments([production], rawOwner(owner), [], FIXTURE).environments;
    expect(environment).toMatchObject({
      deletionProtection: true,
      services: {
        web: { ports: { host: 3000 } },
        "content-api": { ports: { host: 8001 } },
        "search-api": { ports: { host: 8002 } },
      },
    });
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
    ["network.vpn.sites.0.cidr", "192.168.192.0/18", "overlaps network.vpn.clients.cidr (192.168.200.0/24)"],
    [
      "network.vpn.clients.cidr",
      "172.30.0.0/24",
      "overlaps the network of the services' containers on hosts (172.30.0.0/24)",
    ],
    ["network.flowLogs.retentionDays", 0, "is less than 1"],
    ["network.flowLogs.aggregationMinutes", 7, "is not one of 1, 5, 10"],
    ["network.egressBandwidthMbps", 10.5, "is not a whole number"],
    ["network.webSources", [], "has fewer than 1 entries"],
    ["data.postgres.storageGiB", 10, "is less than 20"],
    ["data.postgres.storageGiB", 203, "is not a multiple of 5"],
    ["data.postgres.instanceClass", "mysql.n4.large.2c", "is not a class of RDS for PostgreSQL"],
    ["data.postgres.backupRetentionDays", 6, "is less than 7"],
    ["data.postgres.logRetentionDays", 90, "is longer than backups are kept (data.postgres.backupRetentionDays = 30)"],
    ["data.postgres.auditRetentionDays", 90, "is not one of 30, 180, 365, 1095, 1825"],
    ["data.postgres.restoredEndpoint", "10.0.0.7", "is not the endpoint of an RDS instance"],
    ["data.redis.shards", 1, "is less than 2"],
    ["data.redis.instanceClass", "redis.shard.small.2.ce", "has no proxy, and a cluster needs one"],
    ["data.redis.topology", "sentinel", "is not one of cluster, standard"],
    ["data.buckets.originPullSources", ["0.0.0.0/0"], "opens the assets to more than a million addresses"],
    ["data.copies.region", "cn-hongkong", "is the environment's own region, which a copy is meant to outlive"],
    ["data.copies.environment", "production", "is the environment itself"],
    ["data.copies.kmsKeyId", undefined, "is missing, and objects under a customer key can only be copied under one"],
    ["data.secrets.kmsInstanceId", undefined, "is missing, and store is kms"],
    ["data.secrets.kmsKeyId", undefined, "is missing, and store is kms"],
    ["data.secrets.store", "vault", "is not one of oos, kms"],
    ["data.secrets.store", "oos", "is not a knob where store is oos"],
    ["compute.hosts.app.minimum", 11, "is more than the maximum (10)"],
    ["compute.hosts.app.schedule.follows", "content-api", "is not a service that has a scalingSchedule here"],
    ["compute.hosts.worker.instanceTypes", [], "has fewer than 1 entries"],
    ["compute.hosts.search.dataDiskGiB", 10, "is less than 20"],
    ["edge.plan", "gold", "is not one of free, pro, business, enterprise"],
    ["edge.rateLimits.0.periodSeconds", 30, "is not one of 10, 60"],
    ["edge.chinaCdn.imageLabel", "www", "is the second name of the domain itself"],
    ["edge.rateLimits.1.name", "sign_in", "is the same as edge.rateLimits[0].name"],
    ["edge.hsts.preload", true, "asks for what browsers only do with includeSubdomains and a year at least"],
    [
      "edge.ownsZone",
      false,
      "is true where the zone is not owned: the hosts of the China CDNs would be another environment's",
    ],
    ["edge.chinaCdn.enabled", "yes", "is not of type boolean"],
    ["edge.chinaCdn.imageLabel", "static", "is the same as edge.chinaCdn.staticLabel"],
    ["edge.mail.spf", "all", "does not begin with v=spf1"],
    ["subdomain", "www2", "is true, and the environment is served under www2, not under the domain itself"],
    ["cluster.version", "latest", "is not a version of ACK"],
    ["cluster.trafficPercent", 101, "is more than 100"],
    ["cluster.podVSwitches.0.cidr", "10.0.2.0/24", "overlaps network.vSwitches.private[0] (10.0.2.0/24)"],
    ["cluster.podVSwitches.0.cidr", "10.9.0.0/20", "is not inside the VPC (10.0.0.0/16)"],
    ["cluster.podVSwitches.0.zone", "cn-hongkong-d", "is not a zone of the private vSwitches, where the nodes are"],
    ["cluster.podVSwitches.1.zone", "cn-hongkong-b", "is the same as cluster.podVSwitches[0].zone"],
    ["cluster.serviceCidr", "10.0.64.0/20", "overlaps the VPC (10.0.0.0/16)"],
    ["cluster.nodePools.app.minimum", 11, "is more than the maximum (10)"],
    [
      "cluster.nodePools.system.minimum",
      1,
      "leaves one of the 2 zones without a node, and the volumes in it without their pods",
    ],
    ["cluster.images.tag", "latest", "changes under its pods"],
    ["cluster.images.tag", "v1:2", "is not the tag of an image"],
    ["cluster.images.registry", "https://registry.example.com/ainav", "is not a registry's host and namespace"],
    ["cluster.images.kubectl", "kubectl:v1.33.3", "is not an image without its tag"],
    [
      "cluster.images.enterpriseInstanceId",
      "ainav-images",
      "is not the id of a Container Registry Enterprise instance",
    ],
    ["cluster.chartMirror", "https://charts.example.com", "is not the address of an OCI registry"],
    ["cluster.queueScaling.tasksPerWorker", 0, "is less than 1"],
    ["cluster.permissions.0.role", "root", "is not one of admin, ops, dev, restricted, plan"],
    ["phase", "phase-2", "is not one of hosts, migrating, cluster"],
    ["region", "cn-mars", "is not one of cn-hongkong, ap-southeast-1"],
    ["deletionProtection", "no", "is not of type boolean"],
    ["name", "Production", "is not 2 to 23 lower-case letters, digits and hyphens"],
  ])("refuses %s = %j: it %s", (path, value, message) => {
    const problems = afterChange((environment) => setAt(environment, path, value));
    expect(problems.filter((problem) => problem.endsWith(`: ${message}`))).toHaveLength(1);
  });

  test("refuses a knob that there is not, by its own path", () => {
    expect(afterChange((environment) => setAt(environment, "network.vpc.cider", "10.0.0.0/16"))).toEqual([
      "network.vpc.cider: is not a knob",
    ]);
  });

  test("asks whether a knob that there is was meant, and else says where all are listed", () => {
    const remedyOf = (path: string) => {
      const environment = completePlatform();
      setAt(environment, path, 1);
      return problemsOf([environment]).map(({ remedy }) => remedy);
    };
    expect(remedyOf("network.vpc.cider")).toEqual(["Did you mean cidr? If not, remove it."]);
    expect(remedyOf("edge.chinaCdn.monthlyGb")).toEqual(["Did you mean monthlyGB? If not, remove it."]);
    expect(remedyOf("network.colour")).toEqual(["Remove it: docs/settings.md lists every knob."]);
  });

  test("refuses an entry that a list has twice, by its own path", () => {
    const environment = completePlatform();
    setAt(environment, "network.webSources", ["10.0.0.0/8", "10.0.0.0/8"]);
    setAt(
      environment,
      "edge.mail.exchangers",
      [1, 2].map((priority) => ({ host: "mx.example.com", priority })),
    );
    setAt(
      environment,
      "edge.verification",
      ["@", "mail", "@"].map((name) => ({ name, value: "same" })),
    );
    const raw = ownerWith({ adminCidrs: ["203.0.113.0/24", "203.0.113.0/24"] });
    expect(problemsOf([environment], raw).map(({ path, message, remedy }) => [path, message, remedy])).toEqual([
      ["network.webSources[1]", "is the same as entry [0] of the list", "Remove one of the two."],
      ["edge.mail.exchangers[1].host", "is the same as edge.mail.exchangers[0].host", "Name each server once."],
      ["edge.verification[2].value", "is the same as edge.verification[0].value", "Write each record once."],
      ["adminCidrs[1]", "is the same as entry [0] of the list", "Remove one of the two."],
    ]);
  });

  test("says of a knob that depends on another which other knobs that leaves", () => {
    const secrets = (value: unknown) =>
      problemsOf([{ ...production, data: { ...production.data, secrets: value } }]).map(
        ({ path, message, remedy }) => `${path} ${message}. ${remedy}`,
      );
    expect(secrets({ kmsKeyId: "key-hkexample" })).toEqual([
      "data.copies.kmsKeyId is missing, and objects under a customer key can only be copied under one. " +
        "Write the id of a key of the copies' region, or leave data.secrets.kmsKeyId out.",
    ]);
    expect(secrets({ store: "vault" })).toEqual(["data.secrets.store is not one of oos, kms. Choose oos or kms."]);
    expect(secrets({ store: "kms", kmsKeyId: "alias" })).toEqual([
      "data.secrets.kmsInstanceId is missing, and store is kms. Write the id from the KMS console, such as kst-hkexample.",
      "data.secrets.kmsKeyId is not the id of a KMS key. Write the id from the KMS console, such as key-hkexample.",
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

  test("refuses a class of Redis that has a proxy where the topology has none, and the other way round", () => {
    const problems = (redis: object) => problemsOf([{ ...production, data: { ...production.data, redis } }]);
    const one = { topology: "standard", readReplicas: 0 };
    expect(problems({ ...one, instanceClass: "redis.shard.mid.2.ce" })).toEqual([]);
    expect(problems({ ...one, instanceClass: "redis.shard.with.proxy.mid.ce" })).toMatchObject([
      { message: "has a proxy, and a standard instance without read replicas has none" },
    ]);
    const replicated = { topology: "standard", readReplicas: 1 };
    expect(problems({ ...replicated, instanceClass: "redis.shard.with.proxy.mid.ce" })).toEqual([]);
    expect(problems({ ...replicated, instanceClass: "redis.shard.mid.2.ce" })).toMatchObject([
      { path: "data.redis.instanceClass", message: "has no proxy, and read replicas need one" },
    ]);
  });

  test("refuses a VPN that leads nowhere", () => {
    const problems = afterChange((environment) => {
      environment.network.vpn = { sites: [] };
    });
    expect(problems).toEqual(["network.vpn: has neither clients nor sites"]);
  });

  test("lays environments side by side: networks apart, names different", () => {
    const overlapping = { ...staging, network: { ...production.network }, cluster: undefined };
    expect(problemsOf([production, overlapping])).toMatchObject([
      { source: "environments/staging.ts", path: "network.vpc.cidr", value: "10.0.0.0/16" },
    ]);
    const [problem] = problemsOf([staging, { ...staging, network: { ...production.network }, cluster: undefined }]);
    expect(problem).toMatchObject({ path: "name", message: "is the name of two environments" });
  });

  test("reports everything at once: types, rules, several environments and the owner's settings", () => {
    const environment = completePlatform();
    setAt(environment, "network.egressBandwidthMbps", "fast");
    setAt(environment, "network.vSwitches.public.1.cidr", "10.0.1.0/24");
    const account = completeAccount();
    setAt(account, "state.noncurrentRetentionDays", 30);
    const problems = problemsOf([environment, account], ownerWith({ alarmContacts: [], adminCidrs: ["0.0.0.0/0"] }));
    expect(problems.map(({ source, path }) => `${source} ${path}`)).toEqual([
      "environments/production.ts network.egressBandwidthMbps",
      "environments/production.ts network.vSwitches.public[1].cidr",
      "environments/account.ts state.noncurrentRetentionDays",
      "environments/owner.ts adminCidrs[0]",
      "environments/owner.ts alarmContacts",
    ]);
  });

  test("goes by the same defaults whether or not some other knob is wrong", () => {
    const edge = { ownsZone: true, hsts: { preload: true, includeSubdomains: true } };
    expect(problemsOf([{ ...production, edge }])).toEqual([]);
    const problems = problemsOf([{ ...production, edge, deletionProtection: "no" }]);
    expect(problems.map(({ path }) => path)).toEqual(["deletionProtection"]);
  });

  test("names two alarm contacts of one name, and of one address", () => {
    const contact = { name: "night", email: "night@example.com" };
    const problems = problemsOf([production], ownerWith({ alarmContacts: [contact, contact] }));
    expect(problems.map(({ path, message }) => `${path}: ${message}`)).toEqual([
      "alarmContacts[1].name: is the same as alarmContacts[0].name",
      "alarmContacts[1].email: is the same as alarmContacts[0].email",
    ]);
  });

  test("gives each problem its path, its value and the knob's own remedy", () => {
    const [problem] = problemsOf([completePlatform()], ownerWith({ accountId: 42 }));
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

describe("the phase", () => {
  test("permits nobody twice in a cluster: the second entry would take the first one's place", () => {
    const problems = afterChange(({ cluster }) => {
      const [first] = cluster?.permissions ?? [];
      if (first) cluster?.permissions?.push({ ...first, role: "ops" });
    });
    expect(problems).toEqual(["cluster.permissions[1].uid: is the same as cluster.permissions[0].uid"]);
  });

  test("with a cluster needs one to be described", () => {
    const problems = afterChange((environment) => {
      environment.phase = "cluster";
      delete environment.cluster;
    });
    expect(problems).toEqual(["cluster: is missing, and the phase is cluster"]);
  });
});

describe("the edge", () => {
  test("needs an origin when the environment has no load balancer", () => {
    const problems = afterChange((environment) => {
      environment.compute.enabled = false;
      delete environment.edge?.originHost;
    });
    expect(problems).toEqual(["edge.originHost: is missing, and the environment has no load balancer of its own"]);
  });

  test("with an origin that is wrong is not told that it is missing", () => {
    const problems = afterChange((environment) => {
      environment.compute.enabled = false;
      setAt(environment, "edge.originHost", "https://alb.example.com");
    });
    expect(problems).toEqual(["edge.originHost: is not a host name"]);
  });

  test.each([
    ["www", "is the second name of production", "edge.ownsZone: makes www, where staging is served"],
    [
      "img",
      "is edge.chinaCdn.imageLabel of production",
      "edge.chinaCdn.imageLabel: makes img, where staging is served",
    ],
    ["origin-cn", "is edge.chinaCdn.originLabel of production", "edge.chinaCdn.originLabel: makes origin-cn, where"],
  ])("makes each name of a zone once: not %s", (subdomain, message, reversed) => {
    const other = { ...staging, subdomain };
    const lines = (environments: unknown[]) =>
      problemsOf(environments as never).map(({ path, message: text }) => `${path}: ${text}`);
    expect(lines([completePlatform(), other])).toEqual([`subdomain: ${message}`]);
    expect(lines([other, completePlatform()])).toEqual([expect.stringContaining(reversed)]);
  });

  test("of a zone has one owner", () => {
    const other = { ...staging, edge: { ownsZone: true }, subdomain: undefined };
    const messages = problemsOf([completePlatform(), other]).map(({ path, message }) => `${path}: ${message}`);
    expect(messages).toEqual([
      "subdomain: is where production is served",
      "edge.ownsZone: is what production says too",
    ]);
  });
});

describe("copies", () => {
  const withCopies = (copies: { environment: string; region: "ap-southeast-1" | "cn-hongkong" }) => ({
    ...production,
    data: { ...production.data, copies },
  });

  test("go where the environment lies that receives them", () => {
    const elsewhere = { ...staging, name: "disaster-recovery" };
    const problems = problemsOf([
      withCopies({ environment: "disaster-recovery", region: "ap-southeast-1" }),
      elsewhere,
    ]);
    expect(problems).toContainEqual(
      expect.objectContaining({
        path: "data.copies.region",
        message: "is not the region of disaster-recovery (cn-hongkong)",
      }),
    );
  });

  test("go to an environment that has buckets", () => {
    const problems = problemsOf([withCopies({ environment: "account", region: "ap-southeast-1" }), completeAccount()]);
    expect(problems).toEqual([
      expect.objectContaining({
        path: "data.copies.environment",
        message: "is not an environment that runs the platform",
      }),
    ]);
  });

  test("may go to an environment that is not synthesized along", () => {
    expect(problemsOf([withCopies({ environment: "disaster-recovery", region: "ap-southeast-1" })])).toEqual([]);
  });

  test("go to no environment that there is not", () => {
    expect(problemsOf([withCopies({ environment: "elsewhere", region: "ap-southeast-1" })])).toMatchObject([
      {
        path: "data.copies.environment",
        message: "is not an environment: nobody makes the buckets of the copies",
        remedy: "Write one of disaster-recovery, staging, or leave copies out.",
      },
    ]);
  });
});
