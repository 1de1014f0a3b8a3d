import { execFileSync } from "node:child_process";
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import execa from "execa";
import { CREDENTIALS } from "../oss-backend/loopback-server";
import { PROJECT_ROOT } from "../project-root";

export const HOSTS = path.join(PROJECT_ROOT, "hosts");

/** The path of a real program. @throws when this machine does not have it */
export function findProgram(name: string, remedy: string): string {
  for (const folder of [...(process.env.PATH ?? "").split(":"), "/usr/sbin", "/sbin"]) {
    const file = path.join(folder, name);
    if (existsSync(file)) return file;
  }
  throw new Error(`${name}: not found on this machine; ${remedy}`);
}

/** The Python interpreter itself. Launchers do not work here, because they need a shell and PATH. */
export const PYTHON = execFileSync("python3", ["-c", "import sys; print(sys.executable)"]).toString().trim();

export interface Run {
  readonly exitCode: number;
  /** Standard output and standard error, in the order in which they came. */
  readonly output: string;
  readonly stdout: string;
}

/**
 * A host, which is a folder for its root, and programs. Only Python, Bash and programs that the test fakes exist, so
 * that no test can change the machine that it runs on.
 */
export class HostMachine {
  readonly root = mkdtempSync(path.join(tmpdir(), "host-"));
  private readonly programs = mkdtempSync(path.join(tmpdir(), "host-programs-"));
  /** Environment variables of every run. */
  readonly environment: Record<string, string>;

  constructor() {
    this.environment = {
      PATH: this.programs,
      // cloud-init runs user data without a locale.
      LC_ALL: "C",
      PYTHONDONTWRITEBYTECODE: "1",
      AINAV_ROOT: this.root,
      AINAV_RETRY_SECONDS: "0",
      AINAV_POLL_SECONDS: "0",
    };
    writeFileSync(path.join(this.programs, "python3"), `#!/bin/sh\nexec "${PYTHON}" "$@"\n`, { mode: 0o755 });
    this.use("bash");
  }

  /** Adds a real program to the host. */
  use(...names: string[]): void {
    for (const name of names) symlinkSync(findProgram(name, "install it"), path.join(this.programs, name));
  }

  /** Adds a program that records its calls and runs `body`, the text of a shell script. */
  fake(name: string, body = ""): void {
    const script = `#!/bin/sh\necho "${name}\${*:+ }$*" >> "${this.programs}/calls"\n${body}\n`;
    rmSync(path.join(this.programs, name), { force: true });
    writeFileSync(path.join(this.programs, name), script, { mode: 0o755 });
  }

  /** Removes a program, as from a machine that lacks it. */
  forget(name: string): void {
    rmSync(path.join(this.programs, name), { force: true });
  }

  /** The calls of faked programs. Their paths do not have the root. */
  get calls(): string[] {
    const file = path.join(this.programs, "calls");
    if (!existsSync(file)) return [];
    return readFileSync(file, "utf8").replaceAll(this.root, "").trim().split("\n");
  }

  /** Writes the files of kinds of hosts, as their bundle does. */
  lay(...kinds: string[]): void {
    for (const kind of kinds) cpSync(path.join(HOSTS, kind), this.root, { recursive: true });
  }

  /** Writes a file below the root. */
  write(file: string, content: string, mode = 0o644): void {
    const target = path.join(this.root, file);
    mkdirSync(path.dirname(target), { recursive: true });
    writeFileSync(target, content, { mode });
  }

  read(file: string): string {
    return readFileSync(path.join(this.root, file), "utf8");
  }

  mode(file: string): string {
    return (statSync(path.join(this.root, file)).mode & 0o7777).toString(8);
  }

  /** Every file below the root. */
  get files(): string[] {
    const found = readdirSync(this.root, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
    return found.map((entry) => path.relative(this.root, path.join(entry.parentPath ?? entry.path, entry.name))).sort();
  }

  /** Writes the settings file, as a boot does. */
  settings(settings: object): void {
    this.write("etc/ainav/host.json", JSON.stringify({ kind: "test", region: "cn-hongkong", ...settings }), 0o600);
  }

  /** Runs one of the host's files. @throws when the output contains a secret */
  run(file: string, ...args: string[]): Promise<Run> {
    return this.execute(path.join(this.root, file), args);
  }

  /** Runs one of the host's programs. @throws when the output contains a secret */
  runProgram(name: string, ...args: string[]): Promise<Run> {
    return this.execute(path.join(this.programs, name), args);
  }

  private async execute(file: string, args: readonly string[]): Promise<Run> {
    const options = { env: this.environment, extendEnv: false, reject: false, all: true };
    const { exitCode, all = "", stdout } = await execa(file, args, options);
    const { accessKeySecret, securityToken, accessKeyId } = CREDENTIALS;
    for (const secret of [accessKeySecret, securityToken, accessKeyId]) {
      if (all.includes(secret)) throw new Error(`${file} wrote ${secret}:\n${all}`);
    }
    return { exitCode, output: all, stdout };
  }

  /** Runs steps of provisioning. */
  provision(...steps: string[]): Promise<Run> {
    return this.run("opt/ainav/bin/provision", ...steps);
  }

  remove(): void {
    for (const folder of [this.root, this.programs]) rmSync(folder, { recursive: true, force: true });
  }
}
