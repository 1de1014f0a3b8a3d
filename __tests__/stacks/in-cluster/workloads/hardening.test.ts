import { describe, expect, test } from "@jest/globals";
import { parseQuantity } from "../../../../constructs/kubernetes/pod/quantity";
import { workloads } from "../../../support/kubernetes/example-stack";
import { type Manifest, manifests } from "../../../support/kubernetes/manifests";
import type { Block } from "../../../support/synthesis";

const all = manifests(workloads());
const ofKind = (kind: string) => all.filter((manifest) => manifest.kind === kind);

function podOf({ kind, spec }: Manifest): Block | undefined {
  if (kind === "Deployment" || kind === "Job") return spec.template;
  return kind === "CronJob" ? spec.jobTemplate.spec.template : undefined;
}

/** Every pod that the stack makes, by the name of its deployment or job. */
const pods = all.flatMap((manifest) => {
  const template = podOf(manifest);
  return template ? [[manifest.metadata.name, template.spec, template.metadata.labels] as const] : [];
});

test("there are ten kinds of pods", () => {
  expect(pods.map(([name]) => name.replace(/-[0-9a-f]{10}$/, "")).sort()).toEqual([
    "ainav-celery-beat",
    "ainav-celery-worker",
    "ainav-content-api",
    "ainav-crawlers",
    "ainav-migrate",
    "ainav-scheduled-tasks",
    "ainav-search-api",
    "ainav-web",
    "ainav-web-scale-day",
    "ainav-web-scale-night",
  ]);
});

describe.each(pods)("a pod of %s", (name, spec, labels) => {
  const [container] = spec.containers;

  test("runs as a user of its own, not as root, under the default seccomp profile", () => {
    expect(spec.securityContext).toMatchObject({ runAsNonRoot: true, seccompProfile: { type: "RuntimeDefault" } });
    const user = name === "ainav-web" ? 1001 : expect.any(Number);
    expect(container.securityContext).toMatchObject({ runAsUser: user, runAsNonRoot: true });
    expect(container.securityContext.runAsUser).toBeGreaterThan(0);
  });

  test("has no capability, gets no more privileges, and writes only to its own folders of limited size", () => {
    expect(container.securityContext).toMatchObject({
      allowPrivilegeEscalation: false,
      privileged: false,
      readOnlyRootFilesystem: true,
      capabilities: { drop: ["ALL"] },
    });
    expect(container.volumeMounts.map(({ mountPath }: Block) => mountPath)).toContain("/tmp");
    expect(container.volumeMounts.map((mount: Block) => mount.name)).toEqual(
      spec.volumes.map((volume: Block) => volume.name),
    );
    for (const { emptyDir } of spec.volumes) expect(parseQuantity(emptyDir.sizeLimit)).toBeGreaterThan(0);
  });

  test("shares nothing with its node, and has the API's token only where it speaks to the API", () => {
    for (const key of ["hostNetwork", "hostPID", "hostPid", "hostIPC", "hostIpc"]) expect(spec[key]).toBeUndefined();
    expect(spec.automountServiceAccountToken).toBe(name.startsWith("ainav-web-scale"));
    expect(spec.enableServiceLinks).toBe(false);
    const account = ofKind("ServiceAccount").find(({ metadata }) => metadata.name === spec.serviceAccountName);
    expect(account?.automountServiceAccountToken).toBe(false);
  });

  test("asks for CPU, memory and ephemeral storage, and has a limit of each", () => {
    const { requests, limits } = container.resources;
    for (const what of ["cpu", "memory", "ephemeral-storage"]) {
      expect(parseQuantity(requests[what])).toBeLessThanOrEqual(parseQuantity(limits[what]) as number);
    }
  });

  test("runs an image at a tag, on the nodes of the application", () => {
    expect(container.image).toMatch(/:(?!latest$)[\w.-]+$/);
    expect(spec.nodeSelector).toEqual({ pool: "app" });
  });

  test("has a policy of its own for traffic in and out", () => {
    const policies = ofKind("NetworkPolicy").filter(
      (policy) => policy.spec.podSelector.matchLabels?.app === labels.app,
    );
    expect(policies).toHaveLength(1);
    expect(policies[0]?.spec.policyTypes).toEqual(["Ingress", "Egress"]);
    for (const rule of [...(policies[0]?.spec.ingress ?? []), ...(policies[0]?.spec.egress ?? [])]) {
      expect((rule.from ?? rule.to).length).toBeGreaterThan(0);
      expect(rule.ports.length).toBeGreaterThan(0);
    }
  });
});

