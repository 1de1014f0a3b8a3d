import type { HelmSetting } from "../../constructs/kubernetes/helm/helm-setting";
import type { Surroundings } from "../surroundings";

/** What both releases of Secrets are told: where the environment's secrets are. */
export function secretSettings({ secretStore, secretPrefix }: Surroundings): HelmSetting[] {
  return [
    { path: ["store", "kind"], value: secretStore.kind },
    { path: ["prefix"], value: secretPrefix },
  ];
}
