import { createHash } from "node:crypto";
import { mkdirSync, renameSync, writeFileSync } from "node:fs";
import path from "node:path";
import { OssBucketObject } from "@cdktf/provider-alicloud/lib/oss-bucket-object";
import { AssetType, TerraformAsset } from "cdktf";
import { Construct } from "constructs";
import type { Role } from "../security/role";
import type { Bucket } from "../storage/bucket";
import { packFolders } from "../storage/folder-archive";

/** Where archives wait for the synth to copy them; below the project's folder. */
const WAITING_ROOM = "node_modules/.cache/host-bundles";

export interface HostBundleProps {
  /** Where bundles lie. Private, and versioned, so that a bundle that was deleted too early can be brought back. */
  readonly bucket: Bucket;
  /**
   * Absolute paths of folders that mirror a host's file system. They are laid over one another: of two files at the same
   * place, that of the later folder counts.
   */
  readonly folders: readonly string[];
  /** Kind of host, part of the key: lower-case letters, digits and hyphens, a letter first. */
  readonly name: string;
}

/**
 * The files of one kind of host: an archive in OSS, named after its content, that a new host fetches and unpacks
 * ({@link bootScript}). Other files are another object and another user data, so a change reaches hosts by replacing
 * them, and no host ever boots with half of it.
 *
 * The old object goes only when everything that names it has been updated (`create_before_destroy`): until a launch
 * template says otherwise, hosts are started with the old user data, and those need the old object. A host that was
 * started just before and comes too late for it fails its boot, and its group replaces it.
 */
export class HostBundle extends Construct {
  /** Of the archive, in hexadecimal. */
  readonly sha256: string;
  /** Key of the object. Taken from the resource: what uses it waits for the upload. */
  readonly key: string;
  readonly bucketName: string;
  private readonly prefix: string;

  /** @throws when a folder is missing, is empty, or holds something that is neither a file nor a folder */
  constructor(scope: Construct, id: string, props: HostBundleProps) {
    super(scope, id);
    const { bucket, folders, name } = props;
    if (!/^[a-z][a-z0-9-]*$/.test(name))
      throw this.error(`name: "${name}" is not a kind of host: write lower-case letters, digits and hyphens`);
    const archive = this.pack(folders);
    this.sha256 = createHash("sha256").update(archive).digest("hex");
    this.prefix = `hosts/${name}/`;
    // The asset's folder is named by the hash, its path in the configuration is relative: neither tells of this machine.
    const asset = new TerraformAsset(this, "archive", {
      path: keepForSynth(archive, this.sha256, `${name}.tar`),
      type: AssetType.FILE,
      assetHash: this.sha256,
    });
    const object = new OssBucketObject(this, "Default", {
      bucket: bucket.bucketName,
      key: `${this.prefix}${this.sha256}.tar`,
      source: asset.path,
      contentType: "application/x-tar",
      serverSideEncryption: "AES256",
      lifecycle: { createBeforeDestroy: true },
    });
    this.key = object.key;
    this.bucketName = bucket.bucketName;
  }

  /** Lets a role read the bundles of this kind of host, those of earlier deploys too, and nothing else of the bucket. */
  grantRead(role: Role): void {
    const resources = [`acs:oss:*:*:${this.bucketName}/${this.prefix}*`];
    role.addToPolicy({ effect: "Allow", actions: ["oss:GetObject"], resources });
  }

  private pack(folders: readonly string[]): Buffer {
    try {
      return packFolders(folders);
    } catch (error) {
      throw this.error((error as Error).message);
    }
  }

  private error(message: string): Error {
    return new Error(`[${this.node.path}] ${message}`);
  }
}

/**
 * An asset is copied from a file, and only when the app is synthesized, long after its construct was made. The file is
 * named by its content: syntheses side by side write the same, and nobody has to clean up behind one.
 */
function keepForSynth(archive: Buffer, sha256: string, name: string): string {
  const folder = path.resolve(WAITING_ROOM, sha256);
  const file = path.join(folder, name);
  mkdirSync(folder, { recursive: true });
  writeFileSync(`${file}.${process.pid}`, archive);
  renameSync(`${file}.${process.pid}`, file);
  return file;
}
