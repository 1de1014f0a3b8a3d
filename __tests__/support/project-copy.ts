import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import execa, { type ExecaReturnValue } from "execa";
import { placeFixture } from "./fixture/place-fixture";
import { PROJECT_ROOT } from "./project-root";
import { linkPackages } from "./whole-copy";

const SOURCES = [
  ".gen",
  "biome.json",
  "cdktf.json",
  "constructs",
  "environments",
  "helm-values",
  "hosts",
  "main.ts",
  "package.json",
  "schemas",
  "stacks",
  "tools",
  "tsconfig.json",
];

/**
 * A copy of the project's sources in another folder, with the fixture's environments. Tests change it, or check that the
 * folder does not matter.
 */
export class ProjectCopy {
  readonly root = mkdtempSync(path.join(tmpdir(), "project-"));

  constructor() {
    for (const source of SOURCES) {
      cpSync(path.join(PROJECT_ROOT, source), path.join(this.root, source), {
        recursive: true,
        preserveTimestamps: true,
      });
    }
    placeFixture(this.root);
    linkPackages(this.root);
  }

  /** Runs a function while one file has another text. */
  async edited<T>(file: string, edit: (text: string) => string, act: () => Promise<T>): Promise<T> {
    const full = path.join(this.root, file);
    const original = readFileSync(full, "utf8");
    const changed = edit(original);
    if (changed === original) throw new Error(`${file}: the edit finds nothing to change`);
    writeFileSync(full, changed);
    try {
      return await act();
    } finally {
      writeFileSync(full, original);
    }
  }

  remove(): void {
    rmSync(this.root, { recursive: true, force: true });
  }
}

/** This process's environment variables, without those that change the synthesis. */
export function cleanEnvironment(): Record<string, string | undefined> {
  const overrides = Object.keys(process.env).filter((name) =>
    /^(AINAV_|STATE_|SYNTH_|CDKTF_)|^DELETION_PROTECTION$/.test(name),
  );
  return { CHECKPOINT_DISABLE: "1", ...Object.fromEntries(overrides.map((name) => [name, undefined])) };
}

/** Runs a TypeScript entry point of the project as `npm run` does. A failing run is a result, not an exception. */
export function run(
  root: string,
  entry: string,
  args: readonly string[] = [],
  env: NodeJS.ProcessEnv = {},
): Promise<ExecaReturnValue> {
  return execa(process.execPath, ["tools/runner/run.mjs", entry, ...args], {
    cwd: root,
    env: { ...cleanEnvironment(), ...env },
    reject: false,
  });
}
