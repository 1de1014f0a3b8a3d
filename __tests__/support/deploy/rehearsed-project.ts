import { rmSync } from "node:fs";
import path from "node:path";
import execa, { type ExecaChildProcess } from "execa";
import { type Simulator, startSimulator } from "../../../tools/rehearse/run/simulator";
import { type AssemblyStack, readAssembly } from "../../../tools/terraform/assembly";
import { cleanEnvironment, ProjectCopy, run } from "../project-copy";
import { PROJECT_ROOT } from "../project-root";

/** A copy of the project whose deploys go to a simulated cloud that the test can look into. */
export class RehearsedProject {
  /** @param phases those whose providers the cloud has. @default the environments' own */
  static async start(...phases: string[]): Promise<RehearsedProject> {
    const copy = new ProjectCopy();
    const stacks: AssemblyStack[] = [];
    for (const flags of phases.length > 0 ? phases.map((phase) => ["--phase", phase]) : [[]]) {
      const { exitCode, stderr } = await run(copy.root, "main.ts", flags, { STATE_BACKEND: "local" });
      if (exitCode !== 0) throw new Error(stderr);
      stacks.push(...readAssembly(path.join(copy.root, "cdktf.out")));
    }
    return new RehearsedProject(copy, stacks, await startSimulator(PROJECT_ROOT, stacks));
  }

  private constructor(
    private readonly copy: ProjectCopy,
    readonly stacks: readonly AssemblyStack[],
    readonly simulator: Simulator,
  ) {}

  get root(): string {
    return this.copy.root;
  }

  /** The types that the cloud holds. */
  types(): string[] {
    return [...new Set(this.simulator.cloud.all().map(({ type }) => type))];
  }

  /** Takes everything away that was deployed, the states with it. */
  startOver(): void {
    this.simulator.cloud.restore();
    for (const kept of ["tfstate", ".rehearsal"]) rmSync(path.join(this.root, kept), { recursive: true, force: true });
  }

  /** Runs a line of a shell. A failing run is a result; its output is one text. */
  shell(line: string, env: NodeJS.ProcessEnv = {}): ExecaChildProcess {
    return execa("sh", ["-c", line], { cwd: this.root, env: { ...this.env, ...env }, reject: false, all: true });
  }

  /** Starts `npm run diff`, `deploy` or `destroy`. A failing run is a result. */
  start(command: "diff" | "deploy" | "destroy", ...args: string[]): ExecaChildProcess {
    return execa(process.execPath, this.commandLine(command, args), { cwd: this.root, env: this.env, reject: false });
  }

  /**
   * Starts a command on a terminal of its own.
   *
   * @param answers what is typed at each question
   */
  async onTerminal(command: "deploy" | "destroy", args: readonly string[], answers: string[]): Promise<string> {
    const line = [process.execPath, ...this.commandLine(command, args)].join(" ");
    const terminal = execa("script", ["--quiet", "--return", "--command", line, "/dev/null"], {
      cwd: this.root,
      env: this.env,
      reject: false,
    });
    let shown = "";
    terminal.stdout?.on("data", (text) => {
      shown += text;
      if (/ends here: $/.test(shown)) {
        shown = "";
        terminal.stdin?.write(`${answers.shift() ?? "no"}\n`);
      }
    });
    return (await terminal).stdout;
  }

  remove(): void {
    this.simulator.stop();
    this.copy.remove();
  }

  private commandLine(command: string, args: readonly string[]): string[] {
    return ["tools/runner/run.mjs", `tools/deploy/commands/${command}.ts`, ...args];
  }

  private get env(): NodeJS.ProcessEnv {
    return {
      ...cleanEnvironment(),
      STATE_BACKEND: "local",
      // The CDK for Terraform CLI: no questions, and no checksums of providers from the registry.
      CI: "1",
      CDKTF_SKIP_PROVIDER_LOCK: "true",
      ...this.simulator.variables,
    };
  }
}
