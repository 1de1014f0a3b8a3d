import { describe, expect, test } from "@jest/globals";
import { validateEnvironments } from "../../../environments/loading/validation";
import { InvalidEnvironment, type Problem } from "../../../environments/rules/problem";
import type { PlatformEnvironmentInput } from "../../../environments/schema/environment";
import { staging } from "../../support/fixture/environments/staging";
import { FIXTURE, rawOwner } from "../../support/fixture/fixture";
import { checked } from "../../support/fixture/stacks";

// biome-ignore lint/suspicious/noExplicitAny: files of services may hold anything before they are checked.
type Files = Record<string, any>;

/** What is wrong with an environment once the files of services have been changed. */
function problemsOf(changeFiles: (files: Files) => void, environment: PlatformEnvironmentInput = staging): Problem[] {
  const files: Files = structuredClone(FIXTURE.services);
  changeFiles(files);
  try {
    validateEnvironments([environment], rawOwner(), [], { ...FIXTURE, services: files });
    return [];
  } catch (error) {
    if (error instanceof InvalidEnvironment) return [...error.problems];
    throw error;
  }
}

const describeProblems = (problems: readonly Problem[]) =>
  problems.map(({ source, path, message }) => `${source}: ${path} ${message}`);

describe("the files of services", () => {
  const cases: readonly [what: string, change: (files: Files) => void, file: string, path: string, message: string][] =
    [
      [
        "a port that another service has on hosts",
        ({ "search-api": service }) => Object.assign(service.ports, { host: 8001 }),
        "search-api",
        "ports.host",
        "is what content-api has too",
      ],
      [
        "a path that leads to another service",
        ({ "search-api": service }) => Object.assign(service, { paths: ["/api/content"] }),
        "search-api",
        "paths[0]",
        "is what content-api has too",
      ],
      [
        "no service that gets everything else",
        ({ web }) => Object.assign(web, { paths: ["/web"] }),
        "content-api",
        "paths",
        "is set, as those of every other service",
      ],
      [
        "two services that get everything else",
        ({ "content-api": service }) => Object.assign(service, { paths: [] }),
        "web",
        "paths",
        "is empty, as that of content-api",
      ],
      [
        "a reserved port",
        ({ web }) => Object.assign(web.ports, { host: 80 }),
        "web",
        "ports.host",
        "is less than 1024",
      ],
      [
        "a call of what answers nobody",
        ({ web }) => Object.assign(web, { calls: ["celery-beat"] }),
        "web",
        "calls[0]",
        "is not a service that answers requests",
      ],
      [
        "a second owner of the schema",
        ({ web }) => Object.assign(web, { migration: ["migrate"] }),
        "content-api",
        "migration",
        "is set in web too",
      ],
      [
        "no owner of the schema",
        ({ "content-api": service }) => {
          delete service.migration;
        },
        "web",
        "migration",
        "is missing, here and in every other service",
      ],
      [
        "a night of more at least than at most",
        ({ web }) => Object.assign(web.scalingSchedule[0], { minimum: 4 }),
        "web",
        "scalingSchedule[0].minimum",
        "is more than the maximum (3)",
      ],
      [
        "a time that is none",
        ({ web }) => Object.assign(web.scalingSchedule[0], { at: "1 am" }),
        "web",
        "scalingSchedule[0].at",
        "is not a time of day",
      ],
      [
        "two sizes at one time",
        ({ web }) => Object.assign(web.scalingSchedule[1], { at: "01:00" }),
        "web",
        "scalingSchedule[1].at",
        "is what web has too",
      ],
      [
        "another page of metrics than the others of its job",
        ({ "search-api": service }) => Object.assign(service, { metrics: { job: "fastapi", path: "/search-metrics" } }),
        "search-api",
        "metrics.path",
        "is not that of content-api (/metrics), which is in the same job",
      ],
      [
        "a probe of a worker without a command",
        ({ "celery-worker": service }) => {
          delete service.probes.liveness.command;
        },
        "celery-worker",
        "probes.liveness.command",
        "is missing",
      ],
      [
        "a folder that two volumes would be mounted at",
        ({ web }) => web.writableFolders.push({ path: "/tmp", size: "1Mi" }),
        "web",
        "writableFolders[2].path",
        "is the same as writableFolders[0].path",
      ],
      [
        "a name that is too long for the names made of it",
        (files) => {
          files["recommendations-for-you"] = files["search-api"];
        },
        "recommendations-for-you",
        "",
        "is not 2 to 22 lower-case letters, digits and hyphens",
      ],
      [
        "a key that is none",
        ({ web }) => Object.assign(web, { port: 3000 }),
        "web",
        "port",
        "is not a knob where kind is service",
      ],
    ];

  test.each(cases)("are refused for %s, by file and path", (_, change, file, path, message) => {
    const problems = problemsOf(change);
    expect(describeProblems(problems)).toContain(`environments/services/${file}.ts: ${path} ${message}`);
    for (const { remedy } of problems) expect(remedy).toMatch(/^[A-Z].*\.$/);
  });

  test("are in one order, whatever their names: services, of which the default one first, workers, jobs", () => {
    const { services } = checked(staging);
    const kinds = Object.values(services).map(({ kind }) => kind);
    expect(kinds).toEqual([...kinds].sort((a, b) => ORDER.indexOf(a) - ORDER.indexOf(b)));
    const [first] = Object.values(services);
    expect(first).toMatchObject({ kind: "service", paths: [] });
  });
});

const ORDER = ["service", "worker", "cron"];

describe("what an environment says of services", () => {
  const withServices = (services: PlatformEnvironmentInput["services"]) => ({ ...staging, services });

  test("changes sizes and times of that environment, and nothing else", () => {
    const own = checked(
      withServices({
        web: { scaling: { maximum: 4 }, scalingSchedule: [], resources: { memory: { limit: "1152Mi" } } },
        crawlers: { schedule: "0 0 * * *" },
      }),
    );
    const usual = checked(withServices({}));
    expect(own.services.web).toEqual({
      ...usual.services.web,
      ...{ scaling: { minimum: 2, maximum: 4, cpuPercent: 70, memoryPercent: 80 }, scalingSchedule: [] },
      resources: { ...usual.services.web?.resources, memory: { request: "512Mi", limit: "1152Mi" } },
    });
    expect(own.services.crawlers).toEqual({ ...usual.services.crawlers, schedule: "0 0 * * *" });
    expect(own.services["content-api"]).toEqual(usual.services["content-api"]);
  });

  test.each([
    [{ billing: {} }, "services.billing is not a service"],
    [{ web: { schedule: "0 0 * * *" } }, "services.web.schedule is set for a service, which has none"],
    [{ crawlers: { scaling: { maximum: 2 } } }, "services.crawlers.scaling is set for a cron, which has none"],
    [
      { "celery-beat": { scaling: { maximum: 2 } } },
      "services.celery-beat.scaling is set for what exists exactly once",
    ],
    [{ web: { scaling: { maximum: 1 } } }, "services.web.scaling.minimum is more than the maximum (1)"],
    [{ web: { image: "other" } }, "services.web.image is not a knob"],
  ])("is refused when it is %j", (services, message) => {
    const problems = problemsOf(() => {}, withServices(services as PlatformEnvironmentInput["services"]));
    expect(describeProblems(problems)).toContain(`environments/staging.ts: ${message}`);
  });
});
