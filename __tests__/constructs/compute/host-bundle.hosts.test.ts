import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import {
  chmodSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";

import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { App, TerraformOutput } from "cdktf";
import { HostBundle } from "../../../constructs/compute/host-bundle";
import { Role } from "../../../constructs/security/role";
import { Bucket } from "../../../constructs/storage/bucket";
import { PROJECT_ROOT } from "../../support/project-root";
import { type Block, bareStack } from "../../support/synthesis";

let scratch: string;
beforeEach(() => {
  scratch = mkdtempSync(path.join(tmpdir(), "host-bundle-"));
});
afterEach(() => rmSync(scratch, { recursive: true, force: true }));

/** Writes a folder. A path ending in `*` is an executable file. */
function folder(name: string, files: Record<string, string>): string {
  const root = path.join(scratch, name);
  mkdirSync(root, { recursive: true });
  for (const [file, content] of Object.entries(files)) {
    const target = path.join(root, file.replace("*", ""));
    mkdirSync(path.dirname(target), { recursive: true });
    writeFileSync(target, content);
    chmodSync(target, file.endsWith("*") ? 0o755 : 0o644);
  }
  return root;
}

const EVERY = { "etc/motd": "every", "opt/bin/run*": "#!/bin/sh", "z/last": "" };

interface Synthesized {
  readonly object: Block;
  readonly json: Block;
  readonly archive: Buffer;
}

/** Synthesizes a bundle as `main.ts` would, assets included. */
function bundle(folders: string[], use = (_: HostBundle) => {}): Synthesized {
  const outdir = mkdtempSync(path.join(scratch, "out-"));
  const app = new App({ outdir, stackTraces: false });
  const stack = bareStack(app, "test");
  const bucket = Bucket.fromBucketName(stack, "bucket", "ainav-hosts");
  use(new HostBundle(stack, "bundle", { bucket, folders, name: "app" }));
  app.synth();
  const json = JSON.parse(readFileSync(path.join(outdir, "stacks/test/cdk.tf.json"), "utf8"));
  const [object] = Object.values<Block>(json.resource.alicloud_oss_bucket_object);
  return { json, object: object as Block, archive: readFileSync(path.join(outdir, "stacks/test", object?.source)) };
}

/** What GNU tar says is in an archive: mode, owner, size, time and path of each entry. */
function listing(archive: Buffer): string[] {
  const args = ["--list", "--verbose", "--numeric-owner", "--utc"];
  return execFileSync("tar", args, { input: archive })
    .toString()
    .trim()
    .split("\n")
    .map((line) => line.replace(/ +/g, " "));
}

describe("a host bundle", () => {
  test("is an object named after its content, uploaded from a path relative to the stack", () => {
    const { object, archive } = bundle([folder("every", EVERY)]);
    const sha256 = createHash("sha256").update(archive).digest("hex");
    expect(object).toMatchObject({
      bucket: "ainav-hosts",
      key: `hosts/app/${sha256}.tar`,
      content_type: "application/x-tar",
      server_side_encryption: "AES256",
    });
    expect(object.source).toMatch(new RegExp(`^assets/[\\w-]+/${sha256}/app\\.tar$`));
  });

  test("keeps the old object until whatever names it has been updated", () => {
    expect(bundle([folder("every", EVERY)]).object.lifecycle).toEqual({ create_before_destroy: true });
  });

  test("makes what uses its key wait for the upload", () => {
    const { json } = bundle([folder("every", EVERY)], (made) => {
      new TerraformOutput(made, "output", { value: made.key, staticId: true });
    });
    expect(json.output.output.value).toMatch(/^\$\{alicloud_oss_bucket_object\.\w+\.key\}$/);
  });

  test("lays folders over one another, in order, with plain modes, no owner and no time", () => {
    const every = folder("every", EVERY);
    const app = folder("app", { "etc/motd*": "app", "etc/nginx/nginx.conf": "" });
    const { archive } = bundle([every, app]);
    expect(listing(archive)).toEqual([
      "-rwxr-xr-x 0/0 3 1970-01-01 00:00 etc/motd",
      "-rw-r--r-- 0/0 0 1970-01-01 00:00 etc/nginx/nginx.conf",
      "-rwxr-xr-x 0/0 9 1970-01-01 00:00 opt/bin/run",
      "-rw-r--r-- 0/0 0 1970-01-01 00:00 z/last",
    ]);
    const motd = execFileSync("tar", ["--extract", "--to-stdout", "etc/motd"], { input: archive });
    expect(motd.toString()).toBe("app");
    expect(bundle([app, every]).archive).not.toEqual(archive);
  });

  test.each([
    ["group may write", 0o664, 0o775],
    ["nobody else may read", 0o600, 0o700],
    ["only the owner executes", 0o644, 0o744],
  ])("has the same bytes from a checkout where %s", (_, plain, executable) => {
    const original = folder("every", EVERY);
    const copy = path.join(scratch, "copy");
    cpSync(original, copy, { recursive: true });
    for (const file of ["etc/motd", "z/last"]) chmodSync(path.join(copy, file), plain);
    chmodSync(path.join(copy, "opt/bin/run"), executable);
    expect(bundle([copy])).toEqual(bundle([original]));
  });

  test("has another key when a file changes, is renamed, comes, goes or becomes executable", () => {
    const variants: Record<string, string>[] = [
      EVERY,
      { ...EVERY, "etc/motd": "other" },
      { ...EVERY, "etc/more": "" },
      { "etc/motd": "every", "opt/bin/run*": "#!/bin/sh" },
      { "etc/motd": "every", "opt/bin/walk*": "#!/bin/sh", "z/last": "" },
      { "etc/motd": "every", "opt/bin/run": "#!/bin/sh", "z/last": "" },
    ];
    const keys = variants.map((files, index) => bundle([folder(`variant-${index}`, files)]).object.key);
    expect(new Set(keys).size).toBe(variants.length);
  });

  test("passes over what Python and file managers leave behind", () => {
    const clean = folder("clean", EVERY);
    const used = folder("used", { ...EVERY, "opt/lib/__pycache__/a.pyc": "x", ".DS_Store": "x", "etc/.DS_Store": "x" });
    expect(bundle([used]).archive).toEqual(bundle([clean]).archive);
  });

  test("may be read by a role that is allowed to, and nothing else of the bucket", () => {
    const { json } = bundle([folder("every", EVERY)], (made) => {
      const trustedBy = { principal: { Service: ["ecs.aliyuncs.com"] } };
      const role = new Role(made, "role", { roleName: "app", description: "App hosts", trustedBy });
      HostBundle.grantRead(role, Bucket.fromBucketName(made, "hosts", "ainav-hosts"), "app");
    });
    const [policy] = Object.values<Block>(json.resource.alicloud_ram_policy);
    expect(JSON.parse(policy?.policy_document).Statement).toEqual([
      { Effect: "Allow", Action: ["oss:GetObject"], Resource: ["acs:oss:*:*:ainav-hosts/hosts/app/*"] },
    ]);
  });

  test("refuses folders that it cannot pack, with the place, the path and the remedy", () => {
    const missing = path.join(scratch, "missing");
    expect(() => bundle([missing])).toThrow(
      `[test/bundle] ${missing}: there is no such folder; make it, or leave it out of folders`,
    );
    const empty = folder("empty", {});
    mkdirSync(path.join(empty, "etc"));
    expect(() => bundle([empty])).toThrow(`[test/bundle] ${empty}: holds no file; add what the host needs`);
    expect(() => bundle(["hosts/app"])).toThrow("[test/bundle] hosts/app: is not absolute; resolve it");
    expect(() => bundle([])).toThrow("[test/bundle] folders: there is none; name at least one");
  });

  test("refuses links and names that an archive cannot hold", () => {
    const linked = folder("linked", EVERY);
    symlinkSync("/etc/passwd", path.join(linked, "etc/passwd"));
    expect(() => bundle([linked])).toThrow(
      `${linked}/etc/passwd: is neither a file nor a folder; put a copy in its place`,
    );
    const long = folder("long", { [`etc/${"n".repeat(120)}`]: "" });
    expect(() => bundle([long])).toThrow("its name does not fit into a tar header");
  });

  test("refuses a name that is no kind of host", () => {
    expect(() => {
      const stack = bareStack(new App({ outdir: scratch, stackTraces: false }), "test");
      const bucket = Bucket.fromBucketName(stack, "bucket", "ainav-hosts");
      new HostBundle(stack, "bundle", { bucket, folders: [folder("every", EVERY)], name: "../app" });
    }).toThrow('[test/bundle] name: "../app" is not a kind of host: write lower-case letters, digits and hyphens');
  });
});

test("every kind of host has its folder, and every file in it fits into a bundle", () => {
  const hosts = path.join(PROJECT_ROOT, "hosts");
  expect(readdirSync(hosts)).toEqual(expect.arrayContaining(["app", "bastion", "every", "search", "worker"]));
  for (const kind of readdirSync(hosts)) {
    const names = listing(bundle([path.join(hosts, "every"), path.join(hosts, kind)]).archive);
    expect(names).toEqual(
      expect.arrayContaining([expect.stringMatching(/^-rwxr-xr-x .* opt\/ainav\/bin\/provision$/)]),
    );
    expect(names).toEqual(expect.arrayContaining([expect.stringMatching(/^-rw-r--r-- .* opt\/ainav\/lib\/boot.py$/)]));
  }
});
