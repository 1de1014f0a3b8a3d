import { production } from "../../environments/production";
import { platformEnvironment } from "../../environments/schema";
import { WorkloadsStack, type WorkloadsStackProps } from "../../stacks/workloads";
import { EXAMPLE_OWNER } from "../real-environments";
import { type SynthesizedStack, synthesize } from "../synthesis";

/** What the workloads stack is made from, with example values. */
export const EXAMPLE: WorkloadsStackProps = {
  environment: platformEnvironment.parse(production),
  owner: EXAMPLE_OWNER,
  access: { clusterId: "c-example", endpoint: "https://10.0.2.10:6443", certificateAuthority: "PEM" },
  database: { host: "postgres.example", port: "5432", name: "ainav" },
  redis: { host: "redis.example", port: "6379" },
  search: { url: "http://meilisearch.search:7700", namespace: "search" },
  bucketName: (role) => `example-${role}`,
  secretNames: { app: "ainav-secrets", migrations: "ainav-migration-secrets" },
  imageRegistry: "registry.cn-hongkong.aliyuncs.com/ainav",
  imageTag: "2026-11-23.1",
  kubectlImage: "registry.cn-hongkong.aliyuncs.com/ainav/kubectl:v1.33.3",
  bucketRole: "ainav-production-pods",
  hostName: "ainav.cn",
  namespaces: { ingress: "ingress", monitoring: "monitoring" },
  beatRuns: true,
};

/** The workloads stack after changes of what it is made from. */
export function workloads(changes: Partial<WorkloadsStackProps> = {}): SynthesizedStack {
  const props = { ...EXAMPLE, ...changes };
  const { stacks } = synthesize((app) => new WorkloadsStack(app, props));
  return stacks[`${props.environment.name}-workloads`] as SynthesizedStack;
}
