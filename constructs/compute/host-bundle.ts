import { createHash } from "node:crypto";
import { OssBucketObject } from "@cdktf/provider-alicloud/lib/oss-bucket-object";
import { AssetType, TerraformAsset } from "cdktf";
import { Construct } from "constructs";
import type { Role } from "../security/role";
import type { Bucket } from "../storage/bucket";
import { packFolders } from "../storage/folder-archive";
import { archiveFile } from "./archive-file";

export interface HostBundleProps {
  /** Private, and versioned, so that a bundle that was deleted too early can be restored. */
  readonly bucket: Bucket;
  /**
   * Absolute paths of folders that mirror a host's file system. Later folders overlay earlier ones: of two files with
   * one path, the later counts.
   */
  readonly folders: readonly string[];
  /**
   * Files that are in no folder, by their paths below the host's root, such as `etc/motd`. They overlay all folders.
   *
   * @default none
   */
  readonly files?: Readonly<Record<string, string>>;
  /** Kind of host, part of the object's key: lower-case letters, digits and hyphens, a letter first. */
  readonly name: string;
}

/**
 * The files of one kind of host: an archive in OSS, named after its content, that a new host fetches and unpacks
 * ({@link bootScript}). A change of a file makes another object and other user data. It reaches hosts by replacing
 * them, and no host boots with a part of it.
 *
 * The old object is deleted last (`create_before_destroy`): until the launch template is updated, new hosts start with
 * the old user data and need the old object. A host that started just before and fetches too late fails its boot, and
 * its group replaces it.
 */
export class HostBundle extends Construct {
  /**
   * Lets a role read the bundles of a kind of host, also those of earlier deploys, and nothing else in the bucket. They
   * need not exist yet.
   *
   * @param name kind of host
   */
  static grantRead(role: Role, bucket: Bucket, name: string): void {
    bucket.grantReadObjects(role, [`${keyPrefix(name)}*`]);
  }

  /** SHA-256 of the archive, in hexadecimal. */
  readonly sha256: string;
  /** Key of the object. A token of the resource, so that whatever uses it waits for the upload. */
  readonly key: string;
  readonly bucketName: string;

  /** @throws when a folder is missing, is empty, or holds something that is neither a file nor a folder */
  constructor(scope: Construct, id: string, props: HostBundleProps) {
    super(scope, id);
    const { bucket, folders, files = {}, name } = props;
    if (!/^[a-z][a-z0-9-]*$/.test(name))
      throw this.error(`name: "${name}" is not a kind of host: write lower-case letters, digits and hyphens`);
    const archive = this.pack(folders, files);
    this.sha256 = createHash("sha256").update(archive).digest("hex");
    // The asset's folder is named after the hash, and its path is relative: the output is the same on every machine.
    const asset = new TerraformAsset(this, "archive", {
      path: archiveFile(archive, this.sha256, `${name}.tar`),
      type: AssetType.FILE,
      assetHash: this.sha256,
    });
    const object = new OssBucketObject(this, "Default", {
      bucket: bucket.bucketName,
      key: `${keyPrefix(name)}${this.sha256}.tar`,
      source: asset.path,
      contentType: "application/x-tar",
      serverSideEncryption: "AES256",
      lifecycle: { createBeforeDestroy: true },
    });
    this.key = object.key;
    this.bucketName = bucket.bucketName;
  }

  private pack(folders: readonly string[], files: Readonly<Record<string, string>>): Buffer {
    try {
      return packFolders(folders, files);
    } catch (error) {
      throw this.error((error as Error).message);
    }
  }

  private error(message: string): Error {
    return new Error(`[${this.node.path}] ${message}`);
  }
}

/** First part of the keys of a kind's bundles. */
function keyPrefix(name: string): string {
  return `hosts/${name}/`;
}
