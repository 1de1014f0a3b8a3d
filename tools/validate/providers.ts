import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { SOURCE as ALICLOUD } from "../bindings/provider.cjs";
import { schemaVersion } from "../provider-schemas/cached";
import { findPrebuiltPackage, providerName } from "../provider-schemas/prebuilt-package";
import type { RequiredProvider } from "../terraform/assembly";
import { terraform } from "../terraform/terraform";

/** Whether the user's Terraform gets a provider, from wherever it is set up to get it. */
export interface ProviderAvailability extends RequiredProvider {
  /** Why not, in Terraform's words; absent when it does. */
  readonly reason?: string;
  /** What a stand-in for the provider is made from, because the real one cannot be had. */
  readonly simulated?: string;
  /** The folder from which other runs install what this one got. */
  readonly pluginFolder: string;
}

/** Tries to install each provider once per version, each in its own folder, so that a failure names the provider. */
export class ProviderCheck {
  private readonly results = new Map<string, Promise<ProviderAvailability>>();

  /**
   * @param scratch a folder to try in
   * @param root the project's folder
   * @param standIns whether a provider that cannot be had is simulated. @default true
   */
  constructor(
    private readonly scratch: string,
    readonly root: string,
    private readonly standIns = true,
  ) {}

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
    const pluginFolder = path.join(folder, ".terraform/providers");
    // Made here, because Terraform does not make it for a provider that is attached already.
    mkdirSync(pluginFolder, { recursive: true });
    const content = { terraform: { required_providers: { probe: provider } } };
    writeFileSync(path.join(folder, "main.tf.json"), JSON.stringify(content));
    const { exitCode, stderr } = await terraform(["init", "-input=false", "-no-color"], folder);
    if (exitCode === 0) return { ...provider, pluginFolder };
    const simulated = this.standIns ? this.standInFor(provider) : undefined;
    return { ...provider, pluginFolder, reason: firstError(stderr), simulated };
  }

  /** What a stand-in for a provider knows, and from where; `undefined` when there is none. */
  private standInFor({ source }: RequiredProvider): string | undefined {
    if (providerName(source) === ALICLOUD) return `schema and behaviour of ${schemaVersion(this.root)}`;
    const prebuilt = findPrebuiltPackage(this.root, source);
    return prebuilt && `types of ${prebuilt.name}`;
  }
}

/** The first error of Terraform's output, on one line. */
function firstError(stderr: string): string {
  const [, error = stderr] = stderr.split(/^Error: /m);
  return error.replaceAll(/\s+/g, " ").trim();
}
