import type { PlatformEnvironment } from "../environments/schema/environment";
import type { Owner } from "../environments/schema/owner";

/** The address below which an environment finds the images of its services, on hosts and in the cluster. */
export function imageRegistryOf({ cluster, region }: PlatformEnvironment, owner: Owner): string {
  return cluster?.images.registry ?? `${owner.imageRegistries[region]}/${owner.registryNamespace}`;
}

/** Whether the registry is a personal one, which asks for a password. An Enterprise instance knows roles. */
export function hasPersonalRegistry({ cluster }: PlatformEnvironment): boolean {
  return cluster?.images.enterpriseInstanceId === undefined;
}
