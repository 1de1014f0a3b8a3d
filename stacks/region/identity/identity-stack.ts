import type { Construct } from "constructs";
import { HostBundle } from "../../../constructs/compute/host-bundle";
import { HostGroup } from "../../../constructs/compute/host-group";
import { HostTemplate } from "../../../constructs/compute/host-template";
import { GithubIdentity } from "../../../constructs/security/github-identity";
import { grantKeyUse } from "../../../constructs/security/key-use";
import { Role } from "../../../constructs/security/role";
import { grantSecretRead } from "../../../constructs/security/secret";
import { serviceTrust } from "../../../constructs/security/service-trust";
import { Bucket } from "../../../constructs/storage/bucket";
import { BucketReplication, type ReplicationEncryption } from "../../../constructs/storage/bucket-replication";
import type { Copies } from "../../../environments/schema/data/copies";
import type { PlatformEnvironment } from "../../../environments/schema/environment";
import { BaseStack, type StackProps } from "../../base";
import { BUCKET_PURPOSES, BUCKETS, type BucketPurpose } from "../../conventions/buckets";
import { bucketName, githubProviderArn, releaseCommandName, secretName } from "../../conventions/names";
import { RELEASES_PREFIX } from "../../conventions/paths";
import { HOST_KIND_NAMES, type HostKind, type RolePurpose, roleArn, roleName } from "../../conventions/role-names";
import { forEachKind, HOST_KINDS, secretsOf } from "../compute/host-kinds";
import type { DataStack } from "../data-stack";
import type { NetworkStack } from "../network-stack";
import { LokiKey } from "./loki-key";
import { ReleaseAccess } from "./release-access";

export interface IdentityStackProps extends StackProps<PlatformEnvironment> {
  readonly network: NetworkStack;
  readonly data: DataStack;
}

/**
 * What hosts and services of an environment may do: their roles, Loki's key, and the copies of buckets, which OSS writes
 * past everybody's permissions. An administrator deploys it, because whoever may write a policy that a host gets may do
 * everything. It is the same in every phase.
 *
 * Names of buckets are written out. Ids come from states that CI writes, so whatever is in their place may stand for
 * another resource of the same kind and for nothing else.
 */
export class IdentityStack extends BaseStack<PlatformEnvironment> {
  readonly hostRoles: Readonly<Record<HostKind, Role>>;

  constructor(
    scope: Construct,
    private readonly props: IdentityStackProps,
  ) {
    super(scope, "identity", props);
    this.hostRoles = forEachKind((kind) => this.addHostRole(kind));
    this.addServicesRole();
    this.replicateBuckets();
    this.addLokiKey();
    this.addReleaseAccess();
  }

  private addRole(purpose: RolePurpose, service: Parameters<typeof serviceTrust>[0], description: string): Role {
    return new Role(this, `${purpose}-role`, {
      roleName: roleName(this.owner, this.environment.name, purpose),
      description,
      trustedBy: serviceTrust(service),
    });
  }

  /** Adds the role of a kind of host, with the permissions that its services need and no others. */
  private addHostRole(kind: HostKind): Role {
    const { data, network } = this.props;
    const { buckets, takesAlong, runs, findsHosts, answersRequests } = HOST_KINDS[kind];
    const role = this.addRole(kind, "ecs", `What ${kind} hosts may do`);
    this.output(`${kind}_role_arn`, role.arn, `Role of ${kind} hosts`);
    HostBundle.grantRead(role, this.bucket("bundles"), kind);
    if (runs) {
      this.bucket("bundles").grantReadObjects(role, [`${RELEASES_PREFIX}*`]);
      role.grantAssume(roleArn(this.owner, this.environment.name, "services"));
    }
    const secrets = secretsOf(kind, this.environment);
    const secretNames = secrets.map((purpose) => secretName(this.owner, this.environment.name, purpose));
    if (secretNames.length > 0) grantSecretRead(role, data.secretStore, secretNames);
    for (const purpose of buckets) this.bucket(purpose).grantAdd(role);
    if (buckets.length > 0) this.grantBucketKey(role);
    if (takesAlong.dataDisk) data.disks[takesAlong.dataDisk].grantAttach(role);
    if (takesAlong.hostName) network.privateZone.grantRegister(role);
    if (takesAlong.elasticIp) network.bastionIp.grantAssociate(role);
    if (findsHosts) HostTemplate.grantFind(role);
    if (answersRequests) HostGroup.grantEndBoot(role);
    return role;
  }

