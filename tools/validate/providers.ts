import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import type { RequiredProvider } from "../assembly/assembly";
import { terraform } from "../terraform";

/** Whether the user's Terraform gets a provider, from wherever it is set up to get it. */
export interface ProviderAvailability extends RequiredProvider {
  /** Why not, in Terraform's words; absent when it does. */
  readonly reason?: string;
  /** The folder from which other runs install what this one got. */
  readonly pluginFolder: string;
}

/** Tries once per provider and version, in a folder of its own, so that each failure has a name. */
export class ProviderCheck {
  private readonly results = new Map<string, Promise<ProviderAvailability>>();

  constructor(private readonly scratch: string) {}

  check(provider: RequiredProvider): Promise<ProviderAvailability> {
    const key = `${provider.source} ${provider.version}`;
    const known = this.results.get(key) ?? this.tryInit(provider, this.results.size);
    this.results.set(key, known);
    return known;
  }

  /** What was found of every provider that anybody asked for. */
  all(): Promise<ProviderAvailability[]> {
    return Promise.all(this.results.values());
  }

  private async tryInit(provider: RequiredProvider, index: number): Promise<ProviderAvailability> {
    const folder = path.join(this.scratch, `provider-${index}`);
    mkdirSync(folder, { recursive: true });
    const content = { terraform: { required_providers: { probe: provider } } };
    writeFileSync(path.join(folder, "main.tf.json"), JSON.stringify(content));
    const { exitCode, stderr } = await terraform(["init", "-input=false", "-no-color"], folder);
    const pluginFolder = path.join(folder, ".terraform/providers");
    return { ...provider, pluginFolder, ...(exitCode !== 0 && { reason: firstError(stderr) }) };
  }
}

/** The first error of Terraform's output, on one line. */
function firstError(stderr: string): string {
  const [, error = stderr] = stderr.split(/^Error: /m);
  return error.replaceAll(/\s+/g, " ").trim();
}
