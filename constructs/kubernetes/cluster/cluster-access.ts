/** How a provider reaches a cluster. Credentials are fetched anew by each run and kept nowhere. */
export interface ClusterAccess {
  readonly clusterId: string;
  /** URL of the API server inside the VPC. */
  readonly endpoint: string;
  /** The authority that signs the API server's certificate, PEM. */
  readonly certificateAuthority: string;
}

/** The command that prints short-lived credentials, https://github.com/AliyunContainerService/ack-ram-tool. */
export const CREDENTIAL_COMMAND = "ack-ram-tool";

/** Its arguments for a cluster. */
export function credentialArguments({ clusterId }: ClusterAccess): string[] {
  return ["credential-plugin", "get-credential", "--cluster-id", clusterId, "--api-version", "v1beta1"];
}
