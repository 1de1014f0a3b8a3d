import { describe, expect, test } from "@jest/globals";
import { staging } from "../../../support/fixture/environments/staging";
import { checked } from "../../../support/fixture/stacks";
import { EXAMPLE, workloads } from "../../../support/kubernetes/example-stack";
import { type Manifest, manifests } from "../../../support/kubernetes/manifests";
import type { Block } from "../../../support/synthesis";

const stack = workloads();
const all = manifests(stack);

function object(kind: string, name: string, from: readonly Manifest[] = all): Manifest {
  const found = from.filter((manifest) => manifest.kind === kind && manifest.metadata.name === name);
  expect([kind, name, found.length]).toEqual([kind, name, 1]);
  return found[0] as Manifest;
}

const deployment = object("Deployment", "ainav-web");
const pod = deployment.spec.template.spec;
const container = pod.containers[0];

describe("the web's deployment", () => {
  test("is ainav-web, and finds its pods by the label app", () => {
    expect(deployment.metadata).toMatchObject({ namespace: "ainav", labels: { app: "ainav-web" } });
    expect(deployment.spec.selector).toEqual({ matchLabels: { app: "ainav-web" } });
    expect(deployment.spec.template.metadata.labels).toMatchObject({ app: "ainav-web" });
  });

  test("runs the image of the registry on port 3000, at a tag that does not move", () => {
    expect(pod.containers).toHaveLength(1);
    expect(container).toMatchObject({
      name: "web",
      image: "registry.cn-hongkong.aliyuncs.com/ainav/web:2026-11-23.1",
      ports: [{ containerPort: 3000 }],
    });
  });

  test("asks for 512Mi and 250m, and gets at most 1Gi and 500m", () => {
    expect(container.resources.requests).toMatchObject({ memory: "512Mi", cpu: "250m" });
    expect(container.resources.limits).toMatchObject({ memory: "1Gi", cpu: "500m" });
  });

  test("reads its settings from ainav-config and its secrets from ainav-secrets", () => {
    expect(container.envFrom).toEqual([
      { configMapRef: { name: "ainav-config" } },
      { secretRef: { name: "ainav-secrets" } },
    ]);
  });

  test("is asked for /api/health: alive after 30 s every 10, ready after 5 s every 5; liveness is the patient one", () => {
    const page = { path: "/api/health", port: 3000 };
    const { livenessProbe, readinessProbe } = container;
    expect(livenessProbe).toMatchObject({ httpGet: page, initialDelaySeconds: 30, periodSeconds: 10 });
    expect(readinessProbe).toMatchObject({ httpGet: page, initialDelaySeconds: 5, periodSeconds: 5 });
    const patience = ({ periodSeconds, failureThreshold }: Block) => periodSeconds * failureThreshold;
    expect(patience(livenessProbe)).toBeGreaterThan(patience(readinessProbe));
    expect(container.startupProbe).toMatchObject({ httpGet: page });
  });

  test("leaves the number of its pods to the autoscaler, whose start is two", () => {
    expect(deployment.spec.replicas).toBeUndefined();
    expect(stack.resources("kubernetes_deployment_v1").web?.lifecycle).toEqual({
      ignore_changes: ["spec[0].replicas"],
    });
    expect(object("HorizontalPodAutoscaler", "ainav-web-hpa").spec.minReplicas).toBe(2);
  });

  test("keeps its heap below what the autoscaler aims at: 80 % of 512Mi is 410Mi", () => {
    const [, heapMi] = /--max-old-space-size=(\d+)/.exec(container.env[0].value) ?? [];
    expect(Number(heapMi)).toBeLessThan(0.8 * 512);
  });
});

describe("the web's service and ingress", () => {
  test("lead port 80 to 3000 inside the cluster", () => {
    expect(object("Service", "ainav-web").spec).toEqual({
      type: "ClusterIP",
      selector: { app: "ainav-web" },
      ports: [{ name: "http", protocol: "TCP", port: 80, targetPort: 3000 }],
    });
  });

  test("let both hosts in, by class nginx, with one certificate for the two", () => {
    const { metadata, spec } = object("Ingress", "ainav-ingress");
    expect(metadata.annotations).toEqual({
      "cert-manager.io/cluster-issuer": "letsencrypt-prod",
      "nginx.ingress.kubernetes.io/ssl-redirect": "true",
    });
    expect(spec.ingressClassName).toBe("nginx");
    expect(spec.tls).toEqual([{ hosts: ["ainav.cn", "www.ainav.cn"], secretName: "ainav-tls" }]);
    expect(spec.rules.map(({ host }: Block) => host)).toEqual(["ainav.cn", "www.ainav.cn"]);
    expect(spec.rules[1].http).toEqual(spec.rules[0].http);
  });

  test("lead / to the web, and the APIs' paths to the APIs as the load balancer does", () => {
    const [{ http }] = object("Ingress", "ainav-ingress").spec.rules;
    const routes = http.paths.map(
      ({ path, pathType, backend: { service } }: Block) => `${pathType} ${path} ${service.name}:${service.port.number}`,
    );
    expect(routes).toEqual([
      "Prefix / ainav-web:80",
      "Prefix /api/content ainav-content-api:80",
      "Prefix /api/search ainav-search-api:80",
    ]);
  });

  test("hide the metrics from everybody outside", () => {
    const { metadata, spec } = object("Ingress", "ainav-ingress-private");
    expect(metadata.annotations).toMatchObject({
      "nginx.ingress.kubernetes.io/whitelist-source-range": "127.0.0.1/32",
    });
    for (const { http } of spec.rules) {
      expect(http.paths.map(({ path, pathType }: Block) => `${pathType} ${path}`)).toEqual([
        "Exact /api/metrics",
        "Exact /metrics",
      ]);
    }
  });

  test("have only one name in an environment below the domain", () => {
    const environment = checked(staging);
    const other = manifests(
      workloads({ environment, surroundings: { ...EXAMPLE.surroundings, siteHost: "staging.ainav.cn" } }),
    );
    const { spec } = object("Ingress", "ainav-ingress", other);
    expect(spec.tls[0].hosts).toEqual(["staging.ainav.cn"]);
    expect(spec.rules.map(({ host }: Block) => host)).toEqual(["staging.ainav.cn"]);
  });
});

