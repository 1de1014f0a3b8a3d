import { statSync } from "node:fs";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { HostMachine } from "../support/hosts/host-machine";
import { INSTANCE_ID, MetadataServer } from "../support/hosts/metadata-server";
import { OpenApiServer, Refusal } from "../support/hosts/openapi-server";

const DEVICE = "dev/disk/by-id/virtio-j6cserial";
const EXT4 = "TYPE=ext4\nUUID=1234-abcd";

interface Disk {
  Status: string;
  InstanceId: string;
}

let host: HostMachine;
let metadata: MetadataServer;
let ecs: OpenApiServer;
let disk: Disk;
let instances: Record<string, string>;
/** What happens between the steps' looks at the disk. */
let meanwhile: (() => void)[];

beforeEach(async () => {
  disk = { Status: "Available", InstanceId: "" };
  instances = { [INSTANCE_ID]: "Running" };
  meanwhile = [];
  const attach = (to: string) => {
    disk = { Status: "In_use", InstanceId: to };
    host.write(DEVICE, "\0".repeat(4096));
  };
  ecs = new OpenApiServer({
    DescribeDisks: ({ DiskIds }) => {
      meanwhile.shift()?.();
      const found = JSON.parse(DiskIds ?? "").includes("d-data") ? [{ ...disk, SerialNumber: "j6cserial" }] : [];
      return { Disks: { Disk: found } };
    },
    DescribeInstances: ({ InstanceIds }) => {
      const known = (JSON.parse(InstanceIds ?? "") as string[]).filter((id) => id in instances);
      return { Instances: { Instance: known.map((id) => ({ InstanceId: id, Status: instances[id] })) } };
    },
    AttachDisk: ({ InstanceId = "", DeleteWithInstance }) => {
      if (disk.Status !== "Available") throw new Refusal(403, "IncorrectDiskStatus");
      if (DeleteWithInstance !== "false") throw new Refusal(400, "the disk would go with the instance");
      attach(InstanceId);
      return {};
    },
    DetachDisk: ({ InstanceId }) => {
      if (disk.InstanceId !== InstanceId) throw new Refusal(403, "IncorrectDiskStatus");
      disk = { Status: "Available", InstanceId: "" };
      return {};
    },
  });
  host = new HostMachine();
  host.lay("every");
  metadata = new MetadataServer();
  await Promise.all([metadata.start(), ecs.start()]);
  Object.assign(host.environment, { AINAV_METADATA_URL: metadata.url, AINAV_OPENAPI_URL: ecs.url });
  host.settings({ dataDisk: { diskId: "d-data", mountPoint: "/data" } });
  host.write("etc/fstab", "UUID=root / ext4 defaults 0 1\n");
  for (const name of ["mount", "systemctl"]) host.fake(name);
  host.fake("mountpoint", "exit 1");
  // A disk has a file system from mkfs on.
  const formatted = `"${path.join(host.root, "formatted")}"`;
  host.fake("blkid", `test -e ${formatted} && printf '%s\\n' '${EXT4}' || exit 2`);
  host.fake("mkfs.ext4", `: > ${formatted}`);
});
afterEach(async () => {
  host.remove();
  await Promise.all([metadata.stop(), ecs.stop()]);
  expect([...metadata.failures, ...ecs.failures]).toEqual([]);
});

const provision = () => host.provision("60-data-disk");
const FORMAT = `mkfs.ext4 -m 0 /${DEVICE}`;

