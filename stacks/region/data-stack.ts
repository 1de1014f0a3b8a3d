import type { Construct } from "constructs";
import { DataDisk } from "../../constructs/compute/data-disk";
import { PostgresDatabase } from "../../constructs/data/postgres-database";
import { PostgresInstance } from "../../constructs/data/postgres-instance";
import { RedisInstance } from "../../constructs/data/redis-instance";
import { GeneratedSecret } from "../../constructs/security/generated-secret";
import { Role } from "../../constructs/security/role";
import type { SecretStore } from "../../constructs/security/secret";
import { serviceTrust } from "../../constructs/security/service-trust";
import { Bucket } from "../../constructs/storage/bucket";
import { PrivateBucket, type PrivateBucketProps } from "../../constructs/storage/private-bucket";
import type { PlatformEnvironment } from "../../environments/schema/environment";
import { BaseStack, type StackProps } from "../base";
import { type BucketRole, bucketName, hostName, secretName } from "../conventions/names";
import { podCidrs } from "../phases";
import { ClusterData } from "./cluster-data";
import type { NetworkStack } from "./network-stack";
import type { OperationsStack } from "./operations-stack";

/** The database of every service (specification, section 3.1). */
const DATABASE = "ainav";
/** Below these, the assets bucket holds what CDNs pull (specification, section 1: static files, images, screenshots). */
const PUBLIC_PREFIXES = ["static/", "images/", "screenshots/"];

/** The passwords that the environment needs, by what they open. */
const SECRETS = {
  "postgres-owner": "PostgreSQL account that owns the schema: migrations",
  "postgres-app": "PostgreSQL account that reads and writes rows: services and workers",
  "postgres-readonly": "PostgreSQL account that only reads: dumps and people",
  "postgres-exporter": "PostgreSQL account that only sees statistics: monitoring",
  "redis-default": "Redis account `default`, which nothing uses",
  "redis-app": "Redis account that reads and writes: services and workers",
  "redis-exporter": "Redis account that only reads: monitoring",
  "search-master": "Meilisearch's master key",
  "origin-edge": "Header by which the load balancer knows requests that come through Cloudflare",
  "origin-china": "Header by which the load balancer knows requests that come through the China CDN",
} as const;
export type SecretRole = keyof typeof SECRETS;

export interface DataStackProps extends StackProps<PlatformEnvironment> {
  readonly operations: OperationsStack;
  readonly network: NetworkStack;
}

/** The buckets that there are in every phase. */
type HostBucket = Exclude<BucketRole, "loki">;

/** Where a client finds a server. */
export interface Endpoint {
  readonly host: string;
  readonly port: string;
}

/**
 * What the environment must not lose: databases, buckets, the search index's disk, and the secrets that open them.
 * Specification, sections 1, 2.2, 2.3 and 7. Nothing here depends on whether hosts run.
 */
export class DataStack extends BaseStack<PlatformEnvironment> {
  readonly database: Endpoint & { readonly name: string };
  readonly redis: RedisInstance;
  readonly searchDisk: DataDisk;
  /** Where the environment keeps its secrets. */
  readonly secretStore: SecretStore;
  private readonly kmsKeyId: string | undefined;
  private readonly buckets: Readonly<Record<HostBucket, PrivateBucket>>;
  private readonly secrets: Readonly<Record<SecretRole, GeneratedSecret>>;

  constructor(
    scope: Construct,
    private readonly props: DataStackProps,
  ) {
    super(scope, "data", props);
    this.kmsKeyId = this.environment.data.secrets.kmsKeyId;
    this.secretStore = this.chooseSecretStore();
    this.secrets = this.addSecrets();
    this.database = this.addPostgres();
    this.redis = this.addRedis();
    this.buckets = this.addBuckets();
    this.searchDisk = this.addSearchDisk();
    // Where a cluster is described, in every phase: going back to hosts must not take away what its platform keeps.
    if (this.environment.cluster) this.addClusterData();
  }

  bucket(role: HostBucket): Bucket {
    return this.buckets[role];
  }

  secret(role: SecretRole): GeneratedSecret {
    return this.secrets[role];
  }

  private addSecrets(): Record<SecretRole, GeneratedSecret> {
    this.addRandomProvider();
    const made = Object.entries(SECRETS).map(([role, description]) => {
      const secret = new GeneratedSecret(this, `${role}-secret`, {
        secretName: secretName(this.owner, this.environment.name, role),
        description,
        store: this.secretStore,
      });
      this.output(
        `${role.replaceAll("-", "_")}_secret`,
        secret.secretName,
        `Where the password is kept: ${description}`,
      );
      return [role, secret];
    });
    return Object.fromEntries(made);
  }

  private chooseSecretStore(): SecretStore {
    const { secrets } = this.environment.data;
    if (secrets.store === "oos") return { kind: "oos", kmsKeyId: secrets.kmsKeyId };
    return { kind: "kms", kmsInstanceId: secrets.kmsInstanceId, kmsKeyId: secrets.kmsKeyId };
  }

