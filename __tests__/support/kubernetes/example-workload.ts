import { KubernetesProvider } from "@cdktf/provider-kubernetes/lib/provider";
import type { TerraformStack } from "cdktf";
import type { WorkloadProps } from "../../../constructs/kubernetes/workload/workload";
import { type SynthesizedStack, synthesizeStack } from "../synthesis";

/** A workload without mistakes. */
export const GOOD: WorkloadProps = {
  name: "ainav-web",
  namespace: { namespaceName: "ainav" },
  containerName: "web",
  image: "registry.example/ainav/web:1.0",
  userId: 1001,
  resources: {
    cpu: { request: "250m", limit: "500m" },
    memory: { request: "512Mi", limit: "1Gi" },
    ephemeralStorage: { request: "128Mi", limit: "512Mi" },
  },
  replicas: { minimum: 2, maximum: 10, cpuPercent: 70 },
  service: { port: 80, containerPort: 3000 },
  probes: {
    startup: { check: { path: "/api/health" }, periodSeconds: 5 },
    liveness: { check: { path: "/api/health" }, periodSeconds: 10 },
    readiness: { check: { path: "/api/health" }, periodSeconds: 5 },
  },
  ingress: [{ peers: [{ namespace: "ingress" }], ports: [3000] }],
  egress: [],
};

/** Synthesizes constructs in a stack called `test`, which has the Kubernetes provider. */
export function synthesizeKubernetes(build: (stack: TerraformStack) => void): SynthesizedStack {
  return synthesizeStack((stack) => {
    new KubernetesProvider(stack, "kubernetes", {});
    build(stack);
  });
}
