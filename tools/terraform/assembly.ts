import { readFileSync } from "node:fs";
import path from "node:path";

/** A provider as a stack asks for it. */
export interface RequiredProvider {
  readonly source: string;
  readonly version: string;
}

/** A synthesized stack. */
export interface AssemblyStack {
  readonly name: string;
  /** The folder in which Terraform runs. */
  readonly folder: string;
  readonly dependencies: readonly string[];
  readonly configuration: StackConfiguration;
}

/** What the tools read of a stack's JSON. */
export interface StackConfiguration {
  readonly terraform?: {
    readonly required_providers?: Readonly<Record<string, RequiredProvider>>;
    readonly backend?: { readonly local?: { readonly path?: string } };
  };
  readonly provider?: Readonly<Record<string, readonly { readonly alias?: string }[]>>;
  readonly resource?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  readonly data?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

/** The stacks of a cloud assembly, each behind those that it depends on. */
export function readAssembly(outdir: string): AssemblyStack[] {
  const { stacks } = JSON.parse(readFileSync(path.join(outdir, "manifest.json"), "utf8")) as {
    stacks: Record<string, { workingDirectory: string; synthesizedStackPath: string; dependencies: string[] }>;
  };
  const ordered: AssemblyStack[] = [];
  const visit = (name: string) => {
    const manifest = stacks[name];
    if (manifest === undefined || ordered.some((stack) => stack.name === name)) return;
    for (const dependency of manifest.dependencies) visit(dependency);
    ordered.push({
      name,
      folder: path.join(outdir, manifest.workingDirectory),
      dependencies: manifest.dependencies,
      configuration: JSON.parse(readFileSync(path.join(outdir, manifest.synthesizedStackPath), "utf8")),
    });
  };
  for (const name of Object.keys(stacks).sort()) visit(name);
  return ordered;
}

/** How many resources a stack has. */
export function resourceCount({ resource = {} }: StackConfiguration): number {
  return Object.values(resource).reduce((sum, instances) => sum + Object.keys(instances).length, 0);
}

/** The file that holds a stack's local state. */
export function statePath({ folder, configuration }: AssemblyStack): string {
  return path.join(folder, configuration.terraform?.backend?.local?.path ?? "terraform.tfstate");
}
