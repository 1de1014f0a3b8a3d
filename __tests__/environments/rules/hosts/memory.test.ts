import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { describe, expect, test } from "@jest/globals";
import { otherContainers } from "../../../../environments/loading/host-containers";
import { instanceMemoryMiB } from "../../../../environments/rules/hosts/instance-memory";
import { hostMemoryRules, type MemoryLimits } from "../../../../environments/rules/hosts/memory";
import { type PlatformSettings, platformEnvironment } from "../../../../environments/schema/environment";
import { production } from "../../../support/fixture/environments/production";
import { checked } from "../../../support/fixture/stacks";

describe("the memory of an instance type", () => {
  test.each([
    ["ecs.c6.large", 4],
    ["ecs.c6.xlarge", 8],
    ["ecs.c7a.2xlarge", 16],
    ["ecs.g6.xlarge", 16],
    ["ecs.g8i.large", 8],
    ["ecs.r7.4xlarge", 128],
  ])("%s is %d GiB", (type, gib) => {
    expect(instanceMemoryMiB(type)).toBe(gib * 1024);
  });

  test.each(["ecs.t6-c1m1.large", "ecs.c6.2large", "ecs.gn7i-c8g1.2xlarge", "ecs.c6.medium", "c6.large"])(
    "%s is not known",
    (type) => {
      expect(instanceMemoryMiB(type)).toBeUndefined();
    },
  );
});

describe("the memory of a host", () => {
  const { services } = checked(production);
  const settings = platformEnvironment.parse(production);

  /** What is wrong with production when its worker has these types, and these containers beside the services. */
  function problems(instanceTypes: string[], worker: MemoryLimits): string[] {
    const { hosts } = settings.compute;
    const compute: PlatformSettings["compute"] = {
      ...settings.compute,
      hosts: { ...hosts, worker: { ...hosts.worker, instanceTypes } },
    };
    return hostMemoryRules({ ...settings, compute }, services, { worker }).map(
      ({ path: place, message }) => `${place.join(".")} ${message}`,
    );
  }

  test("holds all workers, the largest job, a migration, what else runs there, and the system", () => {
    // 256 for Beat, 768 for workers, 768 for crawlers, 256 for a migration, 400 for the system.
    expect(problems(["ecs.c6.large"], { prometheus: 4096 - 2448 })).toEqual([]);
    expect(problems(["ecs.g6.large", "ecs.c6.large"], { prometheus: 4096 - 2447 })).toEqual([
      "compute.hosts.worker.instanceTypes.1 has 4096 MiB, and the host may take 4097: system 400, prometheus 1649, " +
        "celery-beat 256, celery-worker 768, the largest job 768, migration 256",
    ]);
  });

  test("holds every service of an app host, and the largest of them twice, as during a release", () => {
    const large = {
      ...services.web,
      resources: { ...services.web?.resources, memory: { request: "1Gi", limit: "4Gi" } },
    };
    const [problem] = hostMemoryRules(settings, { ...services, web: large as never }, {});
    expect(problem?.message).toBe(
      "has 8192 MiB, and the host may take 9616: system 400, web 4096, content-api 512, search-api 512, " +
        "the largest service a second time 4096",
    );
  });

  test("has to be known: a type of another family is refused, with what to do", () => {
    expect(problems(["ecs.t6-c1m1.large"], {})).toEqual([
      "compute.hosts.worker.instanceTypes.0 is a type whose memory is not known here",
    ]);
  });
});

describe("the containers beside the services", () => {
  test("are read from the compose files of all folders that a kind of host gets", () => {
    const root = mkdtempSync(path.join(tmpdir(), "hosts-"));
    const write = (folder: string, text: string) => {
      mkdirSync(path.join(root, folder), { recursive: true });
      writeFileSync(path.join(root, folder, "compose.yaml"), text);
    };
    try {
      write("docker/opt/ainav/agents", "services: { alloy: { mem_limit: 128m } }");
      write("worker/opt/ainav/monitoring", "services: { prometheus: { mem_limit: 1g }, loki: { mem_limit: 2048k } }");
      expect(otherContainers(root)).toEqual({
        app: { alloy: 128 },
        worker: { alloy: 128, prometheus: 1024, loki: 2 },
        search: { alloy: 128 },
        bastion: {},
      });
      write("search/opt/ainav/search", "services: { meilisearch: {} }");
      expect(() => otherContainers(root)).toThrow(/services\.meilisearch\.mem_limit: "" is no limit; write one/);
    } finally {
      rmSync(root, { recursive: true });
    }
  });
});