  private addPostgres(): Endpoint & { name: string } {
    const { deletionProtection, data } = this.environment;
    const { restoredEndpoint, ...sizes } = data.postgres;
    const instance = new PostgresInstance(this, "postgres", {
      ...sizes,
      vpc: this.props.network.vpc,
      vSwitches: this.props.network.privateVSwitches,
      otherClients: podCidrs(this.environment),
      name: `${this.prefix}-postgres`,
      kmsKeyId: this.kmsKeyId,
      deletionProtection,
    });
    if (data.copies) instance.copyBackupsTo(data.copies.region, data.copies.retentionDays);
    instance.watch(this.props.operations.contacts, `${this.prefix}-postgres`);
    const database = new PostgresDatabase(this, "database", { instance, databaseName: DATABASE, deletionProtection });
    database.addOwner("ainav_owner", this.secrets["postgres-owner"]);
    database.addAccount("ainav_app", this.secrets["postgres-app"]);
    database.addAccount("ainav_readonly", this.secrets["postgres-readonly"]);
    database.addAccount("ainav_exporter", this.secrets["postgres-exporter"]);
    const host = restoredEndpoint ?? instance.endpoint;
    this.output("postgres_id", instance.instanceId, "RDS instance");
    this.output("postgres_endpoint", host, "Host name of PostgreSQL inside the VPC, as services use it");
    return { host, port: instance.port, name: database.databaseName };
  }

  private addRedis(): RedisInstance {
    const { deletionProtection, data } = this.environment;
    const { topology, instanceClass, shards, readReplicas, evictionPolicy } = data.redis;
    const redis = new RedisInstance(this, "redis", {
      vSwitches: this.props.network.privateVSwitches,
      otherClients: podCidrs(this.environment),
      name: `${this.prefix}-redis`,
      instanceClass,
      topology: topology === "cluster" ? { kind: topology, shards } : { kind: topology, readReplicas },
      evictionPolicy,
      password: this.secrets["redis-default"],
      deletionProtection,
    });
    redis.addAccount("app", this.secrets["redis-app"], "RoleReadWrite");
    redis.addAccount("exporter", this.secrets["redis-exporter"], "RoleReadOnly");
    redis.watch(this.props.operations.contacts, `${this.prefix}-redis`);
    this.output("redis_id", redis.instanceId, "Redis instance");
    this.output("redis_endpoint", redis.endpoint, "Host name of Redis inside the VPC");
    return redis;
  }

  private addBuckets(): Record<HostBucket, PrivateBucket> {
    const { noncurrentRetentionDays, logRetentionDays, backupRetentionDays, assetsGiB, originPullSources } =
      this.environment.data.buckets;
    const logs = this.addBucket("logs", { retention: { currentDays: logRetentionDays, noncurrentDays: 7 } });
    const logged = { accessLogs: logs, retention: { noncurrentDays: noncurrentRetentionDays } };
    const assets = this.addBucket("assets", logged, assetsGiB);
    const uploads = this.addBucket("uploads", logged);
    const backups = this.addBucket("backups", {
      accessLogs: logs,
      retention: { currentDays: backupRetentionDays, noncurrentDays: noncurrentRetentionDays },
    });
    const bundles = this.addBucket("bundles", logged);
    const origin = `https://${hostName(this.owner, this.environment)}`;
    assets.allowReadFrom(originPullSources, PUBLIC_PREFIXES);
    assets.allowOrigins([origin], ["GET"]);
    uploads.allowOrigins([origin], ["PUT"]);
    this.replicate({ assets, uploads, backups });
    return { assets, uploads, backups, logs, bundles };
  }

  private addBucket(
    role: BucketRole,
    props: Pick<PrivateBucketProps, "retention" | "accessLogs">,
    limitGiB?: number,
  ): PrivateBucket {
    const bucket = new PrivateBucket(this, role, {
      ...props,
      bucketName: bucketName(this.owner, this.environment.name, role),
      kmsKeyId: this.kmsKeyId,
      deletionProtection: this.environment.deletionProtection,
    });
    bucket.watch(this.props.operations.contacts, `${this.prefix}-${role}`, limitGiB);
    this.output(`${role}_bucket`, bucket.bucketName, `Bucket of ${role}`);
    return bucket;
  }

  private addClusterData(): void {
    // Loki deletes by itself what is too old; a rule of the bucket would delete what its index still names.
    const retention = { noncurrentDays: this.environment.data.buckets.noncurrentRetentionDays };
    new ClusterData(this, "cluster", {
      logBucket: this.addBucket("loki", { accessLogs: this.buckets.logs, retention }),
      logUserName: `${this.prefix}-loki`,
      secretName: (role) => secretName(this.owner, this.environment.name, role),
      store: this.secretStore,
    });
  }

  /** The copies that outlive the region, in buckets that another environment makes. */
  private replicate(sources: Partial<Record<BucketRole, PrivateBucket>>): void {
    const { copies } = this.environment.data;
    if (copies === undefined) return;
    const encryption = copies.kmsKeyId ? { kmsKeyId: copies.kmsKeyId, role: this.addReplicationRole() } : undefined;
    for (const [name, source] of Object.entries(sources)) {
      const target = bucketName(this.owner, copies.environment, name as BucketRole);
      source.replicateTo(Bucket.fromBucketName(this, `${name}-copy`, target), copies.region, encryption);
    }
  }

  private addReplicationRole(): Role {
    return new Role(this, "replication-role", {
      roleName: `${this.prefix}-replication`,
      description: "Copies objects under a customer key to the other region",
      trustedBy: serviceTrust("oss"),
    });
  }

  private addSearchDisk(): DataDisk {
    const { data, compute, deletionProtection } = this.environment;
    const [{ zone }] = this.props.network.privateVSwitches;
    const disk = new DataDisk(this, "search-disk", {
      name: `${this.prefix}-search`,
      zone,
      sizeGiB: compute.hosts.search.dataDiskGiB,
      snapshotRetentionDays: compute.hosts.search.snapshotRetentionDays,
      copyTo: data.copies?.region,
      kmsKeyId: this.kmsKeyId,
      deletionProtection,
    });
    this.output("search_disk_id", disk.diskId, "Disk of the search index");
    return disk;
  }
}
