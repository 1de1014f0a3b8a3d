import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import execa from "execa";
import { SECRETS, World } from "../../support/cdn/world";
import { cleanEnvironment, ProjectCopy, run } from "../../support/project-copy";

const ENTRY = "tools/cdn/command.ts";

let project: ProjectCopy;
beforeAll(() => {
  project = new ProjectCopy();
  amend("production", "{ ownsZone: true }");
  amend("disaster-recovery", "undefined", "disasterRecovery");
});
afterAll(() => project.remove());

/** Gives an environment of the copy another edge, whatever the real one has. */
function amend(name: string, edge: string, constant = name): void {
  const file = path.join(project.root, "environments", `${name}.ts`);
  const before = readFileSync(file, "utf8").replace(`export const ${constant}`, "const base");
  writeFileSync(file, `${before}\nexport const ${constant} = { ...base, edge: ${edge} };\n`);
}

let world: World;
beforeEach(async () => {
  world = await World.started();
  // Changes are active at once, so that no command waits.
  world.qiniu.polls = 0;
});
afterEach(() => world.stop());

const cdn = (...args: string[]) => run(project.root, ENTRY, args, { ...world.variables, AINAV_DOMAIN: "ainav.cn" });

describe("npm run cdn", () => {
  test("exits 2 on drift, 0 once applied, 0 on nothing to do, 2 on findings", async () => {
    expect((await cdn("plan")).exitCode).toBe(2);
    const applied = await cdn("apply", "production", "--json");
    expect([applied.exitCode, applied.stderr]).toEqual([0, ""]);
    expect(Object.keys(JSON.parse(applied.stdout))).toEqual(["command", "environment", "domains", "targets"]);
    expect((await cdn("plan", "production")).exitCode).toBe(0);
    expect((await cdn("verify")).exitCode).toBe(2);
    expect((await cdn("purge", "https://cn.ainav.cn/")).exitCode).toBe(0);
  });

  test("exits 1 when a key is wrong, in one JSON object where that was asked for", async () => {
    world.variables.QINIU_SECRET_KEY = "another-secret-key";
    const { exitCode, stdout } = await cdn("plan", "--json");
    expect(exitCode).toBe(1);
    expect(JSON.parse(stdout).domains[0].error).toContain("401");
  });

  test.each(["plan", "apply", "verify", "purge"])("%s --help says what its exit statuses are", async (command) => {
    const { exitCode, stdout } = await cdn(command, "--help");
    expect([exitCode, stdout]).toEqual([0, expect.stringContaining("Exit status: 0")]);
  });

  const bad: [string, string[], NodeJS.ProcessEnv, string][] = [
    ["an unknown environment", ["plan", "nowhere"], {}, "remedy: Choose from"],
    ["the account", ["plan", "account"], {}, "is not an environment that runs the platform"],
    ["an environment without an edge", ["plan", "disaster-recovery"], {}, "environments/disaster-recovery.ts: edge"],
    ["no key", ["plan"], { QINIU_ACCESS_KEY: "" }, "QINIU_ACCESS_KEY is not set"],
    ["no Upyun", ["plan"], { UPYUN_TOKEN: "", UPYUN_OPERATOR: "" }, "UPYUN_TOKEN is not set"],
    [
      "an address in the clear",
      ["plan"],
      { QINIU_API_URL: "http://api.qiniu.com" },
      '"http://api.qiniu.com" is no https://',
    ],
    [
      "a certificate that is not there",
      ["plan"],
      { CDN_CERTIFICATE_FILE: "/nowhere" },
      "/nowhere cannot be read (ENOENT)",
    ],
    ["an unknown flag", ["plan", "--wrong"], {}, "unknown option '--wrong'"],
    ["an unknown command", ["wrong"], {}, "unknown command 'wrong'"],
  ];
  test.each(bad)("says what is wrong with %s, exits 1, and sends no request", async (_, args, variables, message) => {
    Object.assign(world.variables, variables);
    const { exitCode, stderr } = await cdn(...args);
    expect(stderr).toContain(message);
    expect(exitCode).toBe(1);
    expect([...world.qiniu.calls, ...world.upyun.calls]).toEqual([]);
  });

  test("says on Ctrl-C what was begun, and exits 130", async () => {
    world.qiniu.polls = 1_000_000;
    const env = { ...cleanEnvironment(), ...world.variables, AINAV_DOMAIN: "ainav.cn" };
    const child = execa(process.execPath, ["tools/runner/run.mjs", ENTRY, "apply"], {
      cwd: project.root,
      env,
      reject: false,
    });
    child.stderr?.on("data", (line) => {
      if (String(line).includes("is activating it")) child.kill("SIGINT");
    });
    const { exitCode, stdout } = await child;
    expect(stdout).toContain("begun: create; the next apply looks whether it happened, and goes on");
    expect(exitCode).toBe(130);
  });

  test("names the setting of an ICP number that is missing", async () => {
    const { exitCode, stderr } = await project.edited(
      "environments/owner.ts",
      (text) => text.replace(/icpNumber: .*/, ""),
      () => cdn("plan"),
    );
    expect(stderr).toContain("environments/owner.ts: icpNumber");
    expect(exitCode).toBe(1);
  });
});

describe("secrets", () => {
  test("show in no output of any command, however it goes wrong", async () => {
    const key = readFileSync(String(world.variables.CDN_CERTIFICATE_KEY_FILE), "utf8").split("\n")[1] ?? "";
    world.qiniu.echoes = true;
    await world.run("apply");
    expect(world.everything).toContain("(secret)");
    world.qiniu.echoes = false;
    // The worst: an API that answers with what it was sent.
    const echo = Object.values(SECRETS).join(" ");
    for (const fault of [undefined, "401", "cut before", "500 after", "no JSON"] as const) {
      for (const args of [
        ["plan"],
        ["apply"],
        ["verify"],
        ["purge", "https://cn.ainav.cn/", "https://img.ainav.cn/"],
      ]) {
        for (const flags of [[], ["--json"]]) {
          if (fault !== undefined) world.qiniu.faults.set(world.qiniu.calls.length, fault);
          await world.run(...args, ...flags);
        }
      }
    }
    const domain = world.qiniu.domains.get("cn.ainav.cn") ?? {};
    Object.assign(domain, { operatingState: "failed", operatingStateDesc: echo });
    await world.run("apply");
    await world.run("verify", "--json");
    world.variables.QINIU_API_URL = `http://${SECRETS.QINIU_SECRET_KEY}@example.com`;
    await world.run("plan");
    for (const secret of [...Object.values(SECRETS), ...Object.values(SECRETS).map((each) => btoa(each)), key]) {
      expect(world.everything).not.toContain(secret);
    }
    expect(world.everything).toContain("(secret)");
  });
});
