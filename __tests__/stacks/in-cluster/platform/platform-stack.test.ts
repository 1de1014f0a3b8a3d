import { describe, expect, test } from "@jest/globals";
import { parseYaml } from "../../../../constructs/kubernetes/helm/helm-values";
import { RELEASES, type ReleaseName } from "../../../../stacks/in-cluster/releases";
import { FIXTURE_OWNER } from "../../../support/fixture/fixture";
import { PUBLISHED, platformStack, releasesOf } from "../../../support/helm/platform";
import { type Block, operatorOutputs } from "../../../support/synthesis";

const stack = platformStack();
const releases = releasesOf(stack);

/** What the stack sets beside the files, by path. */
function settings(name: ReleaseName): Record<string, string> {
  return Object.fromEntries(releases[name]?.set.map((entry: Block) => [entry.name, entry.value]));
}

describe("the platform stack", () => {
  test("has every release of the table, each ready or rolled back, with five revisions kept", () => {
    expect(Object.keys(releases).sort()).toEqual(Object.keys(RELEASES).sort());
    for (const [name, release] of Object.entries(releases)) {
      expect(release).toMatchObject({
        name,
        namespace: RELEASES[name as ReleaseName].namespace,
        timeout: RELEASES[name as ReleaseName].timeoutSeconds,
        atomic: true,
        cleanup_on_fail: true,
        wait: true,
        max_history: 5,
      });
    }
  });

  test("makes each release wait for those that it depends on", () => {
    for (const [name, { depends_on = [] }] of Object.entries(releases)) {
      const waits = depends_on.map((id: string) => stack.json.resource.helm_release[id.split(".")[1] as string].name);
      expect([name, waits.sort()]).toEqual([name, [...RELEASES[name as ReleaseName].dependsOn].sort()]);
    }
  });

  test("lays an environment's values over the base, where it has any", () => {
    const replicas = (name: string) =>
      releasesOf(platformStack(name)).traefik?.values.map((text: string) => {
        return (parseYaml(text) as Block).deployment?.replicas;
      });
    expect(replicas("production")).toEqual([2, 3]);
    expect(replicas("staging")).toEqual([2]);
  });

  test("names the environment's secrets in its store, and the role that reads them", () => {
    expect(settings("secret-store")).toEqual({
      "store.kind": "oos",
      "store.roleArn": "acs:ram::1234567890123456:role/ainav-production-secrets",
      "store.oidcProviderArn": "acs:ram::1234567890123456:oidc-provider/ack-rrsa-c0123",
    });
    expect(settings("platform-secrets")).toEqual({ "store.kind": "oos", prefix: "ainav/production" });
  });

  test("makes a token that only writes the zone's DNS records, and keeps it in the secret store", () => {
    const [{ effect, permission_groups, resources }] = stack.resource("cloudflare_account_token").policies;
    expect([effect, permission_groups.length]).toEqual(["allow", 2]);
    expect(resources).toContain(`com.cloudflare.api.account.zone.${FIXTURE_OWNER.cloudflareZoneId}`);
    expect(stack.resource("alicloud_oos_secret_parameter").secret_parameter_name).toBe(
      "ainav/production/cloudflare-dns",
    );
  });

  test("leaves search on its host, and is told to watch it there, while there are hosts", () => {
    const onHost = releasesOf(
      platformStack("production", {}, { search: { host: "search.production.ainav.internal" } }),
    );
    expect(Object.keys(RELEASES).filter((name) => !(name in onHost))).toEqual(["search-index", "meilisearch"]);
    expect(onHost["monitoring-rules"]?.set).toContainEqual({
      ...{ name: "search.host", value: "search.production.ainav.internal", type: "string" },
    });
    expect(settings("search-index")).toEqual({
      ...{ "disk.id": "d-search", "disk.zone": "cn-hongkong-b", "disk.size": "50Gi" },
      ...{ "callers[0]": "ainav", "callers[1]": "monitoring" },
    });
  });

  test("has KEDA only where workers are scaled by their queue", () => {
    const cluster = { permissions: [], queueScaling: undefined };
    const without = releasesOf(platformStack("production", { cluster }));
    expect(Object.keys(RELEASES).filter((name) => !(name in without))).toEqual(["keda"]);
  });

  test("gives CI's plan role a ClusterRole that reads no secret, after the release that makes it", () => {
    const permissions = [{ uid: "300000000000000002", isRole: true, role: "plan" as const }];
    const planned = platformStack("production", { cluster: { permissions } });
    expect(planned.resource("alicloud_cs_kubernetes_permissions")).toMatchObject({
      uid: "300000000000000002",
      permissions: [{ cluster: "c0123", role_name: "terraform-access", is_custom: true, is_ram_role: true }],
      depends_on: ["helm_release.terraform-access"],
    });
  });

  test("keeps Helm's releases where that role can read them", () => {
    expect(stack.json.provider.helm[0].helm_driver).toBe("configmap");
  });

  test("gives the ingress the load balancer's node port, trusted addresses without those of pods, and its own zones", () => {
    expect(settings("traefik")).toEqual({
      "ports.web.nodePort": "30080",
      "ports.web.forwardedHeaders.trustedIPs[0]": "10.0.1.0/24",
      "ports.web.forwardedHeaders.trustedIPs[1]": "10.0.11.0/24",
      "ports.web.forwardedHeaders.trustedIPs[2]": "10.0.2.0/24",
      "ports.web.forwardedHeaders.trustedIPs[3]": "10.0.12.0/24",
      "service.annotations.service\\.beta\\.kubernetes\\.io/alibaba-cloud-loadbalancer-zone-maps":
        "cn-hongkong-b:vsw-b\\,cn-hongkong-c:vsw-c",
    });
  });

  test("tells charts where region, zone, databases and bucket are", () => {
    expect(settings("external-dns")).toEqual({ "domainFilters[0]": "ainav.cn", txtOwnerId: "ainav-production" });
    expect(settings("cluster-issuers")).toEqual({ dnsZone: "ainav.cn" });
    expect(settings("ack-secret-manager")).toEqual({ "command.region": "cn-hongkong" });
    expect(settings("prometheus-redis-exporter")).toEqual({ redisAddress: "redis://r.redis.rds.aliyuncs.com:6379" });
    expect(settings("prometheus-postgres-exporter")).toEqual({
      "config.datasource.host": "pgm.pg.rds.aliyuncs.com",
      "config.datasource.database": "ainav",
      "config.datasource.user": "ainav_exporter",
    });
    expect(settings("loki")).toMatchObject({
      "loki.storage.bucketNames.chunks": "ainav-production-loki-1234567890123456",
      "loki.storage.s3.endpoint": "s3.oss-cn-hongkong-internal.aliyuncs.com",
      "loki.limits_config.retention_period": expect.stringMatching(/^\d+h$/),
    });
  });

  test("takes every published chart from the mirror when there is one", () => {
    const cluster = { permissions: [], chartMirror: "oci://registry.example.com/charts" };
    const mirrored = releasesOf(platformStack("production", { cluster }));
    const published: string[] = PUBLISHED;
    for (const [name, { repository }] of Object.entries(mirrored))
      expect([name, repository]).toEqual([
        name,
        published.includes(name) ? "oci://registry.example.com/charts" : undefined,
      ]);
  });

  test("holds no secret: files and settings name Secrets, and nothing fills in a password or a key", () => {
    const filled: string[] = [];
    const visit = (value: unknown, place: string): void => {
      const key = place.split(".").at(-1) as string;
      const isSecret = /(password|secret|token|accesskey|apikey|masterkey|access_?key_?id)$/i.test(key);
      if (typeof value === "string" && isSecret && !/^\$\{LOKI_\w+\}$/.test(value)) filled.push(`${place}=${value}`);
      if (typeof value === "object" && value !== null)
        for (const [inner, content] of Object.entries(value)) visit(content, `${place}.${inner}`);
    };
    for (const [name, { values, set = [] }] of Object.entries(releases)) {
      // The secrets' own chart has, for each key, the name of what lies in the store.
      if (name === "platform-secrets") continue;
      for (const text of values) visit(parseYaml(text.replaceAll("$${", () => "${")), name);
      for (const entry of set) visit(entry.value, `${name}.${entry.name}`);
    }
    // Names of Secrets of Kubernetes.
    expect(filled.sort()).toEqual([
      "kube-prometheus-stack.grafana.admin.existingSecret=grafana-admin",
      "meilisearch.auth.existingMasterKeySecret=meilisearch-master-key",
    ]);
    expect(JSON.stringify(stack.json)).not.toMatch(/set_sensitive|set_wo|repository_password/);
  });

  test("leaves an environment variable in a value to the program that it is meant for", () => {
    expect(releases.loki?.values[0]).toContain("accessKeyId: $${LOKI_ACCESS_KEY_ID}");
  });

  test("tells operators where to look", () => {
    const outputs = operatorOutputs(stack);
    expect(outputs.ingress_node_port?.value).toBe("30080");
    expect(outputs.ingress_class?.value).toBe("nginx");
    for (const { description } of Object.values(outputs)) expect(description).not.toBe("");
  });
});
