import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { ProjectCopy, run } from "../../support/project-copy";
import { type Block, SynthesizedStack } from "../../support/synthesis";

const FILE = `import type { ServiceInput } from "../schema/services/service";
import { FASTAPI_PORT, fastapi } from "./runtimes/fastapi";

export const service: ServiceInput = {
  ...fastapi,
  image: "billing",
  ports: { host: 8003, container: FASTAPI_PORT },
  paths: ["/api/billing", "/api/billing/*"],
  needs: ["database"],
  calls: ["content-api"],
};
`;

let project: ProjectCopy;
beforeAll(async () => {
  project = new ProjectCopy();
  // What was bundled before has to be noticed as out of date: a new file changes none that is there.
  await synth("hosts");
  writeFileSync(path.join(project.root, "environments/services/billing-api.ts"), FILE);
  await synth("hosts");
  await synth("cluster");
});
afterAll(() => project.remove());

async function synth(phase: string): Promise<void> {
  const args = ["--phase", phase, "--output", phase, "--environment", "account", "production"];
  const { exitCode, stderr } = await run(project.root, "main.ts", args);
  if (exitCode !== 0) throw new Error(stderr);
}

function stack(name: string, phase: "hosts" | "cluster"): SynthesizedStack {
  const file = path.join(project.root, phase, "stacks", name, "cdk.tf.json");
  return new SynthesizedStack(JSON.parse(readFileSync(file, "utf8")));
}

const all = (from: SynthesizedStack, type: string) => Object.values(from.resources(type));

describe("a service that is one new file, billing-api", () => {
  test("has a repository for its image", () => {
    const names = all(stack("account", "hosts"), "alicloud_cr_repo").map(({ name }) => name);
    expect(names).toContain("billing");
  });

  test("is let through to its port of every host, from where the load balancer is", () => {
    const rules = all(stack("production-network", "hosts"), "alicloud_security_group_rule");
    const own = rules.filter(({ port_range }) => port_range === "8003/8003");
    expect(own.map(({ cidr_ip }) => cidr_ip).sort()).toEqual(["10.0.1.0/24", "10.0.11.0/24"]);
  });

  test("gets the requests of its paths from the load balancer, on its port of the app hosts", () => {
    const compute = stack("production-compute", "hosts");
    const groups = all(compute, "alicloud_alb_server_group").map((group) => group.server_group_name);
    expect(groups).toContain("ainav-production-billing-api");
    const paths = all(compute, "alicloud_alb_rule").flatMap(({ rule_conditions }) =>
      rule_conditions.flatMap(({ path_config }: Block) => path_config?.values ?? []),
    );
    expect(paths).toEqual(expect.arrayContaining(["/api/billing", "/api/billing/*"]));
    expect(all(compute, "alicloud_ess_alb_server_group_attachment").map(({ port }) => port)).toContain(8003);
  });

  test("is answered for by nginx on the app hosts", () => {
    const { source } = all(stack("production-compute", "hosts"), "alicloud_oss_bucket_object").find(({ key }) =>
      key.startsWith("hosts/app/"),
    ) as Block;
    const archive = readFileSync(path.join(project.root, "hosts/stacks/production-compute", source), "latin1");
    expect(archive).toContain("etc/nginx/conf.d/billing-api.conf");
    expect(archive).toContain("listen 8003 ssl default_server;");
  });

  test("is found by the other services under a setting of its own", () => {
    const { data } = stack("production-workloads", "cluster").resource("kubernetes_config_map_v1");
    expect(data.BILLING_API_URL).toBe("http://ainav-billing-api");
  });

  test("has pods, as many as they are needed, in the cluster", () => {
    const workloads = stack("production-workloads", "cluster");
    const deployment = all(workloads, "kubernetes_deployment_v1").find(
      ({ metadata }) => metadata.name === "ainav-billing-api",
    );
    expect(deployment?.spec.template.spec.container[0].image).toMatch(/\/billing:/);
    const autoscaler = all(workloads, "kubernetes_horizontal_pod_autoscaler_v2").find(
      ({ metadata }) => metadata.name === "ainav-billing-api-hpa",
    );
    expect(autoscaler?.spec).toMatchObject({ min_replicas: 2, max_replicas: 6 });
  });

  test("is let out to what it needs and calls, and in from who calls it", () => {
    const policies = all(stack("production-workloads", "cluster"), "kubernetes_network_policy_v1");
    const named = (name: string) => policies.find(({ metadata }) => metadata.name === name)?.spec;
    const egress = JSON.stringify(named("ainav-billing-api")?.egress);
    expect(egress).toContain("alicloud_db_instancepostgresport");
    expect(egress).not.toContain("redis");
    expect(egress).toContain("ainav-content-api");
    expect(JSON.stringify(named("ainav-content-api")?.ingress)).toContain("ainav-billing-api");
  });

  test("has its paths in the Ingress, and room in the namespace", () => {
    const workloads = stack("production-workloads", "cluster");
    const rules = JSON.stringify(workloads.resources("kubernetes_ingress_v1"));
    expect(rules).toContain('"path":"/api/billing"');
    const { hard } = workloads.resource("kubernetes_resource_quota_v1").spec;
    expect(Number(hard.pods)).toBeGreaterThan(65);
  });

  test("is watched by Prometheus as the others of its framework", () => {
    const release = all(stack("production-platform", "cluster"), "helm_release").find(
      ({ name }) => name === "monitoring-rules",
    ) as Block;
    const services = release.set.filter(({ name }: Block) => name.startsWith("application.jobs.fastapi.services"));
    expect(services.map(({ value }: Block) => value)).toContain("billing-api");
  });
});
