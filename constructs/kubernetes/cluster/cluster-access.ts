/** How a provider reaches a cluster. Each run of Terraform fetches new credentials, and stores them nowhere. */
export interface ClusterAccess {
  readonly clusterId: string;
  /** URL of the API server inside the VPC. */
  readonly endpoint: string;
  /** Certificate of the authority that signs the API server's, PEM. */
  readonly certificateAuthority: string;
}

/**
 * The program that prints short-lived credentials.
 *
 * @see https://github.com/AliyunContainerService/ack-ram-tool
 */
export const CREDENTIAL_COMMAND = "ack-ram-tool";

/** Arguments of {@link CREDENTIAL_COMMAND} for a cluster. */
export function credentialArguments({ clusterId }: ClusterAccess): string[] {
  return ["credential-plugin", "get-credential", "--cluster-id", clusterId, "--api-version", "v1beta1"];
}
