import path from "node:path";
import { HelmProvider } from "@cdktf/provider-helm/lib/provider";
import { describe, expect, test } from "@jest/globals";
import { QueueScaling } from "../../../../constructs/kubernetes/workload/queue-scaling";
import { CELERY_QUEUE_LIST, CELERY_REDIS_PREFIX } from "../../../../stacks/conventions/celery";
import { fixtureStacks } from "../../../support/fixture/stacks";
import { EXAMPLE, withImages, workloads, workloadsAmid } from "../../../support/kubernetes/example-stack";
import { synthesizeKubernetes } from "../../../support/kubernetes/example-workload";
import { type Manifest, manifests } from "../../../support/kubernetes/manifests";
import type { Block, SynthesizedStack } from "../../../support/synthesis";

const stack = workloads();
const all = manifests(stack);
const find = (from: readonly Manifest[], kind: string, name: string) =>
  from.find((manifest) => manifest.kind === kind && manifest.metadata.name === name);

/** One that is there. */
function object(kind: string, name: string): Manifest {
  const found = find(all, kind, name);
  if (found === undefined) throw new Error(`${kind} ${name}: is not there`);
  return found;
}

const containerOf = (name: string): Block => object("Deployment", name).spec.template.spec.containers[0];

describe("the services", () => {
  test("are the web and two FastAPI applications on port 8000, each of its own image", () => {
    const services = all.filter(({ kind }) => kind === "Service");
    const ports = services.map(
      ({ metadata, spec }) => `${metadata.name} ${spec.ports[0].port} ${spec.ports[0].targetPort}`,
    );
    expect(ports.sort()).toEqual(["ainav-content-api 80 8000", "ainav-search-api 80 8000", "ainav-web 80 3000"]);
    for (const name of ["content-api", "search-api"]) {
      const container = containerOf(`ainav-${name}`);
      expect(container.image).toBe(`registry.cn-hongkong.aliyuncs.com/ainav/${name}:2026-11-23.1`);
      expect(container.command.slice(0, 6).join(" ")).toBe("uvicorn app.main:app --host 0.0.0.0 --port 8000");
      expect(container.readinessProbe.httpGet).toMatchObject({ path: "/api/health", port: 8000 });
    }
  });

  test("finish requests before they are killed: Uvicorn's patience and the wait before it fit into the grace", () => {
    const { terminationGracePeriodSeconds } = object("Deployment", "ainav-content-api").spec.template.spec;
    const { command, lifecycle } = containerOf("ainav-content-api");
    expect(command.at(-2)).toBe("--timeout-graceful-shutdown");
    const seconds = Number(command.at(-1)) + Number(lifecycle.preStop.exec.command[1]);
    expect(seconds).toBeLessThan(terminationGracePeriodSeconds);
  });
});

test("every image has a repository in the account's registry", () => {
  const account = fixtureStacks().account as SynthesizedStack;
  const repositories = Object.values(account.resources("alicloud_cr_repo")).map(({ name }) => name);
  const images = all.flatMap(({ spec }) => (spec?.template?.spec.containers ?? []).map(({ image }: Block) => image));
  const registry = account.json.output.image_registry.value;
  for (const image of images) expect(repositories.map((name) => `${registry}/${name}:2026-11-23.1`)).toContain(image);
  expect(images.length).toBeGreaterThan(3);
});

describe("Celery", () => {
  test("works in two to six pods by CPU use, and answers nobody", () => {
    expect(containerOf("ainav-celery-worker").command.join(" ")).toBe("celery -A app.celery worker --loglevel=info");
    const { minReplicas, maxReplicas, metrics } = object("HorizontalPodAutoscaler", "ainav-celery-worker-hpa").spec;
    expect([minReplicas, maxReplicas, metrics.map(({ resource }: Block) => resource.name)]).toEqual([2, 6, ["cpu"]]);
    expect(find(all, "Service", "ainav-celery-worker")).toBeUndefined();
    expect(object("NetworkPolicy", "ainav-celery-worker").spec.ingress ?? []).toEqual([]);
  });

  test("has the time that its longest task takes before a pod is killed", () => {
    expect(
      object("Deployment", "ainav-celery-worker").spec.template.spec.terminationGracePeriodSeconds,
    ).toBeGreaterThan(600);
  });

  test("is restarted only after twenty minutes without an answer, so that a lost broker kills no worker", () => {
    const { periodSeconds, failureThreshold } = containerOf("ainav-celery-worker").livenessProbe;
    expect(periodSeconds * failureThreshold).toBeGreaterThanOrEqual(1200);
  });

  test("has exactly one Beat, whose successor comes when it is gone", () => {
    const { replicas, strategy } = object("Deployment", "ainav-celery-beat").spec;
    expect([replicas, strategy]).toEqual([1, { type: "Recreate" }]);
    expect(find(all, "HorizontalPodAutoscaler", "ainav-celery-beat-hpa")).toBeUndefined();
    const [, schedule] = /--schedule=(\S+)/.exec(containerOf("ainav-celery-beat").command.join(" ")) ?? [];
    const folders = containerOf("ainav-celery-beat").volumeMounts.map(({ mountPath }: Block) => mountPath);
    expect(folders).toContain(schedule?.replace(/\/[^/]+$/, ""));
  });
});