  /**
   * Adds the role of the services on hosts. A host takes it on and gives its keys to containers, which can reach no keys of
   * the host's own role.
   */
  private addServicesRole(): void {
    const hosts = HOST_KIND_NAMES.filter((kind) => HOST_KINDS[kind].runs !== undefined);
    const role = new Role(this, "services-role", {
      roleName: roleName(this.owner, this.environment.name, "services"),
      description: "What services on hosts may do",
      trustedBy: { principal: { RAM: hosts.map((kind) => this.hostRoles[kind].arn) } },
    });
    for (const purpose of BUCKET_PURPOSES.filter((each) => BUCKETS[each].isUsedByServices)) {
      this.bucket(purpose).grantReadWrite(role);
    }
    this.grantBucketKey(role);
  }

  /** Lets a role use the customer key that encrypts the buckets, if the environment has one. */
  private grantBucketKey(role: Role): void {
    const { kmsKeyId } = this.environment.data.secrets;
    if (kmsKeyId !== undefined) grantKeyUse(role, kmsKeyId);
  }

  /** Copies buckets to those of another environment, so that their objects survive the loss of the region. */
  private replicateBuckets(): void {
    const { copies } = this.environment.data;
    if (copies === undefined) return;
    const encryption = this.replicationEncryption(copies);
    for (const purpose of BUCKET_PURPOSES.filter((each) => BUCKETS[each].isCopied)) {
      const target = bucketName(this.owner, copies.environment, purpose);
      new BucketReplication(this, `${purpose}-replication`, {
        source: this.bucket(purpose),
        target: Bucket.fromBucketName(this, `${purpose}-copy`, target),
        targetRegion: copies.region,
        encryption,
      });
    }
  }

  private replicationEncryption({ kmsKeyId: targetKmsKeyId }: Copies): ReplicationEncryption | undefined {
    const { kmsKeyId: sourceKmsKeyId } = this.environment.data.secrets;
    if (sourceKmsKeyId === undefined || targetKmsKeyId === undefined) return undefined;
    const role = this.addRole("replication", "oss", "Copies objects under a customer key to the other region");
    return { sourceKmsKeyId, targetKmsKeyId, role };
  }

  private addLokiKey(): void {
    new LokiKey(this, "loki-key", {
      logBucket: this.bucket("loki"),
      userName: `${this.prefix}-loki`,
      secretName: (purpose) => secretName(this.owner, this.environment.name, purpose),
      store: this.props.data.secretStore,
    });
  }

  private addReleaseAccess(): void {
    const { project, accountId, applicationRepository } = this.owner;
    const { name } = this.environment;
    new ReleaseAccess(this, "release", {
      commandName: (action) => releaseCommandName(project, name, action),
      roleName: roleName(this.owner, name, "release"),
      bucket: this.bucket("bundles"),
      hostTags: { project, environment: name },
      trustedBy:
        applicationRepository === undefined
          ? undefined
          : GithubIdentity.trust(githubProviderArn(accountId, project), applicationRepository, [name]),
    });
  }

  /** One of the environment's buckets, which the data stack makes. */
  private bucket(purpose: BucketPurpose): Bucket {
    const found = this.node.tryFindChild(purpose);
    if (found instanceof Bucket) return found;
    return Bucket.fromBucketName(this, purpose, bucketName(this.owner, this.environment.name, purpose));
  }
}
