import { describe, expect, test } from "@jest/globals";
import { RELEASES, type ReleaseName } from "../../stacks/in-cluster/releases";
import { ChartKeys } from "../support/helm/chart-keys";
import { baseValues, PUBLISHED, platformStack, readYaml, releasesOf, valuesFiles } from "../support/helm/platform";

const keysOf = (name: ReleaseName) => new ChartKeys((RELEASES[name].chart as { name: string }).name);

describe("the values of every published chart", () => {
  test.each(PUBLISHED)("%s: have only keys that the chart knows", (name) => {
    for (const file of valuesFiles(name)) expect([file, keysOf(name).unknown(readYaml(file))]).toEqual([file, []]);
  });

  test.each(PUBLISHED)("%s: the stack sets only what the chart knows", (name) => {
    const release = releasesOf(platformStack())[name];
    expect(release?.chart).toBe((RELEASES[name].chart as { name: string }).name);
    const set: { name: string }[] = release?.set ?? [];
    expect(set.map((entry) => entry.name).filter((entry) => !keysOf(name).knows(entry))).toEqual([]);
  });

  test("a misspelt key is refused at every depth, except where a chart takes any key", () => {
    const traefik = new ChartKeys("traefik");
    expect(traefik.unknown({ providers: { kubernetesIngressNginx: { enabled: true } } })).toEqual([
      "providers.kubernetesIngressNginx",
    ]);
    expect(traefik.unknown({ deployments: { replicas: 2 } })).toEqual(["deployments"]);
    expect(traefik.unknown({ service: { annotations: { anything: "goes" } } })).toEqual([]);
    expect(traefik.knows("ports.web.nodePorts")).toBe(false);
    const stack = new ChartKeys("kube-prometheus-stack");
    expect(stack.unknown({ grafana: { admin: { existingSecrets: "x" }, "grafana.ini": { any: 1 } } })).toEqual([
      "grafana.admin.existingSecrets",
    ]);
    expect(stack.unknown({ prometheus: { prometheusSpec: { retentions: "15d" } } })).toEqual([
      "prometheus.prometheusSpec.retentions",
    ]);
    expect(() => new ChartKeys("nothing")).toThrow(/nothing\.keys: is missing; run `npm run chart-keys`/);
  });
});

