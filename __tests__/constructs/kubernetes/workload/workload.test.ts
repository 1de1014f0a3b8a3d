import { describe, expect, test } from "@jest/globals";
import { Workload, type WorkloadProps } from "../../../../constructs/kubernetes/workload/workload";
import { GOOD, synthesizeKubernetes } from "../../../support/kubernetes/example-workload";

const synthesized = (changes: Partial<WorkloadProps>) =>
  synthesizeKubernetes((stack) => new Workload(stack, "web", { ...GOOD, ...changes }));

/** Sizes with one of them changed. */
function resources(what: keyof WorkloadProps["resources"], request: string, limit: string): Partial<WorkloadProps> {
  return { resources: { ...GOOD.resources, [what]: { request, limit } } };
}

const page = { check: { path: "/api/health" }, periodSeconds: 5 };

describe("a workload", () => {
  test("is taken as it should be, with a digest for a tag, and with a registry that has a port", () => {
    for (const image of [
      GOOD.image,
      `registry.example/web@sha256:${"a".repeat(64)}`,
      "registry.example:5000/web:1.0",
    ]) {
      expect(synthesized({ image }).resource("kubernetes_deployment_v1").spec.template.spec.container[0].image).toBe(
        image,
      );
    }
  });

  const refusals: [name: string, changes: Partial<WorkloadProps>, where: string, message: string][] = [
    [
      "an image at latest",
      { image: "a/web:latest" },
      "web",
      'image: "a/web:latest" changes under its pods: name a tag that never',
    ],
    ["an image without a tag", { image: "a/web" }, "web", 'image: "a/web" has no tag, which means latest: name a tag'],
    ["a registry's port for a tag", { image: "a:5000/web" }, "web", 'image: "a:5000/web" has no tag'],
    ["a short digest", { image: "a/web@sha256:abc" }, "web", 'image: "a/web@sha256:abc" has a digest that is none'],
    [
      "root",
      { userId: 0 },
      "web",
      "userId: 0 is not a user other than root: write the image's user as a number above 0",
    ],
    [
      "a minimum over the maximum",
      { replicas: { minimum: 11, maximum: 10, cpuPercent: 70 } },
      "web/autoscaler",
      "minimum 11 is over maximum 10: lower the one or raise the other",
    ],
    [
      "scaling to nothing",
      { replicas: { minimum: 0, maximum: 10, cpuPercent: 70 } },
      "web/autoscaler",
      "minimum: 0 is not a whole",
    ],
    [
      "a target that is no percentage",
      { replicas: { minimum: 1, maximum: 10, cpuPercent: 0.7 } },
      "web/autoscaler",
      "cpuPercent: 0.7 is out of range: write 1 to 100",
    ],
    [
      "CPU that is asked for over what it may take",
      resources("cpu", "1", "500m"),
      "web",
      "resources.cpu: the request, 1, is over the limit, 500m: lower the request or raise the limit",
    ],
    [
      "the same of memory, in other units",
      resources("memory", "1100M", "1Gi"),
      "web",
      "resources.memory: the request, 1100M, is over",
    ],
    [
      "a quantity that is none",
      resources("memory", "512MB", "1Gi"),
      "web",
      'resources.memory.request: "512MB" is not a positive quantity',
    ],
    [
      "a quantity of nothing",
      resources("cpu", "0", "1"),
      "web",
      'resources.cpu.request: "0" is not a positive quantity',
    ],
    [
      "folders over the ephemeral storage",
      { writableFolders: [{ path: "/tmp", size: "1Gi" }] },
      "web",
      "writableFolders: together they hold more than ephemeralStorage.limit 512Mi: raise it, or shrink the folders",
    ],
    [
      "a folder that is not absolute",
      { writableFolders: [{ path: "tmp", size: "1Mi" }] },
      "web",
      'writableFolders: "tmp" is not absolute',
    ],
    [
      "a container's port out of range",
      { service: { port: 80, containerPort: 70000 } },
      "web",
      "port: 70000 is not a TCP port",
    ],
    [
      "a service's port out of range",
      { service: { port: 0, containerPort: 80 } },
      "web",
      "service.port: 0 is not a TCP port: write a whole",
    ],
    ["a name in capitals", { name: "Web" }, "web", 'name: "Web" is not a DNS-1123 label: write lower-case letters'],
    ["a name that ends with a hyphen", { name: "web-" }, "web", 'name: "web-" is not a DNS-1123 label'],
    [
      "a long name",
      { name: "w".repeat(60) },
      "web",
      `name: "${"w".repeat(60)}" has 60 characters, its kind takes 59: shorten it`,
    ],
    [
      "one question for two purposes",
      { probes: { startup: page, liveness: page, readiness: { ...page } } },
      "web",
      "probes: liveness and readiness are the same, so a busy pod is killed instead of left alone",
    ],
    [
      "a page without a port",
      { service: undefined },
      "web",
      "probes.liveness: asks for a page, and the container has no port",
    ],
    [
      "no time to stop",
      { stopping: { preStopSeconds: 30, graceSeconds: 30 } },
      "web",
      "stopping: graceSeconds 30 leaves nothing after preStopSeconds 30: raise it",
    ],
    [
      "peers that are none, which means everybody",
      { ingress: [{ peers: [], ports: [80] }] },
      "web/traffic",
      "ingress[0].peers: is empty, which means everybody: name the peers, or leave the entry out",
    ],
    [
      "ports that are none, which means all",
      { egress: [{ peers: [{ app: "x" }], ports: [] }] },
      "web/traffic",
      "egress[0].ports: is empty, which means every port",
    ],
    [
      "a policy's port out of range",
      { egress: [{ peers: [{ app: "x" }], ports: ["99999"] }] },
      "web/traffic",
      "egress[0].ports: 99999 is not",
    ],
  ];

  test.each(refusals)("refuses %s, with its place, the value and the remedy", (_, changes, where, message) => {
    expect(() => synthesized(changes)).toThrow(`[test/${where}] ${message}`);
  });

  test("tells everything that is wrong at once", () => {
    const refused = () => synthesized({ image: "web", userId: 0, name: "Web" });
    for (const part of ["image:", "userId:", "name:"]) expect(refused).toThrow(part);
  });

  test("of exactly one pod has a number, is replaced in one go, and has no autoscaler", () => {
    const stack = synthesized({ replicas: "exactly-one" });
    const { spec, lifecycle } = stack.resource("kubernetes_deployment_v1");
    expect([spec.replicas, spec.strategy, lifecycle]).toEqual(["1", { type: "Recreate" }, undefined]);
    expect(stack.resources("kubernetes_horizontal_pod_autoscaler_v2")).toEqual({});
  });

  test("leaves the sizes in its configuration alone only where others set them", () => {
    const lifecycle = (externallyScaled?: boolean) =>
      synthesized({ replicas: { minimum: 2, maximum: 10, cpuPercent: 70, externallyScaled } }).resource(
        "kubernetes_horizontal_pod_autoscaler_v2",
      ).lifecycle;
    expect(lifecycle()).toBeUndefined();
    expect(lifecycle(true)).toEqual({ ignore_changes: ["spec[0].min_replicas", "spec[0].max_replicas"] });
  });
});
