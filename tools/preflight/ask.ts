import { writeFileSync } from "node:fs";
import path from "node:path";
import { versionConstraint } from "../bindings/provider.cjs";
import { TerraformMissing, terraform } from "../terraform/terraform";
import { questionOf, type Stock } from "./question";
import type { WantedEnvironment } from "./wanted";

/** The region could not be asked; the message is Terraform's. */
export class CouldNotAsk extends Error {}

/**
 * Asks a region what it sells, with the user's Terraform and keys. Nothing is made.
 *
 * @param folder a scratch folder; the provider is installed into it once for all questions
 * @param root the project's folder
 * @throws {CouldNotAsk} when there is no Terraform, no provider or no answer
 */
export async function askRegion(environment: WantedEnvironment, folder: string, root: string): Promise<Stock> {
  const question = questionOf(environment, versionConstraint(root));
  // Over many lines: Terraform's errors quote the one that they are about.
  writeFileSync(path.join(folder, "main.tf.json"), JSON.stringify(question, null, 2));
  await run(["init", "-input=false"], folder);
  await run(["apply", "-input=false", "-auto-approve"], folder);
  const outputs = JSON.parse(await run(["output", "-json"], folder)) as Record<string, { value: unknown }>;
  return Object.fromEntries(Object.entries(outputs).map(([name, { value }]) => [name, value])) as unknown as Stock;
}

async function run(args: readonly string[], folder: string): Promise<string> {
  try {
    const { exitCode, stdout, stderr } = await terraform([...args, "-no-color"], folder);
    if (exitCode === 0) return stdout;
    throw new CouldNotAsk(stderr.trim() || stdout.trim());
  } catch (error) {
    if (error instanceof TerraformMissing) throw new CouldNotAsk(error.message);
    throw error;
  }
}
