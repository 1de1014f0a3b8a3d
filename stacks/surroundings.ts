import type { SecretStore } from "../constructs/security/secret";
import type { PlatformEnvironment } from "../environments/schema/environment";
import type { Owner } from "../environments/schema/owner";
import { type DatabaseRole, databaseUser } from "./conventions/accounts";
import type { BucketPurpose } from "./conventions/buckets";
import { NAMESPACES } from "./conventions/cluster-objects";
import { type Endpoint, searchUrl } from "./conventions/endpoints";
import { bucketName, secretName, secretPrefix, siteHost } from "./conventions/names";
import type { SecretPurpose } from "./conventions/secrets";

/** The disk of the search index. */
export interface SearchDisk {
  readonly diskId: string;
  readonly zone: string;
  readonly sizeGiB: number;
}

/** The place of the search server: a host of this name inside the VPC, or the cluster with this disk. */
export type Search = { readonly host: string } | { readonly disk: SearchDisk };

/** The servers, secrets and names that services of an environment use, on hosts and in the cluster. */
export interface Surroundings {
  readonly database: Endpoint & { readonly name: string };
  /** The name of the database account with a role. */
  readonly databaseUser: (role: DatabaseRole) => string;
  readonly redis: Endpoint;
  readonly search: Search;
  readonly searchUrl: string;
  /** The store of the environment's secrets. */
  readonly secretStore: SecretStore;
  /** The first part of the names of its secrets, which are `<prefix>/<purpose>`. */
  readonly secretPrefix: string;
  readonly secretName: (purpose: SecretPurpose) => string;
  readonly bucketName: (purpose: BucketPurpose) => string;
  /** The name under which the site is served. */
  readonly siteHost: string;
}

/** The parts that only deployed stacks know. */
export type DeployedSurroundings = Pick<Surroundings, "database" | "redis" | "search" | "secretStore">;

/** Makes an environment's surroundings from its settings and from what its stacks have deployed. */
export function surroundingsOf(
  environment: PlatformEnvironment,
  owner: Owner,
  deployed: DeployedSurroundings,
): Surroundings {
  const { search } = deployed;
  return {
    ...deployed,
    searchUrl: searchUrl("host" in search ? search.host : `meilisearch.${NAMESPACES.search}.svc`),
    databaseUser: (role) => databaseUser(owner, role),
    secretPrefix: secretPrefix(owner, environment.name),
    secretName: (purpose) => secretName(owner, environment.name, purpose),
    bucketName: (purpose) => bucketName(owner, environment.name, purpose),
    siteHost: siteHost(owner, environment),
  };
}
