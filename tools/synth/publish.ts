import { existsSync, mkdirSync, readdirSync, renameSync, rmdirSync, rmSync, statSync } from "node:fs";
import path from "node:path";
import { setImmediate } from "node:timers/promises";
import { scratchFolder } from "../command/scratch-folder";
import { withFolderLock } from "./folder-lock";
import { unwritable } from "./unwritable";

const STACKS = "stacks";

/**
 * Has `produce` write a whole cloud assembly into a folder of its own. Only when that has succeeded, and nobody has pressed
 * Ctrl-C meanwhile, the result takes the place of the last one. What Terraform keeps in a stack's folder stays:
 * `.terraform`, its lock file, and the `errored.tfstate` of a state that could not be saved, which is then the only record
 * of what was made. Several synths may publish to one folder at once: one replaces what the other has published.
 *
 * @param output the folder to publish to; its parent is made if need be
 * @param produce writes to the folder that it is given; when it throws, `output` is left as it was
 * @throws what `produce` throws
 * @throws {UserError} when the folder cannot be written
 */
export async function publish(output: string, produce: (folder: string) => void): Promise<void> {
  const target = path.resolve(output);
  const staging = stagingFolder(output, target);
  try {
    produce(staging);
    await pendingSignals();
    await withFolderLock(target, () => replaceAll(staging, target));
  } catch (error) {
    throw unwritable(output, error, [target, staging]) ?? error;
  } finally {
    rmSync(staging, { recursive: true, force: true });
  }
}

/** Makes a folder beside the target, so that a rename is enough. */
function stagingFolder(output: string, target: string): string {
  const parent = path.dirname(target);
  try {
    mkdirSync(parent, { recursive: true });
    return scratchFolder(`.${path.basename(target)}`, parent);
  } catch (error) {
    throw unwritable(output, error, [path.parse(target).root]) ?? error;
  }
}

/**
 * Lets Node handle signals that have come while nothing paused. It asks for them between two turns of its event loop; so
 * this takes the rest of one turn and the next.
 */
async function pendingSignals(): Promise<void> {
  await setImmediate();
  await setImmediate();
}

function replaceAll(from: string, to: string): void {
  mkdirSync(path.join(to, STACKS), { recursive: true });
  replaceStacks(path.join(from, STACKS), path.join(to, STACKS));
  for (const entry of readdirSync(from)) {
    if (entry !== STACKS) replace(path.join(from, entry), path.join(to, entry));
  }
}

function replaceStacks(from: string, to: string): void {
  const fresh = existsSync(from) ? readdirSync(from) : [];
  // File managers leave files of their own here.
  const folders = readdirSync(to, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  for (const { name } of folders) if (!fresh.includes(name)) clear(path.join(to, name), []);
  for (const stack of fresh) {
    const folder = path.join(to, stack);
    mkdirSync(folder, { recursive: true });
    const files = readdirSync(path.join(from, stack));
    for (const file of files) replace(path.join(from, stack, file), path.join(folder, file));
    clear(folder, files);
  }
}

/** What a synth may write into a stack's folder. */
const SYNTHESIZED = ["assets", "cdk.tf", "cdk.tf.json", "metadata.json", "versions.tf"];

/** Removes what an earlier synth wrote and this one did not. What Terraform wrote, above all `errored.tfstate`, stays. */
function clear(folder: string, keep: readonly string[]): void {
  for (const stale of SYNTHESIZED.filter((file) => !keep.includes(file))) {
    rmSync(path.join(folder, stale), { recursive: true, force: true });
  }
  if (readdirSync(folder).length === 0) rmdirSync(folder);
}

function replace(from: string, to: string): void {
  // A file is replaced in one step; a folder (an asset) cannot be.
  if (statSync(from).isDirectory()) rmSync(to, { recursive: true, force: true });
  renameSync(from, to);
}
