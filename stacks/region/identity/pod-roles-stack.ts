import type { Construct } from "constructs";
import { grantKeyUse } from "../../../constructs/security/key-use";
import { Role } from "../../../constructs/security/role";
import { grantSecretRead } from "../../../constructs/security/secret";
import { Bucket } from "../../../constructs/storage/bucket";
import type { PlatformEnvironment } from "../../../environments/schema/environment";
import { BaseStack, type StackProps } from "../../base";
import { BUCKET_PURPOSES, BUCKETS } from "../../conventions/buckets";
import { SECRET_READER } from "../../conventions/cluster-objects";
import { applicationNamespace, bucketName, objectName, secretName } from "../../conventions/names";
import { roleName } from "../../conventions/role-names";
import { CLUSTER_SECRETS } from "../../conventions/secrets";
import type { ClusterStack } from "../cluster-stack";
import type { DataStack } from "../data-stack";

export interface PodRolesStackProps extends StackProps<PlatformEnvironment> {
  readonly data: DataStack;
  readonly cluster: ClusterStack;
}

/**
 * What pods may do in the account (RRSA). The roles trust the identity provider of the cluster, which has the cluster's id
 * in its name, so the cluster is there before them. An administrator deploys this stack, like the roles of hosts.
 */
export class PodRolesStack extends BaseStack<PlatformEnvironment> {
  /** The role of the pods that make Kubernetes' Secrets. */
  readonly secretReader: Role;
  /** The role of the pods of services and workers that use buckets. */
  readonly bucketUser: Role;

  constructor(
    scope: Construct,
    private readonly props: PodRolesStackProps,
  ) {
    super(scope, "pod-roles", props);
    this.secretReader = this.addSecretReader();
    this.bucketUser = this.addBucketUser();
    this.output("secret_reader_role_arn", this.secretReader.arn, "Role of the pods that make Secrets");
    this.output("pod_role_arn", this.bucketUser.arn, "Role of the services and workers that use buckets");
  }

  private addSecretReader(): Role {
    const { namespace, serviceAccount } = SECRET_READER;
    const role = new Role(this, "secret-reader", {
      roleName: roleName(this.owner, this.environment.name, "cluster-secrets"),
      description: "Makes Secrets of Kubernetes out of the environment's secrets",
      trustedBy: this.props.cluster.cluster.podsOf(namespace, [serviceAccount]),
    });
    const names = CLUSTER_SECRETS.map((secret) => secretName(this.owner, this.environment.name, secret));
    grantSecretRead(role, this.props.data.secretStore, names);
    return role;
  }

  /** Adds the role of services that use buckets. It may do the same as the roles of app and worker hosts. */
  private addBucketUser(): Role {
    // A service's account has the same name as its other objects.
    const users = Object.entries(this.environment.services).filter(([, { needs }]) => needs.includes("oss"));
    const serviceAccounts = users.map(([name]) => objectName(this.owner, name));
    const role = new Role(this, "bucket-user", {
      roleName: roleName(this.owner, this.environment.name, "pods"),
      description: "What services and workers in the cluster may do",
      trustedBy: this.props.cluster.cluster.podsOf(applicationNamespace(this.owner), serviceAccounts),
    });
    for (const purpose of BUCKET_PURPOSES.filter((each) => BUCKETS[each].isUsedByServices)) {
      const name = bucketName(this.owner, this.environment.name, purpose);
      Bucket.fromBucketName(this, purpose, name).grantReadWrite(role);
    }
    const { kmsKeyId } = this.environment.data.secrets;
    if (kmsKeyId !== undefined) grantKeyUse(role, kmsKeyId);
    return role;
  }
}
