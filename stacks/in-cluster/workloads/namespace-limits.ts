import type { NamespaceProps } from "../../../constructs/kubernetes/namespace";

/**
 * What the namespace of the workloads may take of the cluster: every workload at its maximum, in the middle of a rollout,
 * with every job running, fits; a mistake that asks for ten times as much does not. Services are for the inside, and nothing
 * keeps data here.
 */
export const NAMESPACE_LIMITS: Pick<NamespaceProps, "quota" | "containers"> = {
  quota: {
    pods: "60",
    "requests.cpu": "16",
    "requests.memory": "24Gi",
    "requests.ephemeral-storage": "24Gi",
    "limits.cpu": "32",
    "limits.memory": "48Gi",
    "limits.ephemeral-storage": "64Gi",
    "services.loadbalancers": "0",
    "services.nodeports": "0",
    persistentvolumeclaims: "0",
  },
  containers: {
    request: { cpu: "50m", memory: "64Mi", "ephemeral-storage": "64Mi" },
    limit: { cpu: "250m", memory: "256Mi", "ephemeral-storage": "256Mi" },
    largest: { cpu: "2", memory: "4Gi", "ephemeral-storage": "4Gi" },
  },
};
