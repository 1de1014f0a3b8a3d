import type { Block, SynthesizedStack } from "../synthesis";

/** The API of each type that the project makes. */
const KINDS: Readonly<Record<string, readonly [apiVersion: string, kind: string]>> = {
  kubernetes_config_map_v1: ["v1", "ConfigMap"],
  kubernetes_cron_job_v1: ["batch/v1", "CronJob"],
  kubernetes_deployment_v1: ["apps/v1", "Deployment"],
  kubernetes_horizontal_pod_autoscaler_v2: ["autoscaling/v2", "HorizontalPodAutoscaler"],
  kubernetes_ingress_v1: ["networking.k8s.io/v1", "Ingress"],
  kubernetes_job_v1: ["batch/v1", "Job"],
  kubernetes_limit_range_v1: ["v1", "LimitRange"],
  kubernetes_namespace_v1: ["v1", "Namespace"],
  kubernetes_network_policy_v1: ["networking.k8s.io/v1", "NetworkPolicy"],
  kubernetes_pod_disruption_budget_v1: ["policy/v1", "PodDisruptionBudget"],
  kubernetes_resource_quota_v1: ["v1", "ResourceQuota"],
  kubernetes_role_binding_v1: ["rbac.authorization.k8s.io/v1", "RoleBinding"],
  kubernetes_role_v1: ["rbac.authorization.k8s.io/v1", "Role"],
  kubernetes_service_account_v1: ["v1", "ServiceAccount"],
  kubernetes_service_v1: ["v1", "Service"],
};

/** Attributes that are Terraform's own and do not belong in a manifest. */
const TERRAFORM = ["//", "lifecycle", "depends_on", "timeouts", "provider", "count"];
const WAITS = /^wait_for_/;

/** Blocks that the provider names in the singular and repeats, with their names in Kubernetes. */
const PLURALS: Readonly<Record<string, string>> = {
  container: "containers",
  limit: "limits",
  metric: "metrics",
  path: "paths",
  policy: "policies",
  port: "ports",
  rule: "rules",
  subject: "subjects",
  topology_spread_constraint: "topologySpreadConstraints",
  volume: "volumes",
  volume_mount: "volumeMounts",
};

/** Blocks that the provider takes as lists, and of which Kubernetes has only one. */
const SINGLE = ["label_selector", "pre_stop", "scale_up", "scale_down"];

/** Names that the provider does not write in plain snake case. */
const NAMES: Readonly<Record<string, string>> = { timezone: "timeZone", cluster_ip: "clusterIP" };

/** Maps whose keys are data. */
const MAPS = [
  "annotations",
  "data",
  "default",
  "default_request",
  "hard",
  "labels",
  "limits",
  "match_labels",
  "max",
  "node_selector",
  "requests",
];

/** Values that the provider has as text, and Kubernetes as numbers when they are numbers. */
const NUMBERS = [
  "fs_group",
  "max_surge",
  "max_unavailable",
  "port",
  "replicas",
  "run_as_group",
  "run_as_user",
  "target_port",
];

/** A manifest for `kubectl`. */
export interface Manifest extends Block {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name: string } & Block;
}

/**
 * The Kubernetes resources of a stack as plain manifests, by the conventions of the provider hashicorp/kubernetes.
 * References between resources become the names of the objects.
 *
 * @throws for a Kubernetes type that is not known here
 */
export function manifests(stack: SynthesizedStack): Manifest[] {
  const all = (stack.json.resource ?? {}) as Record<string, Record<string, Block>>;
  const types = Object.keys(all).filter((type) => type.startsWith("kubernetes_"));
  return types.flatMap((type) =>
    Object.values(all[type] as Record<string, Block>).map((block) => manifest(type, block, all)),
  );
}

function manifest(type: string, block: Block, all: Record<string, Record<string, Block>>): Manifest {
  const [apiVersion, kind] = KINDS[type] ?? [];
  if (apiVersion === undefined || kind === undefined)
    throw new Error(`${type}: not known; add it to KINDS in __tests__/support/kubernetes/manifests.ts`);
  const own = Object.entries(block).filter(([key]) => !TERRAFORM.includes(key) && !WAITS.test(key));
  const resolved = resolveNames(Object.fromEntries(own), all);
  return { apiVersion, kind, ...(convert(resolved, kind) as { metadata: Manifest["metadata"] }) };
}

/** A block whose references to other objects of its stack are replaced by the names of those objects. */
export function resolveNames(value: Block, all: Record<string, Record<string, Block>>): Block {
  const reference = /\$\{(kubernetes_\w+)\.([\w-]+)\.metadata\[0\]\.name\}/g;
  const text = JSON.stringify(value).replace(reference, (_, type, id) => {
    const name = all[type]?.[id]?.metadata.name;
    if (name === undefined) throw new Error(`${type}.${id}: referred to, and not in the stack`);
    return name;
  });
  return JSON.parse(text);
}

function convert(value: unknown, kind: string): unknown {
  if (Array.isArray(value)) return value.map((item) => convert(item, kind));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => entry(key, inner, kind)));
}

function entry(key: string, value: unknown, kind: string): [string, unknown] {
  // A service selects pods by a plain map, everything else by match_labels and the like.
  const isMap =
    !Array.isArray(value) &&
    typeof value === "object" &&
    (MAPS.includes(key) || (kind === "Service" && key === "selector"));
  if (isMap) return [camelCase(key), value];
  if (NUMBERS.includes(key) && typeof value === "string" && /^\d+$/.test(value)) return [camelCase(key), Number(value)];
  if (!Array.isArray(value)) return [camelCase(key), convert(value, kind)];
  if (SINGLE.includes(key)) return [camelCase(key), convert(value[0], kind)];
  return [PLURALS[key] ?? camelCase(key), convert(value, kind)];
}

function camelCase(key: string): string {
  return NAMES[key] ?? key.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
}
