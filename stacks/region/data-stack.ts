import type { Construct } from "constructs";
import { DataDisk } from "../../constructs/compute/data-disk";
import { PostgresDatabase } from "../../constructs/data/postgres-database";
import { PostgresInstance } from "../../constructs/data/postgres-instance";
import { RedisInstance } from "../../constructs/data/redis-instance";
import { GeneratedSecret } from "../../constructs/security/generated-secret";
import type { SecretStore } from "../../constructs/security/secret";
import type { Bucket } from "../../constructs/storage/bucket";
import { PrivateBucket } from "../../constructs/storage/private-bucket";
import type { DataDiskSizes } from "../../environments/schema/compute";
import type { PlatformEnvironment } from "../../environments/schema/environment";
import { BaseStack, type StackProps } from "../base";
import { databaseUser, REDIS_USERS } from "../conventions/accounts";
import { BUCKET_PURPOSES, BUCKETS, type BucketEntry, type BucketPurpose } from "../conventions/buckets";
import type { Endpoint } from "../conventions/endpoints";
import { bucketName, secretName, siteHost } from "../conventions/names";
import { GENERATED_SECRETS, type GeneratedSecretPurpose } from "../conventions/secrets";
import { podCidrs } from "../phases";
import type { DiskPurpose } from "./compute/host-kinds";
import { GrafanaLogin } from "./grafana-login";
import type { NetworkStack } from "./network-stack";
import type { OperationsStack } from "./operations-stack";

export interface DataStackProps extends StackProps<PlatformEnvironment> {
  readonly operations: OperationsStack;
  readonly network: NetworkStack;
}

/**
 * The data that the environment must not lose: databases, buckets, the disks of the search index and of the
 * monitoring, and the secrets that open them. It all exists whether hosts run or not (requirements: postgres-size, redis-size, assets-bucket,
 * backup-retention).
 */
