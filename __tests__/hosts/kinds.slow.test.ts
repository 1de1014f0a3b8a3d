import { readFileSync } from "node:fs";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { packFolders } from "../../constructs/storage/folder-archive";
import { HOST_FOLDERS } from "../../environments/schema/host-folders";
import type { HostKind } from "../../stacks/conventions/role-names";
import { secretsOf } from "../../stacks/region/compute/host-kinds";
import { serviceFiles } from "../../stacks/region/compute/services-on-hosts/service-files";
import { staging } from "../support/fixture/environments/staging";
import { FIXTURE_OWNER } from "../support/fixture/fixture";
import { checked } from "../support/fixture/stacks";
import { BundleServer } from "../support/hosts/bundle-server";
import { HOSTS, HostMachine } from "../support/hosts/host-machine";
import { INSTANCE_ID, MetadataServer, PRIVATE_ADDRESS } from "../support/hosts/metadata-server";
import { MONITORING_SETTINGS } from "../support/hosts/monitoring-host";
import { OpenApiServer } from "../support/hosts/openapi-server";

const MOUNT = { dataDisk: { diskId: "d-1", mountPoint: "/data" } };

/** What differs between kinds, as the stack that makes them says. */
const SPECIAL: Readonly<Record<string, object>> = {
  worker: { ...MOUNT, hostName: { recordId: "42", label: "monitoring" } },
  search: { ...MOUNT, hostName: { recordId: "42", label: "search" } },
  bastion: { elasticIp: { allocationId: "eip-1" } },
};

let host: HostMachine;
let metadata: MetadataServer;
let oss: BundleServer;
let api: OpenApiServer;

beforeEach(async () => {
  let [disk, address] = ["", ""];
  api = new OpenApiServer({
    DescribeDisks: () => ({
      Disks: { Disk: [{ InstanceId: disk, Status: disk ? "In_use" : "Available", SerialNumber: "j6c" }] },
    }),
    AttachDisk: ({ InstanceId = "" }) => {
      disk = InstanceId;
      return {};
    },
    DescribeEipAddresses: () => ({
      EipAddresses: { EipAddress: [{ InstanceId: address, Status: address ? "InUse" : "Available" }] },
    }),
    AssociateEipAddress: ({ InstanceId = "" }) => {
      address = InstanceId;
      return {};
    },
    GetSecretParameter: ({ Name }) => ({ Parameter: { Name, Value: `secret of ${Name}` } }),
    AssumeRole: () => ({
      Credentials: { AccessKeyId: "id", AccessKeySecret: "secret", SecurityToken: "token", Expiration: "2030-01-01" },
    }),
    DescribeScalingInstances: () => ({ ScalingInstances: [] }),
    UpdateZoneRecord: ({ Value }) => (Value === PRIVATE_ADDRESS ? {} : { unexpected: Value }),
  });
  metadata = new MetadataServer();
  oss = new BundleServer("ainav-hosts", "cn-hongkong");
  await Promise.all([metadata.start(), oss.start(), api.start()]);
  host = new HostMachine();
  Object.assign(host.environment, {
    AINAV_METADATA_URL: metadata.url,
    AINAV_OSS_URL: oss.url,
    AINAV_OPENAPI_URL: api.url,
  });
  // What an instance that was started a moment ago has and lacks, as far as the steps ask.
  for (const name of [
    "useradd",
    "sshd",
    "sysctl",
    "systemctl",
    "augenrules",
    "chattr",
    "mount",
    "nginx",
    "psql",
    "rpm",
    "docker",
    "dnf",
  ])
    host.fake(name);
  host.use("openssl");
  host.fake("id", "exit 1");
  host.fake("mountpoint");
  host.fake("blkid", "printf 'TYPE=ext4\\nUUID=1234\\n'");
  host.write("dev/disk/by-id/virtio-j6c", "");
  host.write("etc/ssh/sshd_config", "PasswordAuthentication yes\n");
  host.write("usr/local/ilogtail/ilogtail", "", 0o755);
});
afterEach(async () => {
  host.remove();
  await Promise.all([metadata.stop(), oss.stop(), api.stop()]);
  expect([...metadata.failures, ...oss.failures, ...api.failures]).toEqual([]);
});

/** Boots a host of a kind with the bundle that `HostBundle` makes of its files. */
function boot(kind: HostKind) {
  const environment = checked(staging);
  const archive = packFolders(
    HOST_FOLDERS[kind].map((folder) => path.join(HOSTS, folder)),
    serviceFiles(kind, environment, FIXTURE_OWNER),
  );
  const { bucket } = oss.store("unused", archive);
  const services = {
    ...MONITORING_SETTINGS,
    secrets: Object.fromEntries(secretsOf(kind, environment).map((purpose) => [purpose, `x/${purpose}`])),
    releases: { bucket, prefix: "releases/", registry: "registry.example/x" },
    roleArn: "acs:ram::1234567890123456:role/x",
    environment: { SITE_URL: "https://www.example" },
  };
  const settings = {
    kind,
    environment: "staging",
    project: "ainav",
    region: "cn-hongkong",
    accountId: "1234567890123456",
    bundle: oss.store(`hosts/${kind}/0.tar`, archive),
    adminKeys: ["ssh-ed25519 AAAA ada"],
    logIdentity: "ainav-staging-hosts",
    services,
    ...SPECIAL[kind],
  };
  const program = readFileSync(path.join(HOSTS, "every/opt/ainav/lib/boot.py"), "utf8");
  host.write("part-001", `${program}# host: ${JSON.stringify(settings)}`, 0o700);
  return host.run("part-001");
}

describe("every kind of host", () => {
  const kinds = Object.keys(HOST_FOLDERS) as HostKind[];

  test.each(kinds)(
    "%s: boots from its bundle to the end of provisioning, and stays as it is when run again",
    async (kind) => {
      const done = { exitCode: 0, output: expect.stringMatching(/\[provision\] done$/) };
      expect(await boot(kind)).toMatchObject(done);
      // Metrics say when something was done.
      const read = (file: string) => host.read(file).replaceAll(/(?<=_seconds )\d{10}$/gm, "then");
      const state = () => host.files.map((file) => [file, host.mode(file), read(file)]);
      const [before, calls] = [state(), [...api.done]];
      expect(await host.provision()).toMatchObject(done);
      expect(await boot(kind)).toMatchObject(done);
      expect(state()).toEqual(before);
      // Keys for buckets are new ones each time.
      const changes = (actions: readonly string[]) => actions.filter((action) => !action.startsWith("AssumeRole"));
      expect(changes(api.done)).toEqual(changes(calls));
    },
  );

  test.each([
    ["search", "its disk and its name", [`AttachDisk ${INSTANCE_ID}`, "UpdateZoneRecord undefined"]],
    ["worker", "its disk and its name", [`AttachDisk ${INSTANCE_ID}`, "UpdateZoneRecord undefined"]],
    ["bastion", "its address", [`AssociateEipAddress ${INSTANCE_ID}`]],
    ["app", "nothing", []],
  ] as const)("a host of kind %s takes %s", async (kind, _, taken) => {
    await boot(kind);
    expect(api.done.filter((action) => !action.startsWith("AssumeRole"))).toEqual(taken);
  });
});
