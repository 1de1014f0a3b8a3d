import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import { askRegion, CouldNotAsk } from "../../../tools/preflight/ask";
import { type Finding, findingsOf } from "../../../tools/preflight/findings";
import { describe as describeReport, exitStatus } from "../../../tools/preflight/report";
import type { WantedEnvironment } from "../../../tools/preflight/wanted";
import { type Simulator, startSimulator } from "../../../tools/rehearse/run/simulator";
import { ProjectCopy, run } from "../../support/project-copy";
import { PROJECT_ROOT } from "../../support/project-root";

const COMMAND = "tools/preflight/command.ts";

/** Zone d is one that does not sell the sixth generation any more. */
function wanted(instanceTypes: readonly string[], changes: Partial<WantedEnvironment> = {}): WantedEnvironment {
  const zones = [{ zone: "cn-hongkong-b" }, { zone: "cn-hongkong-d" }];
  const host = { instanceTypes };
  return {
    name: "example",
    region: "cn-hongkong",
    network: { vSwitches: { public: zones, private: zones } },
    data: {
      postgres: { instanceClass: "pg.n4.4c.2m" },
      redis: { instanceClass: "redis.shard.with.proxy.small.ce" },
    },
    compute: {
      image: { family: "^aliyun_3_x64_20G_alibase_", pinned: "aliyun_3_x64_20G_alibase_20251030.vhd" },
      hosts: { app: host, worker: host, search: host, bastion: host },
    },
    ...changes,
  };
}

let simulator: Simulator;
let variables: Record<string, string>;
beforeAll(async () => {
  simulator = await startSimulator(PROJECT_ROOT, [], { sources: ["aliyun/alicloud"] });
  variables = { ...simulator.variables };
});
afterAll(() => simulator.stop());