describe("the web's autoscaler", () => {
  const { spec } = object("HorizontalPodAutoscaler", "ainav-web-hpa");

  test("keeps 2 to 10 pods at 70 % of CPU and 80 % of memory", () => {
    expect(spec.scaleTargetRef).toEqual({ apiVersion: "apps/v1", kind: "Deployment", name: "ainav-web" });
    expect([spec.minReplicas, spec.maxReplicas]).toEqual([2, 10]);
    expect(spec.metrics).toEqual(
      Object.entries({ cpu: 70, memory: 80 }).map(([name, averageUtilization]) => ({
        type: "Resource",
        resource: { name, target: { type: "Utilization", averageUtilization } },
      })),
    );
  });

  test("goes up at once and down slowly", () => {
    expect(spec.behavior.scaleUp.stabilizationWindowSeconds).toBe(0);
    expect(spec.behavior.scaleDown.stabilizationWindowSeconds).toBeGreaterThanOrEqual(300);
    expect(spec.behavior.scaleDown.policies).toEqual([{ type: "Percent", value: 50, periodSeconds: 60 }]);
  });

  const jobs = all.filter(({ kind, metadata }) => kind === "CronJob" && metadata.name.startsWith("ainav-web-scale"));

  test("is one to three from 01:00 and two to ten from 08:00 in China, also an hour late", () => {
    const patches = jobs.map(({ spec: { schedule, timeZone, jobTemplate } }) => {
      const { command } = jobTemplate.spec.template.spec.containers[0];
      expect(command.slice(0, -1).join(" ")).toBe(
        "kubectl patch hpa ainav-web-hpa --namespace ainav --type merge --patch",
      );
      return [schedule, timeZone, JSON.parse(command.at(-1)).spec];
    });
    expect(patches.sort()).toEqual([
      ["0 1 * * *", "Asia/Shanghai", { minReplicas: 1, maxReplicas: 3 }],
      ["0 8 * * *", "Asia/Shanghai", { minReplicas: 2, maxReplicas: 10 }],
    ]);
    for (const job of jobs) expect(job.spec).toMatchObject({ startingDeadlineSeconds: 3600, suspend: false });
  });

  test("is all that those jobs may change, and a deploy keeps what they set", () => {
    expect(object("Role", "ainav-web-scale").rules).toEqual([
      {
        apiGroups: ["autoscaling"],
        resources: ["horizontalpodautoscalers"],
        resourceNames: ["ainav-web-hpa"],
        verbs: ["get", "patch"],
      },
    ]);
    const { roleRef, subjects } = object("RoleBinding", "ainav-web-scale");
    expect(roleRef).toEqual({ apiGroup: "rbac.authorization.k8s.io", kind: "Role", name: "ainav-web-scale" });
    const accounts = jobs.map((job) => job.spec.jobTemplate.spec.template.spec.serviceAccountName);
    expect(subjects).toEqual(
      accounts
        .sort()
        .reverse()
        .map((name) => ({ kind: "ServiceAccount", name, namespace: "ainav" })),
    );
    const [block] = Object.entries(stack.resources("kubernetes_horizontal_pod_autoscaler_v2")).filter(([id]) =>
      id.startsWith("web_"),
    );
    expect(block?.[1].lifecycle).toEqual({ ignore_changes: ["spec[0].min_replicas", "spec[0].max_replicas"] });
  });

  test("is changed by those jobs through the API server, the only thing that they reach", () => {
    for (const { metadata } of jobs) {
      const policy = object("NetworkPolicy", metadata.name);
      expect(policy.spec.ingress ?? []).toEqual([]);
      expect(policy.spec.egress).toEqual([
        {
          to: ["10.0.2.0/24", "10.0.12.0/24", EXAMPLE.environment.cluster?.serviceCidr].map((cidr) => ({
            ipBlock: { cidr },
          })),
          ports: [443, 6443].map((port) => ({ port, protocol: "TCP" })),
        },
      ]);
    }
  });
});
