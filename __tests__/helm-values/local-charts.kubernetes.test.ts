import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "@jest/globals";
import { parseYaml } from "../../constructs/kubernetes/helm/helm-values";
import { RELEASES } from "../../stacks/in-cluster/releases";
import { argumentsOf, folderOf, helm, LOCAL_RELEASES, objects, withProbeChart } from "../support/helm/programs";
import type { Block } from "../support/synthesis";

/** Whether a chart's templates ask for settings that its own values leave empty. */
function asks(release: string): boolean {
  const templates = path.join(folderOf(release), "templates");
  return readdirSync(templates).some((file) =>
    /\brequired [("]/.test(readFileSync(path.join(templates, file), "utf8")),
  );
}

describe("the local charts", () => {
  test.each(LOCAL_RELEASES)("%s passes helm lint --strict", (name) => {
    const [, ...values] = argumentsOf(name);
    const { ok, output } = helm(["lint", "--strict", folderOf(name), "--namespace", ...values]);
    expect([ok, output]).toEqual([true, expect.stringContaining("0 chart(s) failed")]);
  });

  test.each(LOCAL_RELEASES.filter(asks))("%s says what is missing, without the stack's settings", (name) => {
    const { ok, output } = helm(["template", name, folderOf(name)]);
    expect([ok, output]).toEqual([false, expect.stringMatching(/[a-zA-Z.]+: is empty; (name|write) /)]);
  });
});

describe("namespaces", () => {
  test("enforce a pod security standard, and outlive the release", () => {
    const found = objects("namespaces");
    const standards = found.map(({ metadata }) => [
      metadata.name,
      metadata.labels["pod-security.kubernetes.io/enforce"],
    ]);
    expect(Object.fromEntries(standards)).toEqual({
      ...{ search: "restricted", ingress: "restricted", "external-dns": "restricted", "cert-manager": "restricted" },
      ...{ monitoring: "privileged", keda: "restricted" },
    });
    for (const { metadata } of found) expect(metadata.annotations["helm.sh/resource-policy"]).toBe("keep");
  });

  test("are those of the releases, except Kubernetes' own", () => {
    const used = Object.values(RELEASES).map(({ namespace }) => namespace);
    const made = objects("namespaces").map(({ metadata }) => metadata.name);
    expect([...new Set(used)].filter((name) => name !== "kube-system" && !made.includes(name))).toEqual([]);
  });
});

describe("the issuers of certificates", () => {
  test("are letsencrypt-prod and letsencrypt-staging, through DNS at Cloudflare alone", () => {
    const found = objects("cluster-issuers");
    expect(found.map(({ metadata, spec }) => [metadata.name, spec.acme.server])).toEqual([
      ["letsencrypt-prod", "https://acme-v02.api.letsencrypt.org/directory"],
      ["letsencrypt-staging", "https://acme-staging-v02.api.letsencrypt.org/directory"],
    ]);
    for (const { spec } of found)
      expect(spec.acme.solvers).toEqual([
        {
          selector: { dnsZones: ["ainav.cn"] },
          dns01: { cloudflare: { apiTokenSecretRef: { name: "cloudflare-token", key: "api-token" } } },
        },
      ]);
  });
});

test("Helm reads the stack's settings literally: commas and dots in them have no special meaning", () => {
  const traefik = withProbeChart((folder) => helm(["template", "x", folder, ...argumentsOf("traefik")]));
  const values = parseYaml(traefik.output) as Block;
  expect(values.service.annotations).toEqual({
    "service.beta.kubernetes.io/alibaba-cloud-loadbalancer-address-type": "intranet",
    "service.beta.kubernetes.io/alibaba-cloud-loadbalancer-zone-maps": "cn-hongkong-b:vsw-b,cn-hongkong-c:vsw-c",
  });
  expect(values.ports.web).toEqual({
    exposedPort: 80,
    nodePort: 30080,
    forwardedHeaders: { trustedIPs: ["10.0.1.0/24", "10.0.11.0/24", "10.0.2.0/24", "10.0.12.0/24"] },
  });
});