describe("what a region sells", () => {
  let folder: string;
  const before = { ...process.env };
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), "preflight-test-"));
    Object.assign(process.env, variables);
  });
  afterEach(() => {
    for (const name of Object.keys(variables)) {
      if (before[name] === undefined) delete process.env[name];
      else process.env[name] = before[name];
    }
    rmSync(folder, { recursive: true });
  });

  async function find(environment: WantedEnvironment): Promise<Finding[]> {
    return findingsOf(environment, await askRegion(environment, folder, PROJECT_ROOT));
  }
  const of = (findings: readonly Finding[], what: string) => findings.filter((finding) => finding.what === what);

  test("is enough when every zone has the first of everything", async () => {
    const findings = await find(wanted(["ecs.c7.xlarge", "ecs.g7.xlarge"]));
    expect(findings.map(({ used, wanted: [first] }) => used === first?.name)).not.toContain(false);
    expect(findings.map(({ what, zone = "" }) => `${zone} ${what}`)).toEqual([
      ...["cn-hongkong-b", "cn-hongkong-d"].flatMap((zone) =>
        ["app hosts", "worker hosts", "search hosts", "bastion hosts"].map((what) => `${zone} ${what}`),
      ),
      "cn-hongkong-b PostgreSQL",
      "cn-hongkong-d PostgreSQL",
      "cn-hongkong-b Redis",
      "cn-hongkong-d Redis",
      "cn-hongkong-b load balancer",
      "cn-hongkong-d load balancer",
      " image",
    ]);
  });

  test("is enough with a fallback, in the zone that needs one, and the report names it", async () => {
    const environment = wanted(["ecs.c6.xlarge", "ecs.c7.xlarge", "ecs.g7.xlarge"]);
    const findings = await find(environment);
    expect(of(findings, "app hosts")).toMatchObject([
      { zone: "cn-hongkong-b", used: "ecs.c6.xlarge" },
      { zone: "cn-hongkong-d", used: "ecs.c7.xlarge" },
    ]);
    const report = { environment: "example", region: "cn-hongkong", findings };
    expect(exitStatus([report])).toBe(0);
    expect(describeReport(report)).toMatch(
      /cn-hongkong-d +app hosts +ecs\.c7\.xlarge \(fallback\) +not sold: ecs\.c6\.xlarge; sold too: ecs\.g7\.xlarge$/m,
    );
  });

  test("is not enough when a zone has none of the types; the remedy names knob, file and types of the size", async () => {
    const environment = wanted(["ecs.c6.xlarge", "ecs.g6.xlarge"]);
    const findings = await find(environment);
    const [, inZoneD] = of(findings, "worker hosts");
    expect(inZoneD).toEqual({
      what: "worker hosts",
      zone: "cn-hongkong-d",
      wanted: [
        { name: "ecs.c6.xlarge", sold: false },
        { name: "ecs.g6.xlarge", sold: false },
      ],
      remedy:
        "Change compute.hosts.worker.instanceTypes in environments/example.ts; " +
        "cn-hongkong-d sells ecs.c7.xlarge, ecs.c8i.xlarge, ecs.g7.xlarge, ecs.g8i.xlarge.",
    });
    expect(exitStatus([{ environment: "example", region: "cn-hongkong", findings }])).toBe(1);
  });

  test("is asked for databases, zones and images too", async () => {
    const nowhere = [{ zone: "cn-hongkong-b" }, { zone: "cn-hongkong-z" }];
    const environment = wanted(["ecs.c7.large"], {
      network: { vSwitches: { public: nowhere, private: nowhere } },
      data: { postgres: { instanceClass: "pg.n9.4c.2m" }, redis: { instanceClass: "redis.shard.giant.ce" } },
      compute: { ...wanted(["ecs.c7.large"]).compute, image: { family: "^slackware_", pinned: "gone.vhd" } },
    });
    const findings = await find(environment);
    const [postgres] = of(findings, "PostgreSQL");
    expect(postgres?.remedy).toMatch(/data\.postgres\.instanceClass in environments\/example\.ts; .* pg\.n4\.4c\.2m/);
    expect(postgres?.remedy).not.toContain(".1m");
    expect(of(findings, "Redis")[0]?.remedy).toContain("redis.shard.small.2.ce");
    expect(of(findings, "load balancer").map(({ used }) => used)).toEqual(["cn-hongkong-b", undefined]);
    expect(of(findings, "image")).toMatchObject([{ remedy: expect.stringContaining("compute.image.family") }]);
    expect(of(findings, "app hosts")[1]?.remedy).toContain("cn-hongkong-z sells nothing like it");
  });

  test("may lack the family of images as long as the pinned one is there", async () => {
    const pinned = "debian_12_11_x64_20G_alibase_20251030.vhd";
    const environment = wanted(["ecs.c7.large"], {
      compute: { ...wanted(["ecs.c7.large"]).compute, image: { family: "^slackware_", pinned } },
    });
    expect(of(await find(environment), "image")).toMatchObject([{ used: pinned }]);
  });

  test("need not have a single node's class in a second zone", async () => {
    const data = { ...wanted([]).data, postgres: { instanceClass: "pg.n2.1c.1m" } };
    const findings = await find(wanted(["ecs.c7.large"], { data }));
    expect(of(findings, "PostgreSQL")).toMatchObject([{ zone: "cn-hongkong-b", used: "pg.n2.1c.1m" }]);
  });

  test("is asked anew each time, and what is asked is only data: nothing is made", async () => {
    await find(wanted(["ecs.c7.large"]));
    const elsewhere = [{ zone: "ap-southeast-1a" }, { zone: "ap-southeast-1b" }];
    const there = wanted(["ecs.c6.large"], {
      region: "ap-southeast-1",
      network: { vSwitches: { public: elsewhere, private: elsewhere } },
    });
    expect(of(await find(there), "app hosts").map(({ used }) => used)).toEqual(["ecs.c6.large", "ecs.c6.large"]);
    expect(simulator.cloud.all()).toEqual([]);
    const { resources } = JSON.parse(readFileSync(path.join(folder, "terraform.tfstate"), "utf8"));
    expect(new Set(resources.map(({ mode }: { mode: string }) => mode))).toEqual(new Set(["data"]));
  });

  test("is not known when Terraform cannot ask, in its words", async () => {
    process.env.TF_REATTACH_PROVIDERS = "{}";
    const config = path.join(folder, "mirror.tfrc");
    writeFileSync(config, `provider_installation {\n  filesystem_mirror {\n    path = "${folder}/none"\n  }\n}\n`);
    process.env.TF_CLI_CONFIG_FILE = config;
    const asked = askRegion(wanted(["ecs.c7.large"]), folder, PROJECT_ROOT);
    await expect(asked).rejects.toThrow(CouldNotAsk);
    await expect(asked).rejects.toThrow("aliyun/alicloud");
  });
});

