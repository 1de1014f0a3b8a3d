import { readdirSync } from "node:fs";
import path from "node:path";
import { beforeAll, describe, expect, test } from "@jest/globals";
import execa from "execa";
import { docker } from "../support/docker/docker";
import { type ApplicationImage, applicationImage } from "../support/docker/stand-ins";
import { PROJECT_ROOT } from "../support/project-root";

const CONTAINERS = path.join(PROJECT_ROOT, "containers");
const IMAGES: ApplicationImage[] = ["web", "content-api", "automation"];

const configuration = async (image: string) =>
  JSON.parse(await docker(["image", "inspect", "--format", "{{json .Config}}", `${image}:tests`]));
/** Runs a command of a shell in an image. @returns what it prints */
const inside = (image: string, command: string) =>
  docker(["run", "--rm", "--network", "none", "--entrypoint", "sh", `${image}:tests`, "-c", command]);

beforeAll(async () => {
  for (const image of IMAGES) await applicationImage(image);
}, 900_000);

describe("the image of", () => {
  test("the web: user 1001, port 3000, Node's server, and nothing that only a build needs", async () => {
    expect(await configuration("web")).toMatchObject({
      User: "1001:1001",
      ExposedPorts: { "3000/tcp": {} },
      Cmd: ["node", "server.js"],
      Env: expect.arrayContaining(["NODE_ENV=production", "PORT=3000", "HOSTNAME=0.0.0.0"]),
    });
    expect(await inside("web", "node --version")).toMatch(/^v24\./);
    expect((await inside("web", "ls -A")).split("\n")).not.toContain("pnpm-lock.yaml");
  });

  test("an API: a user that is not root, Uvicorn on port 8000, and no compiler", async () => {
    expect(await configuration("content-api")).toMatchObject({
      User: "1000:1000",
      ExposedPorts: { "8000/tcp": {} },
      Cmd: ["uvicorn", "app.main:app", "--host", "0.0.0.0", "--port", "8000"],
    });
    expect(await inside("content-api", "command -v gcc || echo none")).toBe("none");
    // The client of PostgreSQL is compiled in the first stage, and finds its library in the second.
    expect(await inside("content-api", "python -c 'import psycopg; print(psycopg.pq.__impl__)'")).toBe("c");
  });

  test("Celery: a user that is not root, and every command that services run", async () => {
    expect(await configuration("automation")).toMatchObject({ User: "1000:1000" });
    const modules = ["celery", "app", "app.crawlers", "app.scheduled_tasks"];
    const find = `from importlib.util import find_spec; print([m for m in ${JSON.stringify(modules)} if find_spec(m) is None])`;
    expect(await inside("automation", `python -c '${find}'`)).toBe("[]");
  });

  test.each(IMAGES)("%s belongs to root, so that a service cannot change its code", async (image) => {
    const writable = "find /app -writable -not -path '/app/.next/cache*' -not -type l | head";
    expect(await inside(image, writable)).toBe("");
  });
});

describe("the Dockerfiles", () => {
  const dockerfiles = readdirSync(CONTAINERS, { recursive: true, encoding: "utf8" })
    .filter((file) => path.basename(file) === "Dockerfile")
    .sort();

  test("are as hadolint wants them", async () => {
    expect(dockerfiles).toEqual(["automation/Dockerfile", "fastapi/Dockerfile", "web/Dockerfile"]);
    const { all, exitCode } = await execa(process.env.DOCKER_TESTS_HADOLINT ?? "", dockerfiles, {
      cwd: CONTAINERS,
      all: true,
      reject: false,
    });
    expect({ all, exitCode }).toEqual({ all: "", exitCode: 0 });
  });

  test("leave files of secrets out of the images", async () => {
    const ignored = dockerfiles.map((file) => path.join(CONTAINERS, `${file}.dockerignore`));
    const { stdout } = await execa("grep", [
      "--files-with-matches",
      "--line-regexp",
      "--fixed-strings",
      ".env*",
      ...ignored,
    ]);
    expect(stdout.split("\n")).toEqual(ignored);
  });
});
