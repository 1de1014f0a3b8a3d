import { describe, expect, test } from "@jest/globals";
import { baseValues } from "../../../support/helm/platform";
import { EXAMPLE, workloads } from "../../../support/kubernetes/example-stack";
import { manifests } from "../../../support/kubernetes/manifests";
import { SynthesizedStack } from "../../../support/synthesis";

const converted = (type: string, block: object) =>
  manifests(new SynthesizedStack({ resource: { [type]: { one: block } } }))[0];

describe("a resource of the provider as a manifest", () => {
  test("loses Terraform's own attributes, and gets its API and kind", () => {
    const block = {
      "//": { metadata: { path: "a/b" } },
      depends_on: ["x.y"],
      lifecycle: { ignore_changes: ["spec"] },
      timeouts: { create: "1m" },
      wait_for_completion: true,
      metadata: { name: "one" },
      spec: { backoff_limit: 2 },
    };
    expect(converted("kubernetes_job_v1", block)).toEqual({
      apiVersion: "batch/v1",
      kind: "Job",
      metadata: { name: "one" },
      spec: { backoffLimit: 2 },
    });
  });

  test("has repeated blocks in the plural, single ones without their list, and numbers as numbers", () => {
    const spec = {
      container: [
        { name: "a", port: [{ container_port: 80 }], liveness_probe: { http_get: { path: "/", port: "3000" } } },
      ],
      security_context: { run_as_user: "1001" },
      topology_spread_constraint: [{ max_skew: 1, label_selector: [{ match_labels: { app: "a" } }] }],
    };
    expect(
      converted("kubernetes_deployment_v1", { metadata: {}, spec: { template: { spec } } })?.spec.template.spec,
    ).toEqual({
      containers: [
        { name: "a", ports: [{ containerPort: 80 }], livenessProbe: { httpGet: { path: "/", port: 3000 } } },
      ],
      securityContext: { runAsUser: 1001 },
      topologySpreadConstraints: [{ maxSkew: 1, labelSelector: { matchLabels: { app: "a" } } }],
    });
  });

  test("keeps the keys of maps that are data, also where they look like the provider's", () => {
    const labels = { some_label: "x" };
    expect(converted("kubernetes_service_v1", { metadata: { labels }, spec: { selector: labels } })).toMatchObject({
      metadata: { labels },
      spec: { selector: labels },
    });
    expect(converted("kubernetes_config_map_v1", { metadata: {}, data: { SOME_KEY: "1", port: "80" } })?.data).toEqual({
      SOME_KEY: "1",
      port: "80",
    });
  });

  test("has names in place of references, and is refused when its type is unknown", () => {
    const stack = (name: string) =>
      new SynthesizedStack({
        resource: {
          kubernetes_namespace_v1: { one: { metadata: { name: "ainav" } } },
          kubernetes_role_v1: {
            two: { metadata: { namespace: `\${kubernetes_namespace_v1.${name}.metadata[0].name}` } },
          },
        },
      });
    expect(manifests(stack("one"))[1]?.metadata.namespace).toBe("ainav");
    expect(() => manifests(stack("other"))).toThrow("kubernetes_namespace_v1.other: referred to, and not in the stack");
    expect(() => converted("kubernetes_pod_v1", {})).toThrow("kubernetes_pod_v1: not known; add it to KINDS");
  });

  test("is written for every kind that the workloads are made of, without a reference left in it", () => {
    const all = manifests(workloads());
    expect(new Set(all.map(({ kind }) => kind)).size).toBe(15);
    const unresolved = all.filter((manifest) => /\$\{kubernetes_/.test(JSON.stringify(manifest)));
    expect(unresolved).toEqual([]);
    // Only the settings' checksum is for Terraform to compute.
    const computed = all.filter((manifest) => JSON.stringify(manifest).includes("${"));
    expect(computed.every(({ kind }) => kind === "Deployment")).toBe(true);
    expect(all.find(({ kind }) => kind === "Namespace")?.metadata.name).toBe(EXAMPLE.owner.project);
  });
});

describe("CI's plan role", () => {
  const reads: Record<string, string[]> = baseValues("terraform-access").reads;
  const plural = (kind: string) => `${kind.toLowerCase()}${kind.endsWith("s") ? "es" : "s"}`.replace(/ys$/, "ies");

  test("may read every kind that the workloads are made of", () => {
    for (const { apiVersion, kind } of manifests(workloads())) {
      const group = apiVersion.includes("/") ? apiVersion.split("/")[0] : "";
      expect([kind, reads[group as string]]).toEqual([kind, expect.arrayContaining([plural(kind)])]);
    }
  });

  test("may read where Helm keeps its releases, no Secret, and nothing by a wildcard", () => {
    expect(reads[""]).toContain("configmaps");
    expect(Object.values(reads).flat()).not.toContain("secrets");
    expect(JSON.stringify(reads)).not.toContain("*");
  });
});
