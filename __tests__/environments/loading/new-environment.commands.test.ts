import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { ProjectCopy, run } from "../../support/project-copy";

describe("an environment that is one new file", () => {
  let project: ProjectCopy;
  const write = (name: string, ownName: string) => {
    const staging = readFileSync(path.join(project.root, "environments/staging.ts"), "utf8");
    const text = staging
      .replace('name: "staging"', `name: "${ownName}"`)
      .replace('subdomain: "staging"', `subdomain: "${ownName}"`)
      .replaceAll("10.1.", "10.9.");
    writeFileSync(path.join(project.root, `environments/${name}.ts`), text);
  };
  beforeAll(() => {
    project = new ProjectCopy();
  });
  afterAll(() => project.remove());

  test("is synthesized, and CI may deploy it and pass the roles of its hosts, without a change anywhere else", async () => {
    write("preview", "preview");
    const { exitCode, stderr } = await run(project.root, "main.ts");
    expect([exitCode, stderr]).toEqual([0, expect.not.stringContaining("problem")]);
    const read = (stack: string) =>
      readFileSync(path.join(project.root, "cdktf.out/stacks", stack, "cdk.tf.json"), "utf8");
    expect(read("preview-network")).toContain("10.9.0.0/16");
    expect(read("account")).toContain(":environment:preview");
    expect(read("account")).toMatch(/:role\/[a-z0-9]+-preview-worker\\"/);
  });

  test("is refused under another name than its file's: whoever asks for the file's name would not find it", async () => {
    write("preview", "previous");
    const { exitCode, stderr } = await run(project.root, "main.ts");
    expect(exitCode).toBe(1);
    expect(stderr).toContain("environments/preview.ts: name");
    expect(stderr).toContain("it is not the name of its file");
  });
});