describe("a host's data disk", () => {
  test("is attached, formatted when it is blank, and mounted now and at every boot", async () => {
    expect(await provision()).toMatchObject({ exitCode: 0 });
    expect(ecs.done).toEqual([`AttachDisk ${INSTANCE_ID}`]);
    expect(host.calls).toContain(FORMAT);
    expect(host.calls.at(-1)).toBe("mount /data");
    expect(host.read("etc/fstab")).toBe(
      "UUID=root / ext4 defaults 0 1\nUUID=1234-abcd /data ext4 defaults,nofail,x-systemd.device-timeout=30s 0 2\n",
    );
  });

  test("is left as it is by a second run", async () => {
    await provision();
    const fstab = host.read("etc/fstab");
    host.fake("mountpoint");
    expect(await provision()).toMatchObject({ exitCode: 0 });
    expect(ecs.done).toHaveLength(1);
    expect(host.read("etc/fstab")).toBe(fstab);
    for (const once of [FORMAT, "mount /data"]) expect(host.calls.filter((call) => call === once)).toHaveLength(1);
  });

  test("is never formatted when it has a file system, of whatever type", async () => {
    host.fake("blkid", "printf 'TYPE=xfs\\nUUID=5678\\n'");
    expect(await provision()).toMatchObject({ exitCode: 0 });
    expect(host.calls).not.toContain(FORMAT);
    expect(host.read("etc/fstab")).toContain("UUID=5678 /data xfs ");
  });

  test.each([
    ["blkid finds something else on it", () => host.fake("blkid", "echo PTTYPE=gpt"), "\0"],
    ["blkid cannot make sense of it", () => host.fake("blkid", "exit 8"), "\0"],
    ["blkid finds nothing, but it is not blank", () => {}, "\0data"],
  ])("is never formatted when %s", async (_, arrange, content) => {
    arrange();
    disk = { Status: "In_use", InstanceId: INSTANCE_ID };
    host.write(DEVICE, content);
    const { exitCode, output } = await provision();
    expect(exitCode).toBe(1);
    expect(output).toContain("has no file system, and is not blank: look at it before you wipe it");
    expect(host.calls).not.toContain(FORMAT);
  });

  test("is never taken from an instance that runs", async () => {
    disk = { Status: "In_use", InstanceId: "i-other" };
    instances["i-other"] = "Running";
    const { exitCode, output } = await provision();
    expect(exitCode).toBe(1);
    expect(output).toContain("d-data: i-other has it and is not known to be stopped");
    expect(ecs.done).toEqual([]);
    expect(host.calls).toEqual([]);
  });

  test.each(["Starting", "Stopping", "Pending"])("is not taken from an instance that is %s either", async (status) => {
    disk = { Status: "In_use", InstanceId: "i-other" };
    instances["i-other"] = status;
    expect(await provision()).toMatchObject({ exitCode: 1 });
    expect(ecs.done).toEqual([]);
  });

  test("is not taken from an instance that the role may not see", async () => {
    disk = { Status: "In_use", InstanceId: "i-hidden" };
    expect(await provision()).toMatchObject({ exitCode: 1 });
    expect(ecs.done).toEqual([]);
  });

  test("is taken from one that is stopped", async () => {
    disk = { Status: "In_use", InstanceId: "i-dead" };
    instances["i-dead"] = "Stopped";
    const { exitCode, output } = await provision();
    expect(exitCode).toBe(0);
    expect(output).toContain("d-data: taking it from i-dead, which is stopped");
    expect(ecs.done).toEqual(["DetachDisk i-dead", `AttachDisk ${INSTANCE_ID}`]);
  });

  test("is waited for while the instance that had it is being deleted", async () => {
    disk = { Status: "In_use", InstanceId: "i-leaving" };
    instances["i-leaving"] = "Running";
    meanwhile = [
      () => {},
      () => {
        instances["i-leaving"] = "Stopping";
      },
      () => {
        disk = { Status: "Detaching", InstanceId: "i-leaving" };
        delete instances["i-leaving"];
      },
      () => {
        disk = { Status: "Available", InstanceId: "" };
      },
    ];
    expect(await provision()).toMatchObject({ exitCode: 0 });
    expect(ecs.done).toEqual([`AttachDisk ${INSTANCE_ID}`]);
  });

  test("is left to another new host that was faster", async () => {
    instances["i-faster"] = "Running";
    // This host sees it free, and finds it taken when it asks for it.
    meanwhile = [
      () =>
        queueMicrotask(() => {
          disk = { Status: "In_use", InstanceId: "i-faster" };
        }),
    ];
    const { exitCode, output } = await provision();
    expect(exitCode).toBe(1);
    expect(output).toContain("d-data: i-faster has it and is not known to be stopped");
    expect(ecs.done).toEqual([`AttachDisk ${INSTANCE_ID}`]);
    expect(disk.InstanceId).toBe("i-faster");
  });

  test("fails the step with its id when it does not exist", async () => {
    host.settings({ dataDisk: { diskId: "d-gone", mountPoint: "/data" } });
    const { exitCode, output } = await provision();
    expect(exitCode).toBe(1);
    expect(output).toContain("d-gone: no such disk in this region, or the role may not see it");
  });

  test("is skipped on a host that has none", async () => {
    host.settings({});
    expect(await provision()).toMatchObject({ exitCode: 0, output: expect.stringContaining("none") });
    expect(host.calls).toEqual([]);
  });
});

describe("a search host", () => {
  /** The host's user for the engine's. Only root can give files to another user than itself. */
  const OWNER = process.getuid?.() === 0 ? 101_000 : (process.getuid?.() as number);

  beforeEach(() => {
    host.lay("docker", "search");
    host.write("etc/subuid", `dockremap:${OWNER - 1000}:65536\n`);
  });

  test("has a folder of its own on its data disk, which the engine's user has with all that others left in it", async () => {
    host.fake("mountpoint");
    host.write("data/meilisearch/data.ms/VERSION", "1.6.2");
    expect(await host.provision("65-search-data")).toMatchObject({ exitCode: 0 });
    expect(host.mode("data/meilisearch")).toBe("700");
    for (const file of ["", "data.ms", "data.ms/VERSION"])
      expect(statSync(path.join(host.root, "data/meilisearch", file)).uid).toBe(OWNER);
  });

  test("does not come up without its data disk", async () => {
    const { exitCode, output } = await host.provision("65-search-data");
    expect(exitCode).toBe(1);
    expect(output).toContain("no data disk is mounted");
    expect(host.files).not.toContain("data/meilisearch");
  });
});
