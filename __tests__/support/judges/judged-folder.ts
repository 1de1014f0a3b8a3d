import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { App } from "cdktf";
import { readCatalog } from "../../../environments/loading/catalog";
import { PHASES, type Phase } from "../../../environments/schema/environment";
import { withoutTokenTraces } from "../../../tools/synth/token-traces";
import { LOCAL_RELEASES, objects } from "../helm/programs";
import { manifests } from "../kubernetes/manifests";
import { addRealEnvironments } from "../real-environments";
import { type Block, SynthesizedStack } from "../synthesis";

/** What the judges read. */
export interface Judged {
  /** Has `<phase>/<stack>` of every real environment in every phase. A stack that two phases share is there once. */
  readonly stacks: string;
  /**
   * Has a folder for each set of manifests that are deployed together: `<stack>` of each environment's workloads, in the
   * phase that has all of them, and `charts/<release>` of this project's charts. An object is in `<kind>-<name>.json`.
   */
  readonly manifests: string;
}

/** Writes what the judges read. @param folder an empty folder */
export function writeJudged(folder: string): Judged {
  const stacks = path.join(folder, "stacks");
  const seen = new Set<string>();
  for (const phase of PHASES) {
    const synthesized = path.join(folder, phase);
    synthesizeIn(phase, synthesized);
    for (const stack of readdirSync(path.join(synthesized, "stacks"))) {
      const from = path.join(synthesized, "stacks", stack);
      const text = readFileSync(path.join(from, "cdk.tf.json"), "utf8");
      if (!seen.has(text)) cpSync(from, path.join(stacks, phase, stack), { recursive: true });
      seen.add(text);
    }
  }
  const inCluster = path.join(folder, "manifests");
  writeWorkloads(path.join(folder, "cluster/stacks"), inCluster);
  for (const release of LOCAL_RELEASES) writeManifests(path.join(inCluster, "charts", release), objects(release));
  for (const phase of PHASES) rmSync(path.join(folder, phase), { recursive: true });
  return { stacks, manifests: inCluster };
}

/** Synthesizes every real environment, and those that run the platform in a phase. */
function synthesizeIn(phase: Phase, outdir: string): void {
  const catalog = readCatalog();
  const inPhase = catalog.environments.map((each) => (each.kind === "platform" ? { ...each, phase } : each));
  const app = new App({ outdir, stackTraces: false });
  withoutTokenTraces(() => {
    addRealEnvironments(app, { ...catalog, environments: inPhase });
    app.synth();
  });
}

function writeWorkloads(stacks: string, folder: string): void {
  for (const stack of readdirSync(stacks)) {
    const json: Block = JSON.parse(readFileSync(path.join(stacks, stack, "cdk.tf.json"), "utf8"));
    writeManifests(path.join(folder, stack), manifests(new SynthesizedStack(json)));
  }
}

function writeManifests(folder: string, all: readonly Block[]): void {
  for (const manifest of all) {
    mkdirSync(folder, { recursive: true });
    const file = `${manifest.kind}-${manifest.metadata.name}.json`;
    writeFileSync(path.join(folder, file), JSON.stringify(manifest, null, 2));
  }
}
