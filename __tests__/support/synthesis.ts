import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { AlicloudProvider } from "@cdktf/provider-alicloud/lib/provider";
import { App, TerraformStack } from "cdktf";
import { writeHcl } from "../../tools/hcl/document";
import { schemasByLocalName } from "../../tools/provider-schemas/by-local-name";
import { withoutTokenTraces } from "../../tools/synth/token-traces";
import { PROJECT_ROOT } from "./project-root";

/** A resource or data source in Terraform's JSON. */
// biome-ignore lint/suspicious/noExplicitAny: tests look into JSON of any shape.
export type Block = Record<string, any>;

/** One synthesized stack. */
export class SynthesizedStack {
  constructor(readonly json: Block) {}

  /** Every resource of a type, by logical id. */
  resources(type: string): Record<string, Block> {
    return this.json.resource?.[type] ?? {};
  }

  /** The only resource of a type. @throws when there are none or several */
  resource(type: string): Block {
    const found = Object.entries(this.resources(type));
    if (found.length !== 1) throw new Error(`${found.length} resources of type ${type}`);
    return found[0]?.[1] as Block;
  }
}

/** A stack's outputs, without those that cdktf adds for other stacks. */
export function operatorOutputs({ json }: SynthesizedStack): Record<string, Block> {
  const outputs = Object.entries<Block>(json.output ?? {});
  return Object.fromEntries(outputs.filter(([name]) => !name.startsWith("cross-stack-output-")));
}

export interface Synthesis {
  readonly stacks: Record<string, SynthesizedStack>;
  /** Messages of annotations, such as warnings. */
  readonly annotations: readonly string[];
  readonly manifest: Block;
}

/**
 * Synthesizes an app like `main.ts`. It prepares every stack, runs aspects and validations, and collects annotations.
 *
 * @throws the first error of any of these
 */
export function synthesize(build: (app: App) => void): Synthesis {
  const outdir = mkdtempSync(path.join(tmpdir(), "synthesis-"));
  try {
    const app = new App({ outdir, stackTraces: false });
    withoutTokenTraces(() => {
      build(app);
      app.synth();
    });
    const manifest = JSON.parse(readFileSync(path.join(outdir, "manifest.json"), "utf8"));
    const entries = Object.entries<Block>(manifest.stacks);
    return {
      manifest,
      annotations: entries.flatMap(([, stack]) => stack.annotations.map(({ message }: Block) => message)),
      stacks: Object.fromEntries(
        entries.map(([id, { synthesizedStackPath }]) => [
          id,
          new SynthesizedStack(JSON.parse(readFileSync(path.join(outdir, synthesizedStackPath), "utf8"))),
        ]),
      ),
    };
  } finally {
    rmSync(outdir, { recursive: true, force: true });
  }
}

/** A stack with a provider, and without the backend, versions and tags of real stacks. */
export function bareStack(app: App, id: string): TerraformStack {
  const stack = new TerraformStack(app, id);
  new AlicloudProvider(stack, "alicloud", { region: "cn-hongkong" });
  return stack;
}

/** Synthesizes constructs in a bare stack of their own, called `test`. */
export function synthesizeStack(build: (stack: TerraformStack) => void): SynthesizedStack {
  const { stacks } = synthesize((app) => build(bareStack(app, "test")));
  return stacks.test as SynthesizedStack;
}

/** Every stack as HCL. */
export function synthesizeHcl(build: (app: App) => void): Record<string, string> {
  const stacks = Object.entries(synthesize(build).stacks);
  const schemas = schemasByLocalName(
    PROJECT_ROOT,
    stacks.map(([, { json }]) => json),
  );
  return Object.fromEntries(stacks.map(([id, { json }]) => [id, writeHcl(json, schemas)]));
}
