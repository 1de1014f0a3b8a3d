import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { homedir, tmpdir } from "node:os";
import path from "node:path";
import { parseYaml } from "../../../constructs/kubernetes/helm-values";
import type { Block } from "../../synthesis";
import { platformStack, releasesOf, VALUES_FOLDER } from "../platform";

/** The Helm that `.ci/helm` has built. @throws when it has not */
export function helmProgram(): string {
  const version = /^version=(.+)$/m.exec(readFileSync(".ci/helm", "utf8"))?.[1];
  const cache = process.env.XDG_CACHE_HOME ?? path.join(homedir(), ".cache");
  const program = path.join(cache, "ainav-infrastructure", `helm-v${version}`);
  if (!existsSync(program)) throw new Error(`${program}: is missing; run .ci/helm`);
  return program;
}

/** The outcome of a program, whatever its exit code. */
export interface Outcome {
  readonly ok: boolean;
  readonly output: string;
}

function run(program: string, args: readonly string[], folder?: string): Outcome {
  try {
    return { ok: true, output: execFileSync(program, args, { stdio: "pipe", cwd: folder }).toString() };
  } catch (error) {
    const { code, stdout, stderr } = error as { code?: string; stdout?: Buffer; stderr?: Buffer };
    if (code === "ENOENT") throw new Error(`${program}: command not found; run apt-get install prometheus`);
    return { ok: false, output: `${stdout}${stderr}` };
  }
}

/** Runs Prometheus' own tool. @throws when it is not installed */
export function promtool(args: readonly string[], folder?: string): Outcome {
  return run("promtool", args, folder);
}

/** Runs Helm without any configuration of this machine's user. */
export function helm(args: readonly string[]): Outcome {
  const home = mkdtempSync(path.join(tmpdir(), "helm-home-"));
  try {
    const isolated = [`--repository-cache=${home}`, `--repository-config=${home}/repositories.yaml`];
    return run(helmProgram(), [...args, ...isolated]);
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
}

/** What the stack gives to a release, as arguments of Helm's command line. */
export function argumentsOf(release: string, changes: Parameters<typeof platformStack>[1] = {}): string[] {
  const { set = [], namespace } = releasesOf(platformStack("production", changes))[release] as Block;
  const flags = set.map(({ name, value, type }: Block) => [
    type === "string" ? "--set-string" : "--set",
    `${name}=${value}`,
  ]);
  return ["--namespace", namespace, "-f", path.join(VALUES_FOLDER, release, "values.yaml"), ...flags.flat()];
}

/** A chart that renders nothing but the values that it gets. */
export function withProbeChart<T>(use: (folder: string) => T): T {
  const folder = mkdtempSync(path.join(tmpdir(), "probe-chart-"));
  try {
    mkdirSync(path.join(folder, "templates"));
    writeFileSync(path.join(folder, "Chart.yaml"), "apiVersion: v2\nname: probe\nversion: 1.0.0\n");
    writeFileSync(path.join(folder, "templates/values.yaml"), "{{ .Values | toYaml }}\n");
    return use(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The folder of a release. */
export const folderOf = (release: string) => path.join(VALUES_FOLDER, release);

/** The objects that a local chart renders with what the stack gives it. @throws what Helm says against it */
export function objects(release: string, changes?: Parameters<typeof argumentsOf>[1]): Block[] {
  const { ok, output } = helm(["template", release, folderOf(release), ...argumentsOf(release, changes)]);
  if (!ok) throw new Error(output);
  const documents = output.split(/^---$/m).map((text) => parseYaml(text) as Block | null | undefined);
  return documents.filter((document) => document !== null && document !== undefined);
}
