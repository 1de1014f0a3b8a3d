import { readFileSync, renameSync, writeFileSync } from "node:fs";
import path from "node:path";
import { writeHcl } from "../hcl/document";
import { schemasByLocalName } from "../provider-schemas/by-local-name";
import { readAssembly } from "../terraform/assembly";

/** What is read of an assembly's manifest. */
interface Manifest {
  readonly stacks: Readonly<Record<string, StackManifest>>;
}
interface StackManifest {
  readonly synthesizedStackPath: string;
  readonly stackMetadataPath: string;
}

/**
 * Turns a cloud assembly of JSON into one of HCL, as `cdktf synth --hcl` lays it out: in each stack's folder `cdk.tf`
 * takes the place of `cdk.tf.json`, because Terraform would read both. The JSON, from which `cdktf` learns which construct
 * a resource is, becomes `metadata.json`, which Terraform does not read.
 *
 * @param outdir the folder of the assembly
 * @param root the project's folder, which has the providers' schemas
 */
export function rewriteAsHcl(outdir: string, root: string): void {
  const configurations = readAssembly(outdir).map(({ configuration }) => configuration);
  const schemas = schemasByLocalName(root, configurations);
  const file = path.join(outdir, "manifest.json");
  const manifest = JSON.parse(readFileSync(file, "utf8")) as Manifest;
  const stacks = Object.entries(manifest.stacks).map(([name, stack]) => {
    const json = path.join(outdir, stack.synthesizedStackPath);
    const configuration = JSON.parse(readFileSync(json, "utf8"));
    const synthesizedStackPath = stack.synthesizedStackPath.replace(/\.json$/, "");
    writeFileSync(path.join(outdir, synthesizedStackPath), writeHcl(configuration, schemas));
    renameSync(json, path.join(outdir, stack.stackMetadataPath));
    return [name, { ...stack, synthesizedStackPath }] as const;
  });
  writeFileSync(file, JSON.stringify({ ...manifest, stacks: Object.fromEntries(stacks) }, null, 2));
}
