import { describe, expect, test } from "@jest/globals";
import { findings, refused } from "../../../support/kubernetes/checkers";
import { EXAMPLE, workloads } from "../../../support/kubernetes/example-stack";
import { type Manifest, manifests } from "../../../support/kubernetes/manifests";

/** What kube-score finds and we leave, with the reason. */
const ACCEPTED: Readonly<Record<string, string>> = {
  "ImagePullPolicy is not set to Always": "tags do not move, and a restart must not depend on the registry",
  "The container is running with a low user ID":
    "the images are made for users 1001 and 1000 (requirements: web-image, api-image)",
  "The container running with a low group ID": "as their users",
  "Container has the same readiness and liveness probe":
    "one page for both; liveness waits longer (requirement: health-check)",
};

const VARIANTS: Readonly<Record<string, Parameters<typeof workloads>[0]>> = {
  "as they are": {},
  "without Beat": { beatRuns: false },
  "scaled by their queue": { cluster: { ...EXAMPLE.cluster, queueScaling: { tasksPerWorker: 20 } } },
};

/** A copy with one place changed. */
function changed(kind: string, change: (manifest: Manifest) => void): Manifest {
  const copy = structuredClone(manifests(workloads()).find((manifest) => manifest.kind === kind)) as Manifest;
  change(copy);
  return copy;
}

describe("kubeconform, strictly, by the schemas of the cluster's version", () => {
  test.each(Object.entries(VARIANTS))("finds nothing wrong with the workloads %s", async (_what, changes) => {
    expect(await refused(manifests(workloads(changes)))).toEqual([]);
  });

  test("would find a misspelt field, a text for a number, and a missing one", async () => {
    const misspelt = changed("Deployment", ({ spec }) => {
      spec.template.spec.containers[0].imagePulPolicy = "Always";
    });
    const text = changed("CronJob", ({ spec }) => {
      spec.jobTemplate.spec.backoffLimit = "one";
    });
    const missing = changed("HorizontalPodAutoscaler", ({ spec }) => {
      delete spec.maxReplicas;
    });
    expect(await refused([misspelt, text, missing])).toEqual([
      expect.stringContaining("backoffLimit"),
      expect.stringContaining("imagePulPolicy"),
      expect.stringContaining("maxReplicas"),
    ]);
  });
});

describe("kube-score", () => {
  test.each(Object.entries(VARIANTS))(
    "finds nothing critical in the workloads %s but what we leave for a reason, all of which is still there",
    async (_what, changes) => {
      const found = (await findings(manifests(workloads(changes)), "critical")).map(([, what]) => what);
      expect([...new Set(found)].sort()).toEqual(Object.keys(ACCEPTED).sort());
    },
  );

  test("warns of nothing but the rule about hosts that the topology spread constraints have taken over", async () => {
    const found = (await findings(manifests(workloads()), "warning")).map(([, what]) => what);
    expect([...new Set(found)]).toEqual(["Deployment does not have a host podAntiAffinity set"]);
  });

  test("would find a container without a read-only root file system", async () => {
    const all = manifests(workloads());
    const web = all.find(({ kind, metadata }) => kind === "Deployment" && metadata.name === "ainav-web");
    if (web) web.spec.template.spec.containers[0].securityContext.readOnlyRootFilesystem = false;
    const found = await findings(all, "critical");
    expect(found).toContainEqual([expect.stringContaining("ainav-web"), expect.stringMatching(/root file ?system/i)]);
  });
});