describe("Celery by its queue", () => {
  const scaled = workloads({ cluster: { ...EXAMPLE.cluster, queueScaling: { tasksPerWorker: 20 } } });
  const release = Object.values(scaled.resources("helm_release")).find(({ name }) => name === "queue-scaling") as Block;

  test("has as many workers as KEDA says, between the same two numbers, and no autoscaler of its own", () => {
    expect(Object.fromEntries(release.set.map(({ name, value }: Block) => [name, value]))).toEqual({
      deployment: expect.stringContaining("kubernetes_deployment_v1.celery-worker"),
      ...{ minimum: "2", maximum: "6", cpuPercent: "70", "queue.tasksPerWorker": "20" },
      ...{ "queue.address": "redis.example:6379", "queue.list": CELERY_QUEUE_LIST },
      ...{ "queue.user": "app", "queue.passwordSecret.name": "ainav-secrets" },
    });
    const others = manifests(scaled);
    expect(find(others, "HorizontalPodAutoscaler", "ainav-celery-worker-hpa")).toBeUndefined();
    expect(find(others, "Deployment", "ainav-celery-worker")?.spec.replicas).toBeUndefined();
    expect(find(others, "PodDisruptionBudget", "ainav-celery-worker")).toBeDefined();
    expect(find(others, "Deployment", "ainav-celery-beat")?.spec.replicas).toBe(1);
  });

  test("refuses a minimum over the maximum", () => {
    const problems = () =>
      synthesizeKubernetes((scope) => {
        new HelmProvider(scope, "helm");
        new QueueScaling(scope, "queue", {
          ...{ releaseName: "queue", namespace: "x", chart: { folder: path.resolve("helm-values/queue-scaling") } },
          ...{ valuesFiles: [path.resolve("helm-values/queue-scaling/values.yaml")], deploymentName: "x" },
          ...{ minimum: 6, maximum: 2, cpuPercent: 70, tasksPerWorker: 20 },
          queue: { host: "redis.example", port: "6379", list: "x", user: "app", passwordSecret: "x" },
        });
      });
    expect(problems).toThrow("[test/queue] minimum 6 is over maximum 2: lower the one or raise the other");
  });
});

describe("crawlers and scheduled tasks", () => {
  test.each(["ainav-crawlers", "ainav-scheduled-tasks"])("%s: never twice at once, each run bounded", (name) => {
    const { spec } = object("CronJob", name);
    expect(spec).toMatchObject({ concurrencyPolicy: "Forbid", timeZone: "Asia/Shanghai", suspend: false });
    expect(spec.jobTemplate.spec.activeDeadlineSeconds).toBeGreaterThan(0);
    expect(spec.startingDeadlineSeconds).toBeGreaterThan(0);
    expect([spec.successfulJobsHistoryLimit, spec.failedJobsHistoryLimit]).toEqual([1, 3]);
    expect(spec.jobTemplate.spec.template.spec.restartPolicy).toBe("Never");
  });

  test("are suspended, and Beat is absent, while they run on the worker host; everything else is the same", () => {
    const migrating = manifests(workloads({ beatRuns: false }));
    expect(find(migrating, "Deployment", "ainav-celery-beat")).toBeUndefined();
    for (const name of ["ainav-crawlers", "ainav-scheduled-tasks"]) {
      expect(find(migrating, "CronJob", name)?.spec.suspend).toBe(true);
    }
    expect(find(migrating, "CronJob", "ainav-web-scale-night")?.spec.suspend).toBe(false);
    const jobs = ["ainav-crawlers", "ainav-scheduled-tasks"];
    const rest = (from: readonly Manifest[]) =>
      from.filter(({ metadata: { name } }) => name !== "ainav-celery-beat" && !jobs.includes(name));
    expect(rest(migrating)).toEqual(rest(all));
  });
});

