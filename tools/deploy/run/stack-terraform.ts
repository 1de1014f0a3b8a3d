import path from "node:path";
import { AlreadyReported } from "../../command/already-reported";
import type { AssemblyStack } from "../../terraform/assembly";
import { PLAN_HAS_CHANGES, type PlannedChange, readPlan } from "../../terraform/plan";
import { type TerraformResult, terraform } from "../../terraform/terraform";
import { refuseForeignProviders } from "./foreign-providers";
import type { OneAtATime } from "./one-at-a-time";
import { readState, type State } from "./state";

/** What the runs of all stacks share. */
export interface TerraformSurroundings {
  /** A folder for plans, which hold secrets: it is removed when the command ends. */
  readonly plans: string;
  /** Terraform's cache of plugins takes one `init` at a time. */
  readonly inits: OneAtATime;
  /** Whether Terraform's output may have colours. */
  readonly colours: boolean;
  /** Gets every line that Terraform prints about a stack. */
  readonly onLine: (stack: string, line: string) => void;
  /** Is aborted on Ctrl-C. */
  readonly signal: AbortSignal;
}

/** A run of Terraform failed. It has said why, and its lines were passed on. */
export class TerraformFailed extends AlreadyReported {
  /**
   * @param exitCode Terraform's
   * @param stderr what it said
   */
  constructor(
    stack: string,
    command: string,
    readonly exitCode: number,
    readonly stderr: string,
  ) {
    super(`terraform ${command} of ${stack} ended with status ${exitCode}${stderr === "" ? "" : `:\n${stderr}`}`);
  }
}

/** Terraform in the folder of one stack. Its methods throw {@link TerraformFailed}. */
export class StackTerraform {
  private initialized: Promise<void> | undefined;
  private pulled: Promise<State | undefined> | undefined;

  /** @param isShown whether Terraform's lines are passed on also where it succeeds */
  constructor(
    readonly stack: AssemblyStack,
    private readonly surroundings: TerraformSurroundings,
    private readonly isShown = true,
  ) {}

  /** Prepares the folder, once. @throws {UserError} when the state names a provider that is none of the project's */
  init(): Promise<void> {
    this.initialized ??= this.surroundings.inits.run(async () => {
      await this.run(["init", "-input=false"], { isShown: this.isShown });
      refuseForeignProviders(this.stack);
    });
    return this.initialized;
  }

  /** The state as it is before anything is changed, read once; `undefined` when nothing is deployed. */
  state(): Promise<State | undefined> {
    this.pulled ??= this.init().then(() => this.currentState());
    return this.pulled;
  }

  /** The state as it is now; `undefined` when nothing is deployed. */
  async currentState(): Promise<State | undefined> {
    const { stdout } = await this.run(["state", "pull"], { isShown: false });
    return readState(stdout);
  }

  /**
   * Plans, and keeps the plan for {@link apply}.
   *
   * @param flags of `terraform plan`
   * @returns what it would change, or `undefined` for nothing at all
   */
  async plan(flags: readonly string[] = []): Promise<readonly PlannedChange[] | undefined> {
    await this.init();
    const args = ["plan", "-input=false", "-detailed-exitcode", `-out=${this.planFile}`, ...flags];
    const { exitCode } = await this.run(args, { allowed: PLAN_HAS_CHANGES });
    if (exitCode !== PLAN_HAS_CHANGES) return undefined;
    const { stdout } = await this.run(["show", "-json", this.planFile], { isShown: false });
    return readPlan(stdout);
  }

  /** Does exactly what the last plan says. */
  async apply(): Promise<void> {
    await this.run(["apply", "-input=false", this.planFile]);
  }

  /** Brings the state up to what the services say. Nothing else is changed. */
  async refresh(): Promise<void> {
    await this.run(["apply", "-refresh-only", "-auto-approve", "-input=false"], { isShown: false });
  }

  private get planFile(): string {
    return path.join(this.surroundings.plans, `${this.stack.name}.tfplan`);
  }

  private async run(
    args: readonly string[],
    { allowed = 0, isShown = true }: { allowed?: number; isShown?: boolean } = {},
  ): Promise<TerraformResult> {
    const { colours, onLine, signal } = this.surroundings;
    const flags = colours || !isShown ? args : withoutColours(args);
    const show = (line: string) => onLine(this.stack.name, line);
    // What the user has set for their own runs of Terraform counts here, too.
    const env = { TF_CLI_ARGS: process.env.TF_CLI_ARGS };
    const result = await terraform(flags, this.stack.folder, env, {
      interruption: signal,
      ...(isShown && { onLine: show }),
    });
    if (result.exitCode === 0 || result.exitCode === allowed) return result;
    if (!isShown) for (const line of result.stderr.split("\n")) show(line);
    throw new TerraformFailed(this.stack.name, args[0] ?? "", result.exitCode, result.stderr.trim());
  }
}

/** The flag stands behind the command, and before a plan's file. */
function withoutColours([command = "", ...rest]: readonly string[]): string[] {
  return [command, "-no-color", ...rest];
}
