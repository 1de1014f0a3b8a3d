import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, jest, test } from "@jest/globals";
import { owner } from "../environments/owner";
import type { Owner } from "../environments/schema/owner";
import { ForeignMachine } from "./support/foreign-machine";

jest.setTimeout(900_000);

/** Every setting of the owner, with another value. */
const OWNER: Owner = {
  project: "shop",
  accountId: "9876543210987654",
  domain: "shop.example",
  cloudflareZoneId: "00112233445566778899aabbccddeeff",
  cloudflareAccountId: "ffeeddccbbaa99887766554433221100",
  adminCidrs: ["198.51.100.0/24", "192.0.2.7/32"],
  adminPublicKeys: ["ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAABAgMEBQYHCAkKCwwNDg8QERITFBUWFxgZGhscHR4g somebody"],
  certificateId: "87654321-cn-hangzhou",
  originPullAuthorityId: "ca-87654321",
  githubRepository: "shop/platform",
  alarmContacts: [
    { name: "day", email: "day@shop.example" },
    { name: "night", email: "night@shop.example" },
  ],
  registryNamespace: "shop-images",
  imageRegistries: { "cn-hongkong": "registry.hk.example", "ap-southeast-1": "registry.sg.example" },
  databaseName: "catalog",
  databaseAccountPrefix: "clerk",
  icpNumber: "京ICP备12345678号",
  chinaCdnTargets: { static: "s.cdn.example", images: "i.cdn.example", pages: "p.cdn.example" },
  upyunService: "shop-img",
  monthlyBudgetUsd: 900,
  confirmedExamples: ["domain"],
  stateRegion: "ap-southeast-1",
  stateBackend: "oss",
  stateStackBackend: "oss",
};

/** No test may depend on the year. */
const DATE = "2099-12-30";

let machine: ForeignMachine;
let root: string;

const read = (file: string) => readFileSync(path.join(root, file), "utf8");
const write = (file: string, text: string) => writeFileSync(path.join(root, file), text);

/** Replaces texts in a file of the copy, each of which has to be there. */
function edit(file: string, changes: Readonly<Record<string, string>>): void {
  let text = read(file);
  for (const [before, after] of Object.entries(changes)) {
    expect([file, text]).toEqual([file, expect.stringContaining(before)]);
    text = text.replaceAll(before, after);
  }
  write(file, text);
}

/** Runs the quick tests of the copy. */
async function npmTest(...args: string[]) {
  const jest = path.join(root, "node_modules/jest/bin/jest.js");
  const report = path.join(root, "report.log");
  const options = ["--json", `--outputFile=${report}`];
  const { exitCode } = await machine.node(DATE, [jest, "--selectProjects", "fast", ...options, ...args]);
  const { testResults } = JSON.parse(readFileSync(report, "utf8")) as Report;
  const failed = testResults.flatMap(({ name, message, assertionResults }) => {
    const tests = assertionResults.filter(({ status }) => status === "failed").map(({ fullName }) => fullName);
    return message !== "" && tests.length === 0 ? [`${name}: ${message}`] : tests;
  });
  const others = testResults.map(({ name }) => path.basename(name)).filter((name) => name.split(".").length !== 3);
  return { exitCode, failed, others };
}

interface Report {
  readonly testResults: readonly {
    readonly name: string;
    readonly message: string;
    readonly assertionResults: readonly { readonly status: string; readonly fullName: string }[];
  }[];
}

beforeAll(() => {
  machine = new ForeignMachine();
  root = machine.root;
});
afterAll(() => machine.remove());

describe("somebody's own values, in a folder of any name, with Node alone, without git's data, in many years", () => {
  test("of the owner are all others than the project's", () => {
    for (const [name, value] of Object.entries(owner)) {
      expect([name, OWNER[name as keyof Owner]]).not.toEqual([name, value]);
    }
  });

  test("with other environments and sizes pass the quick tests and start no others, which write their snapshots and remove those that are stale", async () => {
    write(
      "environments/owner.ts",
      `import type { Owner } from "./schema/owner";\n\nexport const owner: Owner = ${JSON.stringify(OWNER, null, 2)};\n`,
    );
    write("environments/preview.ts", read("environments/staging.ts"));
    edit("environments/preview.ts", { staging: "preview", "10.1.": "10.9." });
    rmSync(path.join(root, "environments/staging.ts"));
    edit("environments/production.ts", {
      "storageGiB: 200": "storageGiB: 400",
      "pg.n4.4c.2m": "pg.n4.8c.2m",
      "maximum: 10": "maximum: 12",
      "ecs.c6.large": "ecs.c6.xlarge",
    });
    edit("environments/services/web.ts", { 'request: "250m"': 'request: "300m"', "maximum: 10": "maximum: 12" });

    expect(await npmTest("-u")).toEqual({ exitCode: 0, failed: [], others: [] });
    const snapshots = readdirSync(path.join(root, "__tests__/__snapshots__"));
    expect(snapshots).toContain("preview");
    expect(snapshots).not.toContain("staging");
  });

  test("pass without writing anything afterwards, and a snapshot of a stack that is gone fails", async () => {
    expect(await npmTest("--ci", "__tests__/snapshots")).toEqual({ exitCode: 0, failed: [], others: [] });
    const stale = path.join(root, "__tests__/__snapshots__/staging");
    mkdirSync(stale);
    writeFileSync(path.join(stale, "network.tf"), "");
    expect(await npmTest("--ci", "__tests__/snapshots")).toMatchObject({ exitCode: 1, failed: [expect.any(String)] });
    expect(existsSync(stale)).toBe(true);
  });
});
