import { describe, expect, test } from "@jest/globals";
import { PHASES, type Phase } from "../../environments/schema/environment";
import { CLUSTER_SECRETS, HAND_MADE_SECRETS } from "../../stacks/conventions/secrets";
import { production } from "../support/fixture/environments/production";
import { stacksOf } from "../support/fixture/stacks";
import { readYaml, releasesOf, valuesFiles } from "../support/helm/platform";
import type { Block, SynthesizedStack } from "../support/synthesis";

type Stacks = Record<string, SynthesizedStack>;
const inPhase = Object.fromEntries(PHASES.map((phase) => [phase, stacksOf({ ...production, phase })])) as Record<
  Phase,
  Stacks
>;

const groups = (stacks: Stacks) =>
  Object.keys(stacks["production-compute"]?.resources("alicloud_ess_scaling_group") ?? {});
const workloads = (stacks: Stacks, type: string) =>
  stacks["production-workloads"]?.resources(`kubernetes_${type}`) ?? {};
const releases = (stacks: Stacks) => (stacks["production-platform"] ? releasesOf(stacks["production-platform"]) : {});

describe("production", () => {
  test("has all its stacks in every phase, the cluster's four from migrating on", () => {
    const names = PHASES.map((phase) => Object.keys(inPhase[phase]).map((name) => name.replace("production-", "")));
    const hosts = ["compute", "data", "edge", "identity", "network", "operations", "rollout"];
    const all = [...hosts, "cluster", "platform", "pod-roles", "workloads"].sort();
    expect(names.map((stacks) => stacks.sort())).toEqual([hosts, all, all]);
  });
});

describe.each(PHASES)("in the phase %s", (phase) => {
  const stacks = inPhase[phase];

  test("Celery Beat and the scheduled jobs run in exactly one place", () => {
    const onWorkerHost = groups(stacks).includes("worker");
    const inCluster = "celery-beat" in workloads(stacks, "deployment_v1");
    expect([onWorkerHost, inCluster].filter(Boolean)).toHaveLength(1);
    for (const job of ["crawlers", "scheduled-tasks"]) {
      const made = workloads(stacks, "cron_job_v1")[job];
      expect([job, made === undefined || made.spec.suspend === true]).toEqual([job, onWorkerHost]);
    }
  });

  test("the search index is in exactly one place, on the one disk of the data stack", () => {
    const onSearchHost = groups(stacks).includes("search");
    const inCluster = releases(stacks).meilisearch !== undefined;
    expect([onSearchHost, inCluster].filter(Boolean)).toHaveLength(1);
    const { "search-disk": data } = stacks["production-data"]?.resources("alicloud_ecs_disk") ?? {};
    expect(data).toMatchObject({ size: 50, encrypted: true });
    const [disk] = releases(stacks)["search-index"]?.set ?? [];
    if (inCluster) expect(disk).toMatchObject({ name: "disk.id", value: expect.stringContaining("production-data") });
  });

  test("services are told where search is", () => {
    const [settings] = Object.values(workloads(stacks, "config_map_v1"));
    if (settings === undefined) return;
    const host = phase === "migrating" ? "search.production.ainav.internal" : "meilisearch.search.svc";
    expect(settings.data.MEILISEARCH_URL).toBe(`http://${host}:7700`);
  });

  test("the edge is the same", () => {
    expect(stacks["production-edge"]?.json).toEqual(inPhase.hosts["production-edge"]?.json);
  });

  test("the data stack is the same, but for who may reach the databases", () => {
    const kept = (of: Stacks) => {
      const {
        alicloud_db_instance: _,
        alicloud_kvstore_instance: __,
        ...others
      } = (of["production-data"] as SynthesizedStack).json.resource;
      return others;
    };
    expect(kept(stacks)).toEqual(kept(inPhase.hosts));
  });
});

describe("the secrets of the cluster", () => {
  const roles = ["platform-secrets", "application-secrets"].flatMap((release) =>
    valuesFiles(release).flatMap((file) => {
      const { secrets = {}, own = {} } = readYaml(file);
      const sets = [
        ...Object.values<Block>(secrets).flatMap((set) => Object.values<Block>(set)),
        ...Object.values<Block>(own),
      ];
      return sets.flatMap((keys) => Object.values<string>(keys));
    }),
  );

  test("are what the values of its releases name, and its role may read no other", () => {
    // A personal registry's password is set by the stack.
    expect([...new Set([...roles, "registry-pull"])].sort()).toEqual([...CLUSTER_SECRETS].sort());
  });

  test("are each made by a stack, but those that people put into the store", () => {
    const stacks = Object.values(inPhase.cluster);
    const made = stacks.flatMap((stack) =>
      Object.values(stack.resources("alicloud_oos_secret_parameter")).map(({ secret_parameter_name }) =>
        secret_parameter_name.replace("ainav/production/", ""),
      ),
    );
    const byPeople = Object.keys(HAND_MADE_SECRETS);
    expect(CLUSTER_SECRETS.filter((secret) => !made.includes(secret)).sort()).toEqual(
      CLUSTER_SECRETS.filter((secret) => byPeople.includes(secret)).sort(),
    );
  });

  test("go through no state of what runs there", () => {
    for (const name of ["production-platform", "production-workloads"]) {
      const { resource, output } = inPhase.cluster[name]?.json ?? {};
      // The token that the platform's stack makes goes from Cloudflare into the store, and is in its state as well.
      const { alicloud_oos_secret_parameter: _, ...others } = resource;
      expect(JSON.stringify([others, output])).not.toMatch(/random_password|access_key|\.value\}|secret_data/);
    }
  });
});

describe("the credentials of the cluster", () => {
  test.each([
    ["production-platform", "helm"],
    ["production-workloads", "helm"],
    ["production-workloads", "kubernetes"],
  ])("come to %s by a program at each run, and are kept nowhere: %s", (name, provider) => {
    const [block] = (inPhase.cluster[name] as SynthesizedStack).json.provider[provider];
    const { exec, host, ...others } = provider === "helm" ? block.kubernetes : block;
    const [{ command, args }] = [exec].flat();
    expect([command, ...args.slice(0, 2)]).toEqual(["ack-ram-tool", "credential-plugin", "get-credential"]);
    expect(host).toContain("api_server_intranet");
    expect(JSON.stringify(others)).not.toMatch(/token|client_key|password|config_path/);
  });

  test("stay in no stack's state, but for the caller's own that ends within minutes", () => {
    for (const { json } of Object.values(inPhase.cluster)) {
      for (const cluster of Object.values(json.resource?.alicloud_cs_managed_kubernetes ?? {})) {
        expect(cluster).toMatchObject({ skip_set_certificate_authority: true });
      }
      for (const credential of Object.values(json.data?.alicloud_cs_cluster_credential ?? {})) {
        expect(credential).toMatchObject({ temporary_duration_minutes: 15 });
      }
    }
  });
});