describe("what the values say", () => {
  test("Traefik serves class nginx alone, has two replicas or more, and no public load balancer", () => {
    const { deployment, providers, ingressClass, podDisruptionBudget, service, extraObjects } = baseValues("traefik");
    expect(deployment.replicas).toBeGreaterThanOrEqual(2);
    expect(podDisruptionBudget).toEqual({ enabled: true, maxUnavailable: 1 });
    expect(providers).toEqual({
      kubernetesIngressNGINX: { enabled: true, controllerClass: "k8s.io/ingress-nginx", ingressClass: "nginx" },
      kubernetesIngress: { enabled: false },
      kubernetesCRD: { enabled: false },
    });
    expect(ingressClass.enabled).toBe(false);
    expect(extraObjects).toEqual([
      {
        apiVersion: "networking.k8s.io/v1",
        kind: "IngressClass",
        metadata: { name: "nginx" },
        spec: { controller: "k8s.io/ingress-nginx" },
      },
    ]);
    expect(service.spec.loadBalancerClass).toBe("alibabacloud.com/nlb");
    expect(service.annotations["service.beta.kubernetes.io/alibaba-cloud-loadbalancer-address-type"]).toBe("intranet");
  });

  test("Prometheus keeps 15 days and asks every 15 seconds, and takes every monitor and rule", () => {
    const values = baseValues("kube-prometheus-stack");
    const { prometheusSpec } = values.prometheus;
    expect(prometheusSpec).toMatchObject({ retention: "15d", scrapeInterval: "15s", evaluationInterval: "15s" });
    const selectors = ["rule", "serviceMonitor", "podMonitor", "probe", "scrapeConfig"];
    for (const kind of selectors)
      expect([kind, prometheusSpec[`${kind}SelectorNilUsesHelmValues`]]).toEqual([kind, false]);
    for (const part of ["kubeEtcd", "kubeControllerManager", "kubeScheduler", "kubeProxy"])
      expect([part, values[part]]).toEqual([part, { enabled: false }]);
    expect(values.grafana.admin.existingSecret).toBe("grafana-admin");
  });

  test.each(["values", "staging"])("Prometheus forgets before its volume is full: %s", (file) => {
    const { prometheusSpec } = readYaml(`helm-values/kube-prometheus-stack/${file}.yaml`).prometheus;
    const volume = Number.parseInt(prometheusSpec.storageSpec.volumeClaimTemplate.spec.resources.requests.storage, 10);
    const size = Number.parseInt(prometheusSpec.retentionSize, 10);
    // GB against GiB, and a fifth for the write-ahead log and compactions.
    expect(size * 1e9).toBeLessThanOrEqual(volume * 2 ** 30 * 0.8);
  });

  test("alerts reach a receiver whose address is in a Secret", () => {
    const { alertmanagerSpec, config } = baseValues("kube-prometheus-stack").alertmanager;
    expect(config.route.receiver).toBe("webhook");
    const [{ url_file }] = config.receivers[1].webhook_configs;
    expect(url_file).toBe(`/etc/alertmanager/secrets/${alertmanagerSpec.secrets[0]}/url`);
  });

  test("Loki is one process on OSS with tsdb v13, and its compactor deletes old logs", () => {
    const { deploymentMode, loki, read, write, backend } = baseValues("loki");
    expect([deploymentMode, read.replicas, write.replicas, backend.replicas]).toEqual(["Monolithic", 0, 0, 0]);
    expect(loki.schemaConfig.configs[0]).toMatchObject({ store: "tsdb", schema: "v13", object_store: "s3" });
    expect(loki.storage.s3.s3ForcePathStyle).toBe(false);
    expect(loki.compactor).toMatchObject({ retention_enabled: true, delete_request_store: "s3" });
  });

  test("Meilisearch is v1.6 as on the search host, in production's mode, with metrics, on the volume of the search host's disk", () => {
    const { image, persistence, environment, auth, podSecurityContext } = baseValues("meilisearch");
    const searchHost = readYaml("hosts/search/opt/ainav/search/compose.yaml");
    expect(image.tag).toMatch(/^v1\.6\.\d+$/);
    expect(persistence).toEqual({ enabled: true, existingClaim: "search-index" });
    expect(environment).toMatchObject({ MEILI_ENV: "production", MEILI_EXPERIMENTAL_ENABLE_METRICS: true });
    // The host mounts the disk at /data, and its container one folder of the disk at /meili_data.
    const { environment: own, volumes, image: used } = searchHost.services.meilisearch;
    const home = volumes[0].source.replace("/data/", "/meili_data/");
    for (const part of ["MEILI_DB_PATH", "MEILI_DUMP_DIR", "MEILI_SNAPSHOT_DIR"])
      expect(environment[part]).toBe(own[part].replace("/meili_data/", `${home}/`));
    expect(used).toBe(`docker.io/getmeili/meilisearch:${image.tag}`);
    // What a host wrote belongs to the user of its container.
    expect(podSecurityContext.fsGroupChangePolicy).toBe("Always");
    expect(auth.existingMasterKeySecret).toBe("meilisearch-master-key");
  });

  test("KEDA reads no Secret but the one with the queue's password, and has two of everything", () => {
    const { operator, metricsServer, webhooks, permissions } = baseValues("keda");
    for (const part of [operator, metricsServer, webhooks]) expect(part.replicaCount).toBe(2);
    expect(permissions.metricServer.restrict.secret).toBe(true);
    expect(releasesOf(platformStack()).keda?.set).toEqual([
      { name: "permissions.operator.restrict.namesAllowList[0]", value: "ainav-secrets", type: "string" },
    ]);
  });

  test("everything with a volume, and the ingress, runs on the nodes of the system pool", () => {
    const { prometheus, alertmanager, grafana } = baseValues("kube-prometheus-stack");
    const placed = [
      prometheus.prometheusSpec,
      alertmanager.alertmanagerSpec,
      grafana,
      baseValues("loki").singleBinary,
      baseValues("meilisearch"),
      baseValues("traefik"),
    ];
    for (const { nodeSelector } of placed) expect(nodeSelector).toEqual({ pool: "system" });
  });

  test("cert-manager keeps certificates when it is removed, has two of everything, and asks outside for challenges", () => {
    const values = baseValues("cert-manager");
    expect(values.crds).toEqual({ enabled: true, keep: true });
    for (const part of [values, values.webhook, values.cainjector])
      expect([part.replicaCount, part.podDisruptionBudget]).toEqual([2, { enabled: true, maxUnavailable: 1 }]);
    expect(values.dns01RecursiveNameserversOnly).toBe(true);
  });

  test("external-dns deletes nothing, and publishes only Ingresses that say where they lead", () => {
    const { policy, registry, annotationFilter, sources } = baseValues("external-dns");
    expect([policy, registry, sources]).toEqual(["upsert-only", "txt", ["ingress"]]);
    expect(annotationFilter).toBe("external-dns.alpha.kubernetes.io/target");
  });

  test("every cloud disk has at least 20 GiB, the smallest size that there is", () => {
    const sizes: string[] = [];
    const visit = (value: unknown, key: string): void => {
      if (typeof value === "string" && /^\d+Gi$/.test(value) && ["size", "storage"].includes(key)) sizes.push(value);
      if (typeof value === "object" && value !== null)
        for (const [inner, content] of Object.entries(value)) visit(content, inner);
    };
    for (const name of PUBLISHED) for (const file of valuesFiles(name)) visit(readYaml(file), "");
    expect(sizes.length).toBeGreaterThanOrEqual(5);
    expect(sizes.filter((size) => Number.parseInt(size, 10) < 20)).toEqual([]);
  });
});
