import { describe, expect, test } from "@jest/globals";
import type { ReleaseName } from "../../stacks/in-cluster/releases";
import { readYaml } from "../support/helm/platform";
import { argumentsOf, folderOf, helm, IN_KMS, objects, type Variant } from "../support/helm/programs";
import type { Block } from "../support/synthesis";

/** What both releases of Secrets render. */
const secrets = (variant?: Variant) =>
  ["platform-secrets", "application-secrets"].flatMap((release) => objects(release, variant));

describe("the environment's secrets", () => {
  test("become ainav-secrets, from OOS parameters named project/environment/role", () => {
    const found = secrets();
    const app = found.find(({ metadata }) => metadata.name === "ainav-secrets") as Block;
    expect(app.metadata.namespace).toBe("ainav");
    expect(app.spec.provider).toBe("oos");
    expect(app.spec.data.map(({ key, name }: Block) => [name, key])).toEqual([
      ["MEILISEARCH_API_KEY", "ainav/production/search-master"],
      ["POSTGRES_PASSWORD", "ainav/production/postgres-app"],
      ["REDIS_PASSWORD", "ainav/production/redis-app"],
    ]);
    const [store] = objects("secret-store") as [Block];
    const { name, namespace } = store.metadata;
    for (const { spec } of found)
      for (const { secretStoreRef } of spec.data) expect(secretStoreRef).toEqual({ name, namespace });
  });

  test("are read with a role that the pods of ack-secret-manager take on", () => {
    const [store] = objects("secret-store");
    expect(store?.spec).toEqual({
      OOS: {
        OOSAuth: {
          ramRoleARN: "acs:ram::1234567890123456:role/ainav-production-secrets",
          oidcProviderARN: "acs:ram::1234567890123456:oidc-provider/ack-rrsa-c0123",
        },
      },
    });
  });

  test("come from KMS where the environment keeps them there, in their current version", () => {
    const [store] = objects("secret-store", IN_KMS) as [Block];
    expect(Object.keys(store.spec)).toEqual(["KMS"]);
    const [{ spec }] = secrets(IN_KMS) as [Block];
    expect([spec.provider, spec.data[0].versionStage]).toEqual(["kms", "ACSCurrent"]);
  });

  test("do not come from anywhere else", () => {
    const args = [...argumentsOf("secret-store"), "--set-string", "store.kind=vault"];
    const { ok, output } = helm(["template", "x", folderOf("secret-store"), ...args]);
    expect([ok, output]).toEqual([false, expect.stringContaining('store.kind: "vault" is not a secret store')]);
  });

  test("exist under every name and key that the values of other releases use", () => {
    const made = new Set(
      secrets().flatMap(({ metadata, spec }) =>
        spec.data.map(({ name }: Block) => `${metadata.namespace}/${metadata.name}/${name}`),
      ),
    );
    const values = (name: ReleaseName) => readYaml(`helm-values/${name}/values.yaml`);
    const grafana = values("kube-prometheus-stack").grafana.admin;
    const issuer = values("cluster-issuers").tokenSecret;
    const dns = values("external-dns").env[0].valueFrom.secretKeyRef;
    const redis = values("prometheus-redis-exporter").auth.secret;
    const postgres = values("prometheus-postgres-exporter").config.datasource.passwordSecret;
    const search = values("monitoring-rules").search.keySecret;
    const wanted = [
      `monitoring/${grafana.existingSecret}/${grafana.userKey}`,
      `monitoring/${grafana.existingSecret}/${grafana.passwordKey}`,
      `monitoring/${values("kube-prometheus-stack").alertmanager.alertmanagerSpec.secrets[0]}/url`,
      `cert-manager/${issuer.name}/${issuer.key}`,
      `external-dns/${dns.name}/${dns.key}`,
      `monitoring/${redis.name}/${redis.key}`,
      `monitoring/${postgres.name}/${postgres.key}`,
      `search/${search.name}/${search.key}`,
      `search/${values("meilisearch").auth.existingMasterKeySecret}/MEILI_MASTER_KEY`,
      `monitoring/${values("loki").singleBinary.extraEnvFrom[0].secretRef.name}/LOKI_ACCESS_KEY_ID`,
      `monitoring/${values("loki").singleBinary.extraEnvFrom[0].secretRef.name}/LOKI_ACCESS_KEY_SECRET`,
    ];
    expect(wanted.filter((place) => !made.has(place))).toEqual([]);
  });
});
