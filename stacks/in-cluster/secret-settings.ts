import type { HelmSetting } from "../../constructs/kubernetes/helm/helm-setting";
import type { Surroundings } from "../surroundings";

/** Values of both releases that make Secrets: the place of the environment's secrets. */
export function secretSettings({ secretStore, secretPrefix }: Surroundings): HelmSetting[] {
  return [
    { path: ["store", "kind"], value: secretStore.kind },
    { path: ["prefix"], value: secretPrefix },
  ];
}
