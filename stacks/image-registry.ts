import type { ClusterImages } from "../environments/schema/cluster/images";
import type { PlatformEnvironment } from "../environments/schema/environment";
import type { Owner } from "../environments/schema/owner";

/** An environment's own settings of images. Without them, images are in the owner's registry, a personal one. */
type Images = ClusterImages | undefined;

/** The address below which an environment finds the images of its services, on hosts and in the cluster. */
export function imageRegistryOf(images: Images, { region }: PlatformEnvironment, owner: Owner): string {
  return images?.registry ?? `${owner.imageRegistries[region]}/${owner.registryNamespace}`;
}

/** Whether the registry is a personal one, which asks for a password. An Enterprise instance knows roles. */
export function hasPersonalRegistry(images: Images): boolean {
  return images?.enterpriseInstanceId === undefined;
}
