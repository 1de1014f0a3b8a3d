import path from "node:path";
import execa from "execa";
import { HostMachine, type Run } from "../hosts/host-machine";
import { MetadataServer } from "../hosts/metadata-server";
import { OpenApiServer } from "../hosts/openapi-server";
import { BucketServer } from "../oss-backend/bucket-server";

export const BACKUPS = "ainav-backups";
export const UPLOADS = "ainav-uploads";
export const BUNDLES = "ainav-bundles";

/** The manifest of a backup. */
export interface Manifest {
  readonly time: string;
  readonly key: string;
  readonly size: number;
  readonly sha256: string;
  // biome-ignore lint/suspicious/noExplicitAny: each kind has details of its own
  readonly details: any;
}

/** A worker or search host with its bucket, its role's keys and its secrets. */
export class BackupHost {
  readonly machine = new HostMachine();
  readonly oss = new BucketServer("cn-hongkong", BACKUPS, UPLOADS, BUNDLES);
  /** Secret parameters, by name. A host finds the name `of-<purpose>` in its settings. */
  readonly secrets: Record<string, string> = {};
  private readonly metadata = new MetadataServer();
  private readonly oos = new OpenApiServer({
    GetSecretParameter: ({ Name = "" }) => ({ Parameter: { Value: this.secrets[Name] } }),
  });

  async start(kind: "worker" | "search", services: object): Promise<void> {
    await Promise.all([this.metadata.start(), this.oos.start(), this.oss.start()]);
    this.machine.lay("every", "docker", kind);
    Object.assign(this.machine.environment, {
      AINAV_METADATA_URL: this.metadata.url,
      AINAV_OPENAPI_URL: this.oos.url,
      AINAV_OSS_URL: `${this.oss.url}/{bucket}`,
      AINAV_PART_BYTES: String(128 * 1024),
    });
    const purposes = ["postgres-owner", "postgres-readonly", "redis-app", "search-master"];
    this.machine.settings({
      services: {
        buckets: { backups: BACKUPS, uploads: UPLOADS },
        secrets: Object.fromEntries(purposes.map((purpose) => [purpose, `of-${purpose}`])),
        releases: { bucket: BUNDLES, prefix: "releases/" },
        ...services,
      },
    });
  }

  /** Stops the servers and removes the host. @throws when a server has failed */
  async stop(): Promise<void> {
    this.machine.remove();
    await Promise.all([this.metadata.stop(), this.oos.stop(), this.oss.stop()]);
    const failures = [...this.metadata.failures, ...this.oos.failures, ...this.oss.failures];
    if (failures.length > 0) throw new AggregateError(failures, "the servers could not answer");
  }

  backup(...args: string[]): Promise<Run> {
    return this.machine.run("opt/ainav/bin/backup", ...args);
  }

  restore(...args: string[]): Promise<Run> {
    return this.machine.run("opt/ainav/bin/restore", ...args);
  }

  /** Starts a program that the test ends. */
  begin(program: string, ...args: string[]): execa.ExecaChildProcess {
    const options = { env: this.machine.environment, extendEnv: false, reject: false, all: true };
    return execa(path.join(this.machine.root, "opt/ainav/bin", program), args, options);
  }

  /** The manifests of the backups of a kind, the oldest first. */
  manifests(kind: string): Manifest[] {
    const keys = this.oss.keys(BACKUPS, `${kind}/`).filter((key) => key.endsWith(".json"));
    return keys.map((key) => JSON.parse(this.oss.bucket(BACKUPS).current(key).body.toString()));
  }

  /** The newest manifest. @throws when there is none */
  newest(kind: string): Manifest {
    const found = this.manifests(kind).at(-1);
    if (!found) throw new Error(`${kind}: no manifest among ${this.oss.keys(BACKUPS).join(", ")}`);
    return found;
  }

  /** Replaces an object's bytes, as damage would. */
  damage(key: string): void {
    const { body, headers } = this.oss.bucket(BACKUPS).current(key);
    const damaged = Buffer.from(body);
    damaged.writeUInt8(damaged.readUInt8(damaged.length >> 1) ^ 1, damaged.length >> 1);
    this.oss.bucket(BACKUPS).store(key, damaged, { ...headers, "x-oss-forbid-overwrite": undefined });
  }

  /** Gives a backup another time, as if it had been made then: `2027-01-09T03:00:00Z`. */
  moveTo(time: string, manifest: Manifest): void {
    const { objects } = this.oss.bucket(BACKUPS);
    const [kind = "", , , file = ""] = manifest.key.split("/");
    const place = `${kind}/${time.slice(0, 4)}/${time.slice(5, 7)}/${time.replaceAll(/[-:]/g, "")}`;
    const key = place + file.slice(file.indexOf("."));
    objects.delete(manifest.key.replace(file, `${file.slice(0, file.indexOf("."))}.json`));
    const data = objects.get(manifest.key);
    objects.delete(manifest.key);
    if (data) objects.set(key, data);
    this.oss.bucket(BACKUPS).store(`${place}.json`, Buffer.from(JSON.stringify({ ...manifest, time, key })));
  }

  /** The metrics of a backup: name without `ainav_backup_` → value. */
  metrics(kind: string): Record<string, number> {
    const lines = this.machine.read(`var/lib/ainav/metrics/backup_${kind}.prom`).split("\n");
    const found = lines
      .map((line) => /^ainav_backup_(\w+)\{backup="[\w-]+"\} (\S+)$/.exec(line))
      .filter((each) => each);
    return Object.fromEntries(found.map((match) => [match?.[1], Number(match?.[2])]));
  }
}