describe.each(ofKind("Deployment").map((manifest) => [manifest.metadata.name, manifest.spec] as const))(
  "the deployment %s",
  (name, spec) => {
    const [container] = spec.template.spec.containers;

    test("spreads its pods over zones and hosts, each rollout by itself", () => {
      const constraints = spec.template.spec.topologySpreadConstraints;
      expect(constraints.map(({ topologyKey }: Block) => topologyKey)).toEqual([
        "topology.kubernetes.io/zone",
        "kubernetes.io/hostname",
      ]);
      for (const { labelSelector, matchLabelKeys } of constraints) {
        expect(labelSelector).toEqual({ matchLabels: { app: name } });
        expect(matchLabelKeys).toEqual(["pod-template-hash"]);
      }
    });

    test("waits for new pods, and takes an old one away only when another is there, unless there may be only one", () => {
      expect(spec.minReadySeconds).toBeGreaterThan(0);
      const rolling = { type: "RollingUpdate", rollingUpdate: { maxSurge: "25%", maxUnavailable: 0 } };
      expect(spec.strategy).toEqual(name === "ainav-celery-beat" ? { type: "Recreate" } : rolling);
    });

    test("has a startup probe, and a liveness probe that is not its readiness probe", () => {
      expect(container.startupProbe).toBeDefined();
      expect(container.livenessProbe).toBeDefined();
      expect(container.readinessProbe).not.toEqual(container.livenessProbe);
    });

    test("lets a pod end its work: some seconds for requests that still come, then the rest of its grace", () => {
      const [command, seconds] = container.lifecycle.preStop.exec.command;
      expect(command).toBe("sleep");
      expect(spec.template.spec.terminationGracePeriodSeconds).toBeGreaterThan(Number(seconds));
    });

    test("loses at most one pod to a drain, also when there is only one", () => {
      const [budget, ...others] = ofKind("PodDisruptionBudget").filter(({ metadata }) => metadata.name === name);
      expect(others).toEqual([]);
      expect(budget?.spec).toEqual({ maxUnavailable: 1, selector: { matchLabels: { app: name } } });
    });

    test("starts after the migration of its image, anew when the settings change", () => {
      const block = workloads().resources("kubernetes_deployment_v1")[name.replace("ainav-", "")];
      expect(block?.depends_on).toEqual(["kubernetes_job_v1.migration"]);
      expect(spec.template.metadata.annotations["checksum/settings"]).toMatch(/^\$\{sha256\(jsonencode\(.*SITE_URL/);
    });
  },
);

describe("the namespace", () => {
  test("takes restricted pods only", () => {
    const [namespace] = ofKind("Namespace");
    for (const mode of ["enforce", "audit", "warn"]) {
      expect(namespace?.metadata.labels[`pod-security.kubernetes.io/${mode}`]).toBe("restricted");
    }
  });

  test("denies all traffic but DNS until a policy allows it", () => {
    const policy = (name: string) => ofKind("NetworkPolicy").find(({ metadata }) => metadata.name === name)?.spec;
    expect(policy("default-deny")).toEqual({ podSelector: {}, policyTypes: ["Ingress", "Egress"] });
    expect(policy("allow-dns")).toMatchObject({ podSelector: {}, policyTypes: ["Egress"] });
    const [{ to, ports }] = policy("allow-dns")?.egress ?? [];
    expect(ports).toEqual(["UDP", "TCP"].map((protocol) => ({ port: 53, protocol })));
    expect(to[0]).toEqual({
      namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": "kube-system" } },
      podSelector: { matchLabels: { "k8s-app": "kube-dns" } },
    });
  });

  test("has room for every workload at its maximum, in a rollout, with every job, but not for ten times that", () => {
    const quota = ofKind("ResourceQuota")[0]?.spec.hard;
    const most = (name: string) =>
      ofKind("HorizontalPodAutoscaler").find(({ spec }) => spec.scaleTargetRef.name === name)?.spec.maxReplicas ?? 1;
    const count = ({ kind, metadata }: Manifest) => (kind === "Deployment" ? Math.ceil(most(metadata.name) * 1.25) : 1);
    const needed = (field: "requests" | "limits", what: string) =>
      all.reduce((sum, manifest) => {
        const [container] = podOf(manifest)?.spec.containers ?? [];
        return container ? sum + count(manifest) * (parseQuantity(container.resources[field][what]) as number) : sum;
      }, 0);
    for (const field of ["requests", "limits"] as const) {
      for (const what of ["cpu", "memory", "ephemeral-storage"]) {
        const room = parseQuantity(quota[`${field}.${what}`]) as number;
        expect([field, what, room >= needed(field, what)]).toEqual([field, what, true]);
        expect([field, what, room < 10 * needed(field, what)]).toEqual([field, what, true]);
      }
    }
    const pods = all.filter(podOf).reduce((sum, manifest) => sum + count(manifest), 0);
    expect(Number(quota.pods)).toBeGreaterThanOrEqual(pods);
    expect(quota).toMatchObject({ "services.nodeports": "0", "services.loadbalancers": "0" });
  });

  test("gives little to a container that asks for nothing, and limits what one may ask for", () => {
    const [limit] = ofKind("LimitRange")[0]?.spec.limits ?? [];
    expect(limit.type).toBe("Container");
    for (const what of ["cpu", "memory", "ephemeral-storage"]) {
      const [request, usual, largest] = [limit.defaultRequest, limit.default, limit.max].map((each) =>
        parseQuantity(each[what]),
      ) as [number, number, number];
      expect(request).toBeLessThanOrEqual(usual);
      for (const [, spec] of pods) {
        expect(largest).toBeGreaterThanOrEqual(parseQuantity(spec.containers[0].resources.limits[what]) as number);
      }
    }
  });
});