export class DataStack extends BaseStack<PlatformEnvironment> {
  readonly database: Endpoint & { readonly name: string };
  readonly redis: RedisInstance;
  /** The disks of hosts, which outlive them. */
  readonly disks: Readonly<Record<DiskPurpose, DataDisk>>;
  /** The store of the environment's secrets. */
  readonly secretStore: SecretStore;
  private readonly kmsKeyId: string | undefined;
  private readonly buckets: Readonly<Record<BucketPurpose, PrivateBucket>>;
  private readonly secrets: Readonly<Record<GeneratedSecretPurpose, GeneratedSecret>>;

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
    this.disks = this.addDisks();
    this.addGrafanaLogin();
  }

  bucket(purpose: BucketPurpose): Bucket {
    return this.buckets[purpose];
  }

  secret(purpose: GeneratedSecretPurpose): GeneratedSecret {
    return this.secrets[purpose];
  }

  private addSecrets(): Record<GeneratedSecretPurpose, GeneratedSecret> {
    this.addRandomProvider();
    const made = Object.entries(GENERATED_SECRETS).map(([purpose, description]) => {
      const secret = new GeneratedSecret(this, `${purpose}-secret`, {
        secretName: secretName(this.owner, this.environment.name, purpose as GeneratedSecretPurpose),
        description,
        store: this.secretStore,
      });
      this.output(
        `${purpose.replaceAll("-", "_")}_secret`,
        secret.secretName,
        `Where the password is kept: ${description}`,
      );
      return [purpose, secret];
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
      otherClientCidrs: podCidrs(this.environment),
      name: `${this.prefix}-postgres`,
      kmsKeyId: this.kmsKeyId,
      deletionProtection,
    });
    if (data.copies) instance.copyBackupsTo(data.copies.region, data.copies.retentionDays);
    instance.addAlarms(this.props.operations.contacts, `${this.prefix}-postgres`);
    const database = new PostgresDatabase(this, "database", {
      instance,
      databaseName: this.owner.databaseName,
      deletionProtection,
    });
    database.addOwner(databaseUser(this.owner, "owner"), this.secrets["postgres-owner"]);
    database.addAccount(databaseUser(this.owner, "app"), this.secrets["postgres-app"]);
    database.addAccount(databaseUser(this.owner, "readonly"), this.secrets["postgres-readonly"]);
    database.addAccount(databaseUser(this.owner, "exporter"), this.secrets["postgres-exporter"]);
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
      otherClientCidrs: podCidrs(this.environment),
      name: `${this.prefix}-redis`,
      instanceClass,
      topology: topology === "cluster" ? { kind: topology, shards } : { kind: topology, readReplicas },
      evictionPolicy,
      password: this.secrets["redis-default"],
      deletionProtection,
    });
    redis.addAccount(REDIS_USERS.app, this.secrets["redis-app"], "RoleReadWrite");
    redis.addAccount(REDIS_USERS.exporter, this.secrets["redis-exporter"], "RoleReadOnly");
    redis.addAlarms(this.props.operations.contacts, `${this.prefix}-redis`);
    this.output("redis_id", redis.instanceId, "Redis instance");
    this.output("redis_endpoint", redis.endpoint, "Host name of Redis inside the VPC");
    return redis;
  }

  private addBuckets(): Record<BucketPurpose, PrivateBucket> {
    const buckets: Partial<Record<BucketPurpose, PrivateBucket>> = {};
    for (const purpose of BUCKET_PURPOSES) buckets[purpose] = this.addBucket(purpose, BUCKETS[purpose], buckets.logs);
    const made = buckets as Record<BucketPurpose, PrivateBucket>;
    const site = `https://${siteHost(this.owner, this.environment)}`;
    for (const purpose of BUCKET_PURPOSES) {
      const { publicPrefixes, browserMethods }: BucketEntry = BUCKETS[purpose];
      if (publicPrefixes) made[purpose].allowReadFrom(this.environment.data.buckets.originPullSources, publicPrefixes);
      if (browserMethods) made[purpose].allowOrigins([site], browserMethods);
    }
    return made;
  }

  private addBucket(purpose: BucketPurpose, entry: BucketEntry, logs: PrivateBucket | undefined): PrivateBucket {
    const knobs = this.environment.data.buckets;
    const { keptFor, recoverableFor, isLogged, alarmAbove } = entry;
    const bucket = new PrivateBucket(this, purpose, {
      bucketName: bucketName(this.owner, this.environment.name, purpose),
      retention: {
        currentDays: keptFor && knobs[keptFor],
        noncurrentDays: typeof recoverableFor === "number" ? recoverableFor : knobs[recoverableFor],
      },
      accessLogs: isLogged ? logs : undefined,
      kmsKeyId: this.kmsKeyId,
      deletionProtection: this.environment.deletionProtection,
    });
    bucket.addAlarms(this.props.operations.contacts, `${this.prefix}-${purpose}`, alarmAbove && knobs[alarmAbove]);
    this.output(`${purpose}_bucket`, bucket.bucketName, `Bucket of ${purpose}`);
    return bucket;
  }

  /** Adds the login to Grafana, which runs on the worker host, or in the cluster. Both have the same. */
  private addGrafanaLogin(): void {
    // The id is part of the address in the state.
    new GrafanaLogin(this, "cluster", {
      secretName: (purpose) => secretName(this.owner, this.environment.name, purpose),
      store: this.secretStore,
    });
  }

  private addDisks(): Record<DiskPurpose, DataDisk> {
    const { search, worker } = this.environment.compute.hosts;
    return {
      search: this.addDisk("search", search, "Disk of the search index"),
      monitoring: this.addDisk("monitoring", worker, "Disk of the monitoring"),
    };
  }

  private addDisk(
    purpose: DiskPurpose,
    { dataDiskGiB, snapshotRetentionDays }: DataDiskSizes,
    description: string,
  ): DataDisk {
    const { data, deletionProtection } = this.environment;
    const [{ zone }] = this.props.network.privateVSwitches;
    const disk = new DataDisk(this, `${purpose}-disk`, {
      name: `${this.prefix}-${purpose}`,
      zone,
      sizeGiB: dataDiskGiB,
      snapshotRetentionDays,
      snapshotCopyRegion: data.copies?.region,
      kmsKeyId: this.kmsKeyId,
      deletionProtection,
    });
    this.output(`${purpose}_disk_id`, disk.diskId, description);
    return disk;
  }
}
