import { cpSync, mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import execa, { type ExecaReturnValue } from "execa";

export const PROJECT_ROOT = path.resolve(__dirname, "../..");

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

/** The project's sources in another folder, to change them or to see whether the folder matters. */
export class ProjectCopy {
  readonly root = mkdtempSync(path.join(tmpdir(), "project-"));

  constructor() {
    for (const source of SOURCES) {
      cpSync(path.join(PROJECT_ROOT, source), path.join(this.root, source), {
        recursive: true,
        preserveTimestamps: true,
      });
    }
    symlinkSync(path.join(PROJECT_ROOT, "node_modules"), path.join(this.root, "node_modules"));
  }

  remove(): void {
    rmSync(this.root, { recursive: true, force: true });
  }
}

/** This process's variables without those that change what is synthesized. */
export function cleanEnvironment(): Record<string, string | undefined> {
  const overrides = Object.keys(process.env).filter((name) => /^(AINAV_|STATE_|CDKTF_)/.test(name));
  return { CHECKPOINT_DISABLE: "1", ...Object.fromEntries(overrides.map((name) => [name, undefined])) };
}

/** Runs a TypeScript entry point of the project as `npm run` does; a failing run is a result. */
export function run(
  root: string,
  entry: string,
  args: readonly string[] = [],
  env: NodeJS.ProcessEnv = {},
): Promise<ExecaReturnValue> {
  return execa(process.execPath, ["tools/run.mjs", entry, ...args], {
    cwd: root,
    env: { ...cleanEnvironment(), ...env },
    reject: false,
  });
}