describe("the migration", () => {
  const migration = (tag: string) => manifests(withImages({ tag })).find(({ kind }) => kind === "Job") as Manifest;

  test("is alembic upgrade head, with content-api's image, as the schema's owner", () => {
    const [container] = migration("1.0").spec.template.spec.containers;
    expect(container.command).toEqual(["alembic", "upgrade", "head"]);
    expect(container.image).toBe("registry.cn-hongkong.aliyuncs.com/ainav/content-api:1.0");
    expect(container.envFrom.at(-1)).toEqual({ secretRef: { name: "ainav-migrations" } });
    expect(container.env).toContainEqual({ name: "DATABASE_USER", value: "ainav_owner" });
  });

  test("is a new job for a new image, and the same job for the same image", () => {
    expect(migration("1.0").metadata.name).toMatch(/^ainav-migrate-[0-9a-f]{10}$/);
    expect(migration("1.0").metadata.name).toBe(migration("1.0").metadata.name);
    expect(migration("1.1").metadata.name).not.toBe(migration("1.0").metadata.name);
  });

  test("is waited for, longer than it may take, and does not remove itself, which a plan would read as missing", () => {
    const block = stack.resource("kubernetes_job_v1");
    expect(block.wait_for_completion).toBe(true);
    expect(Number.parseInt(block.timeouts.create, 10)).toBeGreaterThan(block.spec.active_deadline_seconds);
    expect(block.spec).toMatchObject({ backoff_limit: 2 });
    expect(block.spec.ttl_seconds_after_finished).toBeUndefined();
  });

  test("has no key but those that it needs, and reaches the database alone", () => {
    const name = "ainav-migrate";
    expect(object("ServiceAccount", name).metadata.annotations).toBeUndefined();
    const ports = object("NetworkPolicy", name).spec.egress.flatMap((rule: Block) =>
      rule.ports.map(({ port }: Block) => port),
    );
    expect(ports).toEqual([5432]);
  });
});

describe("settings and secrets", () => {
  test("are separate: the ConfigMap has addresses, and no secret passes through Terraform", () => {
    const { data } = object("ConfigMap", "ainav-config");
    expect(data).toMatchObject({
      SITE_URL: "https://ainav.cn",
      DATABASE_HOST: "postgres.example",
      DATABASE_PORT: "5432",
      REDIS_HOST: "redis.example",
      CELERY_REDIS_PREFIX,
      MEILISEARCH_URL: "http://meilisearch.search.svc:7700",
      CONTENT_API_URL: "http://ainav-content-api",
      OSS_ENDPOINT: "https://oss-cn-hongkong-internal.aliyuncs.com",
      ASSETS_BUCKET: "example-assets",
      UPLOADS_BUCKET: "example-uploads",
      // Pods that use buckets reach the cloud's own services, and most of them nothing outside.
      ALIBABA_CLOUD_STS_REGION: "cn-hongkong",
      ALIBABA_CLOUD_VPC_ENDPOINT_ENABLED: "true",
    });
    expect(Object.keys(data).filter((key) => /PASSWORD|SECRET|TOKEN|KEY/.test(key))).toEqual([]);
    expect(Object.keys(stack.json.resource).filter((type) => /secret/.test(type))).toEqual([]);
    const { command } = containerOf("ainav-web");
    expect(command).toBeUndefined();
  });

  test("name the role of buckets only on the accounts of pods that use buckets", () => {
    const annotated = all
      .filter(({ kind, metadata }) => kind === "ServiceAccount" && metadata.annotations !== undefined)
      .map(({ metadata }) => `${metadata.name} ${metadata.annotations["pod-identity.alibabacloud.com/role-name"]}`);
    expect(annotated.sort()).toEqual(
      ["celery-worker", "content-api", "crawlers", "scheduled-tasks", "web"].map(
        (name) => `ainav-${name} ${EXAMPLE.bucketRole}`,
      ),
    );
    const [namespace] = all.filter(({ kind }) => kind === "Namespace");
    expect(namespace?.metadata.labels).toMatchObject({ "pod-identity.alibabacloud.com/injection": "on" });
  });

  test("leave the accounts' pull secrets to the cluster's helper, and name one where there is none", () => {
    for (const { lifecycle } of Object.values(stack.resources("kubernetes_service_account_v1"))) {
      expect(lifecycle).toEqual({ ignore_changes: ["image_pull_secret"] });
    }
    const pullSecrets = (from: SynthesizedStack) =>
      find(manifests(from), "Deployment", "ainav-web")?.spec.template.spec.imagePullSecrets;
    expect(pullSecrets(stack)).toEqual([{ name: "ainav-registry" }]);
    const enterprise = withImages({ enterpriseInstanceId: "cri-hkexample" });
    expect(pullSecrets(enterprise)).toBeUndefined();
    const set = (from: SynthesizedStack) => from.resource("helm_release").set.map(({ name }: Block) => name);
    const registry = ["own.registry.\\.dockerconfigjson", "types.ainav-registry"];
    expect(set(stack)).toEqual(expect.arrayContaining(registry));
    expect(set(enterprise)).not.toEqual(expect.arrayContaining(registry));
  });

  test("come from the store through a release of their own, before the migration and so before every pod", () => {
    const release = stack.resource("helm_release");
    expect(release).toMatchObject({ name: "application-secrets", atomic: true });
    expect(release.namespace).toContain("kubernetes_namespace_v1.namespace");
    expect(stack.resource("kubernetes_job_v1").depends_on).toContain("helm_release.secrets");
  });
});

