import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { BACKUPS, BackupHost, UPLOADS } from "../../support/backups/backup-host";

let host: BackupHost;
beforeEach(async () => {
  host = new BackupHost();
  await host.start("worker", {});
  host.machine.environment.AINAV_COPY_BYTES = String(150 * 1024);
  host.oss.pageSize = 2;
});
afterEach(() => host.stop());

const upload = (key: string, text: string) => host.oss.bucket(UPLOADS).store(key, Buffer.from(text));
const read = (key: string) => host.oss.bucket(UPLOADS).current(key).body.toString();
const KEYS = ["a b/ü+%.png", "avatars/1", "avatars/2", "large", "zero"];

function fill(): void {
  for (const key of KEYS) upload(key, `${key} as it was`);
  upload("large", "0123456789".repeat(40_000));
  upload("zero", "");
}

describe("a backup of uploads", () => {
  test("copies what is new or changed, and nothing else", async () => {
    fill();
    expect(await host.backup("uploads")).toMatchObject({ exitCode: 0 });
    expect(host.newest("uploads").details).toMatchObject({ objects: 5, copied: 5 });
    for (const key of KEYS)
      expect(host.oss.bucket(BACKUPS).current(`uploads-objects/${key}`).body.toString()).toBe(read(key));
    host.moveTo("2026-11-01T00:00:00Z", host.newest("uploads"));
    upload("avatars/1", "changed");
    upload("new", "new");
    host.oss.requests.length = 0;
    await host.backup("uploads");
    expect(host.newest("uploads").details).toMatchObject({ objects: 6, copied: 2 });
    const written = host.oss.requests.filter((each) => /^PUT .*uploads-objects/.test(each));
    expect(written).toEqual([
      "PUT /ainav-backups/uploads-objects/avatars/1?",
      "PUT /ainav-backups/uploads-objects/new?",
    ]);
  });

  test("of any day leads to the objects of that day, also those that were changed or deleted since", async () => {
    fill();
    await host.backup("uploads");
    host.moveTo("2026-11-01T00:00:00Z", host.newest("uploads"));
    upload("avatars/1", "changed");
    for (const key of ["avatars/2", "large"]) host.oss.bucket(UPLOADS).objects.delete(key);
    upload("later", "stays");
    await host.backup("uploads");
    const { exitCode, output } = await host.restore("uploads", "--yes", "--at", "2026-11-01 08:00");
    expect(output).toContain("3 objects are back, and 2 were there unchanged");
    expect(exitCode).toBe(0);
    expect([read("avatars/1"), read("avatars/2"), read("later")]).toEqual([
      "avatars/1 as it was",
      "avatars/2 as it was",
      "stays",
    ]);
    expect(read("large")).toBe("0123456789".repeat(40_000));
  });

  test("can be restored beside the uploads that are there", async () => {
    fill();
    await host.backup("uploads");
    upload("avatars/1", "changed");
    expect(await host.restore("uploads", "--into", "restored/")).toMatchObject({ exitCode: 0 });
    expect([read("avatars/1"), read("restored/avatars/1")]).toEqual(["changed", "avatars/1 as it was"]);
  });

  test("of an empty bucket is a backup, too", async () => {
    expect(await host.backup("uploads")).toMatchObject({ exitCode: 0 });
    expect(host.newest("uploads").details).toEqual({ objects: 0, bytes: 0, copied: 0 });
    expect(await host.restore("uploads", "--yes")).toMatchObject({ exitCode: 0 });
  });

  test("goes on without an object that is deleted while it runs", async () => {
    fill();
    host.oss.fault = ({ headers }) => {
      if (String(headers["x-oss-copy-source"]).endsWith("avatars/1"))
        host.oss.bucket(UPLOADS).objects.delete("avatars/1");
      return undefined;
    };
    expect(await host.backup("uploads")).toMatchObject({ exitCode: 0 });
    expect(host.newest("uploads").details.objects).toBe(4);
  });
});
