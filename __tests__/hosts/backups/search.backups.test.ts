import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { BACKUPS, BackupHost } from "../../support/backups/backup-host";
import { MASTER_KEY, SearchEngine } from "../../support/backups/search-engine";

let host: BackupHost;
let engine: SearchEngine;
const FOLDER = "data/meilisearch";

beforeEach(async () => {
  host = new BackupHost();
  host.secrets["of-search-master"] = MASTER_KEY;
  engine = new SearchEngine(path.join(host.machine.root, FOLDER));
  await Promise.all([host.start("search", {}), engine.start()]);
  host.machine.environment.AINAV_SEARCH_URL = engine.url;
  host.machine.write(`${FOLDER}/data.ms/indexes/1/data.mdb`, "the index that was backed up");
  host.machine.write(`${FOLDER}/data.ms/VERSION`, "1.6.2");
  host.machine.fake("systemctl");
});
afterEach(async () => {
  await Promise.all([host.stop(), engine.stop()]);
  expect(engine.failures).toEqual([]);
});

const index = (folder = "data.ms") => host.machine.read(`${FOLDER}/${folder}/indexes/1/data.mdb`);
const change = () => host.machine.write(`${FOLDER}/data.ms/indexes/1/data.mdb`, "what was indexed later");
const folders = () =>
  new Set(host.machine.files.filter((each) => each.startsWith(FOLDER)).map((each) => each.split("/")[2]));

describe("a backup of the search index", () => {
  test("is a snapshot that leaves the disk as it was, and comes back with the old index kept aside", async () => {
    expect(await host.backup("search")).toMatchObject({ exitCode: 0 });
    expect(host.newest("search").details).toEqual({ serverVersion: "1.6.2", documents: { tools: 42 } });
    expect(folders()).toEqual(new Set(["data.ms"]));
    change();
    expect(await host.restore("search", "--yes")).toMatchObject({ exitCode: 0 });
    expect(index()).toBe("the index that was backed up");
    const [kept = ""] = [...folders()].filter((name) => name?.startsWith("data.ms.before-"));
    expect(index(kept)).toBe("what was indexed later");
    expect(host.machine.calls).toEqual(["systemctl stop ainav-search.service", "systemctl start ainav-search.service"]);
  });

  test("can be unpacked beside the index that is used, without a stop", async () => {
    await host.backup("search");
    change();
    expect(await host.restore("search", "--into", "look")).toMatchObject({ exitCode: 0 });
    expect([index(), index("look")]).toEqual(["what was indexed later", "the index that was backed up"]);
    expect(host.machine.calls).toEqual([]);
    expect((await host.restore("search", "--into", "look")).output).toContain("choose another name");
    expect((await host.restore("search", "--into", "../look")).output).toContain("is no name of a folder");
  });

  test("of a full disk fails with the engine's reason, and nothing is written", async () => {
    engine.failure = "No space left on device (os error 28)";
    const { exitCode, output } = await host.backup("search");
    expect(exitCode).toBe(1);
    expect(output).toContain("Meilisearch made no snapshot: No space left on device (os error 28)");
    expect(host.oss.keys(BACKUPS)).toEqual([]);
    expect(host.oss.bucket(BACKUPS).uploads.size).toBe(0);
  });

  test("fails at once with a wrong key", async () => {
    host.secrets["of-search-master"] = "wrong";
    expect((await host.backup("search")).output).toContain("Meilisearch GET /version: HTTP 403");
  });
});

describe("a restore of the search index", () => {
  test("touches nothing when the backup is damaged", async () => {
    await host.backup("search");
    host.damage(host.newest("search").key);
    change();
    expect((await host.restore("search", "--yes")).exitCode).toBe(1);
    expect(index()).toBe("what was indexed later");
    expect(folders()).toEqual(new Set(["data.ms"]));
    expect(host.machine.calls).toEqual([]);
  });

  test("brings the old index back when the engine does not start with the new one", async () => {
    await host.backup("search");
    change();
    host.machine.fake("systemctl", 'case "$*" in start*) exit "${STATUS:-0}";; esac');
    host.machine.environment.STATUS = "1";
    const { exitCode } = await host.restore("search", "--yes");
    expect(exitCode).toBe(1);
    expect(index()).toBe("what was indexed later");
    expect(folders()).toEqual(new Set(["data.ms"]));
  });

  test("works where no index is left", async () => {
    await host.backup("search");
    const data = path.join(host.machine.root, FOLDER, "data.ms");
    host.machine.use("rm");
    (await import("node:fs")).rmSync(data, { recursive: true });
    expect(await host.restore("search", "--yes")).toMatchObject({ exitCode: 0 });
    expect(existsSync(data) && readFileSync(path.join(data, "VERSION"), "utf8")).toBe("1.6.2");
  });
});
