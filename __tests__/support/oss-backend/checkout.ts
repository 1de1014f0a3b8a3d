import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { App } from "cdktf";
import execa from "execa";
import type { Owner } from "../../../environments/schema/owner";
import { FIXTURE_OWNER } from "../fixture/fixture";
import type { Block } from "../synthesis";
import { addDependentStacks } from "../terraform/dependent-stacks";
import { CREDENTIALS, type LoopbackServer } from "./loopback-server";

/** The owner's settings of every checkout, so that a second writer has the same. */
export const OWNER: Owner = { ...FIXTURE_OWNER, stateBackend: "oss" };

/** The copy of the project that a person or a job has, with the stacks of `dependent-stacks.ts` and Terraform. */
export class Checkout {
  private readonly env: Record<string, string | undefined>;
  private readonly children: execa.ExecaChildProcess[] = [];

  /**
   * @param root the folder, which need not exist yet
   * @param objects stands in for OSS
   * @param locks stands in for Tablestore
   */
  constructor(
    readonly root: string,
    private readonly objects: LoopbackServer,
    private readonly locks: LoopbackServer,
  ) {
    mkdirSync(root, { recursive: true });
    const configuration = path.join(root, "terraform.tfrc");
    writeFileSync(configuration, "");
    // Terraform gets nothing of this machine's own: no settings, keys, profiles or proxies. The backend would use
    // proxies for loopback addresses as well.
    const inherited = Object.keys(process.env).filter((name) =>
      /^(TF|ALICLOUD|ALIBABA_CLOUD|OSS)_|_proxy$/i.test(name),
    );
    this.env = {
      ...Object.fromEntries(inherited.map((name) => [name, undefined])),
      HOME: root,
      TF_CLI_CONFIG_FILE: configuration,
      CHECKPOINT_DISABLE: "1",
      TF_IN_AUTOMATION: "1",
      TF_CLI_ARGS: "-no-color",
      ALICLOUD_ACCESS_KEY: CREDENTIALS.accessKeyId,
      ALICLOUD_SECRET_KEY: CREDENTIALS.accessKeySecret,
      ALICLOUD_SECURITY_TOKEN: CREDENTIALS.securityToken,
    };
  }

  /** The folder with a stack's Terraform JSON, in which Terraform runs. */
  private folder(stack: string): string {
    return path.join(this.root, "cdktf.out/stacks", stack);
  }

  /**
   * Synthesizes the stacks without the cloud's provider, which these tests do not need. It changes only the addresses
   * of the backend and of other stacks' states.
   */
  synthesize(changes: Partial<Owner> = {}): void {
    const app = new App({ outdir: path.join(this.root, "cdktf.out"), stackTraces: false });
    addDependentStacks(app, { ...OWNER, ...changes });
    app.synth();
    for (const stack of ["production-producer", "production-consumer"]) {
      const file = path.join(this.folder(stack), "cdk.tf.json");
      const { provider: _, ...json }: Block = JSON.parse(readFileSync(file, "utf8"));
      delete json.terraform.required_providers;
      const readings: Block[] = Object.values(json.data?.terraform_remote_state ?? {});
      for (const config of [json.terraform.backend.oss, ...readings.map((reading) => reading.config)]) {
        if (config?.bucket) Object.assign(config, { endpoint: this.objects.url, tablestore_endpoint: this.locks.url });
      }
      writeFileSync(file, JSON.stringify(json));
    }
  }

  /** Starts Terraform in a stack's folder. A failing run is a result, not an exception. */
  start(stack: string, args: readonly string[], env: Record<string, string> = {}): execa.ExecaChildProcess {
    const child = execa(process.env.TERRAFORM_BINARY_NAME || "terraform", args, {
      cwd: this.folder(stack),
      env: { ...this.env, ...env },
      stdin: "ignore",
      reject: false,
    });
    this.children.push(child);
    return child;
  }

  /** Ends every Terraform process that still runs. */
  async stop(): Promise<void> {
    for (const child of this.children) child.kill("SIGKILL");
    await Promise.all(this.children);
  }
}