describe("traffic", () => {
  const sources = (name: string) =>
    (object("NetworkPolicy", name).spec.ingress ?? []).flatMap(({ from }: Block) =>
      from.map(
        ({ namespaceSelector, podSelector }: Block) =>
          namespaceSelector?.matchLabels["kubernetes.io/metadata.name"] ?? podSelector.matchLabels.app,
      ),
    );
  const targets = (name: string) =>
    object("NetworkPolicy", name).spec.egress.flatMap(({ to, ports }: Block) =>
      to.map(({ ipBlock, namespaceSelector, podSelector }: Block) => {
        const where =
          ipBlock?.cidr ?? namespaceSelector?.matchLabels["kubernetes.io/metadata.name"] ?? podSelector.matchLabels.app;
        return `${where}:${ports.map(({ port }: Block) => port).join(",")}`;
      }),
    );

  test("comes in from the ingress controller, Prometheus, and, for the APIs, from the web", () => {
    expect(sources("ainav-web")).toEqual(["ingress", "monitoring"]);
    expect(sources("ainav-content-api")).toEqual(["ingress", "monitoring", "ainav-web"]);
    expect(sources("ainav-search-api")).toEqual(["ingress", "monitoring", "ainav-web"]);
  });

  test("goes out to the databases, to OSS, to search and to the APIs, as each workload needs", () => {
    const [databases, redis] = ["5432", "6379"].map((port) => [`10.0.2.0/24:${port}`, `10.0.12.0/24:${port}`]);
    expect(targets("ainav-web")).toEqual([
      ...(databases ?? []),
      ...(redis ?? []),
      "search:7700",
      "100.64.0.0/10:443",
      "ainav-content-api:8000",
      "ainav-search-api:8000",
    ]);
    expect(targets("ainav-search-api")).toEqual([...(databases ?? []), "search:7700"]);
    expect(targets("ainav-celery-beat")).toEqual(redis);
  });

  test("goes to the search host while Meilisearch is there", () => {
    const onHost = manifests(workloadsAmid({ search: { host: "search.example" } }));
    const [, rule] = find(onHost, "NetworkPolicy", "ainav-search-api")?.spec.egress ?? [];
    expect(rule.to).toEqual(["10.0.2.0/24", "10.0.12.0/24"].map((cidr) => ({ ipBlock: { cidr } })));
  });

  test("reaches the Internet from crawlers and workers only, and through it neither the VPC nor a node's keys", () => {
    const blocks = all
      .filter(({ kind }) => kind === "NetworkPolicy")
      .flatMap(({ metadata, spec }) =>
        (spec.egress ?? []).flatMap(({ to }: Block) =>
          to
            .filter(({ ipBlock }: Block) => ipBlock?.cidr === "0.0.0.0/0")
            .map((peer: Block) => [metadata.name, peer.ipBlock.except]),
        ),
      );
    expect(blocks.map(([name]) => name).sort()).toEqual(["ainav-celery-worker", "ainav-crawlers"]);
    for (const [, except] of blocks) expect(except).toEqual(expect.arrayContaining(["10.0.0.0/8", "100.64.0.0/10"]));
    const toOss = all.flatMap(({ spec }) => (spec?.egress ?? []).flatMap(({ to }: Block) => to)) as Block[];
    for (const { ipBlock } of toOss.filter(({ ipBlock }) => ipBlock?.cidr === "100.64.0.0/10")) {
      expect(ipBlock.except).toEqual(["100.100.100.200/32"]);
    }
  });
});

describe("what an environment may get wrong", () => {
  test("is a tag that moves", () => {
    expect(() => withImages({ tag: "latest" })).toThrow(
      '[production-workloads/web] image: "registry.cn-hongkong.aliyuncs.com/ainav/web:latest" changes under its pods: name a tag',
    );
  });

  test("is a host outside the owner's domain", () => {
    expect(() => workloadsAmid({ siteHost: "ainav.example" })).toThrow(
      "[production-workloads/ingress] hosts: ainav.example is not in ainav.cn",
    );
  });
});
