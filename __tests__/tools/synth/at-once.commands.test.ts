import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import execa from "execa";
import { ProjectCopy, run } from "../../support/project-copy";

/** A program that publishes one assembly again and again: one stack that all have, one of its own, and an asset. */
const PUBLISHER = `
import { mkdirSync, writeFileSync } from "node:fs";
import { publish } from "./synth/publish";

const [output = "", name = ""] = process.argv.slice(2);

async function main(): Promise<void> {
  for (let round = 0; round < 25; round++) {
    await publish(output, (folder) => {
      for (const stack of ["shared", name]) {
        mkdirSync(\`\${folder}/stacks/\${stack}/assets/bundle\`, { recursive: true });
        writeFileSync(\`\${folder}/stacks/\${stack}/assets/bundle/archive.zip\`, name);
        writeFileSync(\`\${folder}/stacks/\${stack}/cdk.tf.json\`, name);
      }
      writeFileSync(\`\${folder}/manifest.json\`, name);
    });
  }
}

void main();
`;

let copy: ProjectCopy;
let scratch: string;
beforeAll(() => {
  copy = new ProjectCopy();
  writeFileSync(path.join(copy.root, "tools/publisher.ts"), PUBLISHER);
  scratch = mkdtempSync(path.join(tmpdir(), "at-once-"));
});
afterAll(() => {
  copy.remove();
  rmSync(scratch, { recursive: true });
});

const publishTo = (output: string, name: string) =>
  run(copy.root, "tools/publisher.ts", [path.join(scratch, output), name]);

/** Every file below a folder with its content. */
function contents(output: string): Record<string, string> {
  const folder = path.join(scratch, output);
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return Object.fromEntries(
    files.map((file) => {
      const full = path.join(file.parentPath ?? file.path, file.name);
      return [path.relative(folder, full), readFileSync(full, "utf8")];
    }),
  );
}

describe("several synths into one folder", () => {
  test("all succeed at once, and leave the whole output of one of them, and nothing beside it", async () => {
    const names = ["first", "second", "third", "fourth"];
    const alone = [];
    for (const name of names) {
      await publishTo(name, name);
      alone.push(contents(name));
    }
    const together = await Promise.all(names.map((name) => publishTo("all", name)));
    expect(together.map(({ exitCode, stderr }) => [exitCode, stderr])).toEqual(names.map(() => [0, ""]));
    expect(alone).toContainEqual(contents("all"));
    expect(readdirSync(scratch).sort()).toEqual(["all", ...names].sort());
  });

  test("do not wait for one that has been killed", async () => {
    const { stdout: endedProcess } = await execa(process.execPath, ["-p", "process.pid"]);
    writeFileSync(path.join(scratch, ".after.lock"), endedProcess);
    expect(await publishTo("after", "next")).toMatchObject({ exitCode: 0, stderr: "" });
    expect(readdirSync(scratch)).not.toContain(".after.lock");
  });
});
