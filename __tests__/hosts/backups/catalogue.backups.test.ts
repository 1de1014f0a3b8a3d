import path from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import execa from "execa";
import { BACKUPS, BackupHost, type Manifest } from "../../support/backups/backup-host";
import { HOSTS, PYTHON } from "../../support/hosts/host-machine";

const LIBRARIES = ["every", "docker"].map((kind) => path.join(HOSTS, kind, "opt/ainav/lib")).join(":");

/** What a Python expression over the catalogue is, as JSON. */
async function evaluate(expression: string): Promise<unknown> {
  const program = `
import datetime, json
import boot
from backups import catalogue
try:
    print(json.dumps(${expression}))
except boot.Failure as failure:
    print(json.dumps("refused: " + str(failure)))`;
  const env = { PYTHONPATH: LIBRARIES, PYTHONDONTWRITEBYTECODE: "1" };
  return JSON.parse((await execa(PYTHON, ["-c", program], { env })).stdout);
}

describe("times", () => {
  test.each([
    ["2027-01-09 03:00", "2027-01-08T19:00:00+00:00"],
    ["2027-03-01T00:00:30", "2027-02-28T16:00:30+00:00"],
    ["2028-03-01 07:59", "2028-02-29T23:59:00+00:00"],
    ["2027-01-01", "2027-01-01T15:59:59+00:00"],
    ["2027-01-01T00:30Z", "2027-01-01T00:30:00+00:00"],
    ["2027-01-01 00:30-05:30", "2027-01-01T06:00:00+00:00"],
    ...["2027-02-29 03:00", "yesterday", "2027-01-09 25:00", "2027-01-09 03:00 CST", ""].map((text) => [
      text,
      `refused: --at ${text}: is no time; write it like 2027-01-09 03:00 (in China) or 2027-01-08T19:00Z`,
    ]),
  ])("%s is China's where it has no zone: %s", async (text, expected) => {
    const parsed = `catalogue.parse(${JSON.stringify(text)}).astimezone(datetime.timezone.utc).isoformat()`;
    expect(await evaluate(parsed)).toBe(expected);
  });

  test("keys are by the time in UTC, so that they sort by time over the ends of months and years", async () => {
    const moment = "datetime.datetime(2027, 1, 1, 3, tzinfo=catalogue.CHINA)";
    expect(await evaluate(`catalogue.key("postgres", ${moment}, "dump")`)).toBe(
      "postgres/2026/12/20261231T190000Z.dump",
    );
  });
});

describe("the backup that a restore takes", () => {
  let host: BackupHost;
  beforeEach(async () => {
    host = new BackupHost();
    await host.start("worker", {});
    const manifest: Manifest = { time: "", key: "redis/2026/11/x.resp", size: 0, sha256: "", details: {} };
    for (const time of ["2026-11-30T16:00:00Z", "2026-11-30T22:00:00Z", "2026-12-01T04:00:00Z"])
      host.moveTo(time, manifest);
    host.oss.bucket(BACKUPS).store("redis/2026/12/20261201T050000Z.resp", Buffer.from("without a manifest"));
    host.oss.pageSize = 2;
  });
  afterEach(() => host.stop());

  const chosen = async (...args: string[]) => (await host.restore("redis", "--yes", ...args)).output.split("\n")[0];

  test.each([
    [[], "2026-12-01 12:00:00 (China)"],
    [["--at", "2026-12-01 12:00"], "2026-12-01 12:00:00 (China)"],
    [["--at", "2026-12-01 11:59"], "2026-12-01 06:00:00 (China)"],
    [["--at", "2026-12-01 00:00"], "2026-12-01 00:00:00 (China)"],
  ])("is the newest that began not after %j", async (args, expected) => {
    expect(await chosen(...args)).toBe(`[restore redis] the backup from ${expected}`);
  });

  test("is none before the first one, and the oldest is named", async () => {
    expect(await chosen("--at", "2026-11-30")).toBe(
      "[restore redis] failed: ainav-backups/redis: no backup from 2026-11-30 23:59:59 (China) or before; " +
        "the oldest is from 2026-12-01 00:00:00 (China)",
    );
  });

  test("can be looked up in a list", async () => {
    expect((await host.restore("redis", "--list", "--at", "2026-12-01 07:00")).stdout).toBe(
      "2026-12-01 00:00:00 (China)  redis/2026/11/20261130T160000Z.json\n" +
        "2026-12-01 06:00:00 (China)  redis/2026/11/20261130T220000Z.json",
    );
  });
});