describe("npm run preflight", () => {
  let project: ProjectCopy;
  beforeAll(() => {
    project = new ProjectCopy();
  });
  afterAll(() => project.remove());

  test("prints a table for each environment, and exits 0 when everything can be had", async () => {
    const { exitCode, stdout } = await run(project.root, COMMAND, ["production"], variables);
    expect(stdout).toMatch(/^production \(cn-hongkong\)\n {2}ZONE +FOR +USED/);
    expect(stdout).toMatch(/cn-hongkong-c +system nodes +ecs\.g6\.xlarge/);
    expect(stdout).toMatch(/cn-hongkong-b +app hosts +ecs\.\S+ +sold too: ecs\./);
    expect(stdout).toMatch(/^\d+ can be had, 0 of them by a fallback; 0 cannot$/m);
    expect(exitCode).toBe(0);
  });

  test("exits 1 when something cannot be had, and says what to change", async () => {
    const { exitCode, stdout } = await project.edited(
      "environments/production.ts",
      (text) => text.replaceAll(/instanceTypes: \[[^\]]*\]/g, 'instanceTypes: ["ecs.c9.xlarge"]'),
      () => run(project.root, COMMAND, ["production"], variables),
    );
    expect(stdout).toMatch(/cn-hongkong-c +bastion hosts +CANNOT BE HAD +not sold: ecs\.c9\.xlarge$/m);
    expect(stdout).toMatch(
      /^production: cn-hongkong-c has none of ecs\.c9\.xlarge for bastion hosts\. Change compute\.hosts\.bastion\.instanceTypes in environments\/production\.ts; /m,
    );
    expect(stdout).toMatch(
      / for app nodes\. Change cluster\.nodePools\.app\.instanceTypes in environments\/production\.ts; /,
    );
    // Four kinds of hosts and two pools of nodes, in two zones.
    expect(stdout).toMatch(/ 0 of them by a fallback; 12 cannot$/m);
    expect(exitCode).toBe(1);
  });

  test("says the same as JSON, and nothing else", async () => {
    const { stdout, stderr } = await run(project.root, COMMAND, ["production", "--json"], variables);
    const { environments } = JSON.parse(stdout);
    expect(environments).toMatchObject([{ environment: "production", region: "cn-hongkong" }]);
    expect(environments[0].findings).toContainEqual(
      expect.objectContaining({ what: "PostgreSQL", zone: "cn-hongkong-b", used: expect.stringMatching(/^pg\./) }),
    );
    expect(stderr).toBe("");
  });

  test("exits 2 when Terraform is missing, and says so for each environment", async () => {
    const env = { ...variables, TERRAFORM_BINARY_NAME: "no-terraform-here" };
    const { exitCode, stdout } = await run(project.root, COMMAND, ["production", "staging"], env);
    expect(stdout.match(/could not ask\n {2}no-terraform-here: command not found/g)).toHaveLength(2);
    expect(stdout).toMatch(/; 2 of 2 environments could not be asked for$/m);
    expect(exitCode).toBe(2);
  });

  test("exits 1 on an environment that there is not", async () => {
    const { exitCode, stderr } = await run(project.root, COMMAND, ["prod"], variables);
    expect(stderr).toContain("is not an environment");
    expect(stderr).not.toMatch(/\n {4}at /);
    expect(exitCode).toBe(1);
  });
});
