import path from "node:path";
import { UserError } from "../command/user-error";

/** The folder in which `cdktf` looks for the result, too. */
export const DEFAULT_OUTPUT = "cdktf.out";

/** @throws {UserError} when a synth would write among the project's own files, which have a folder `stacks/` as well */
export function checkOutputFolder(output: string): void {
  const remedy = `Name one that a synth may write to, such as ${DEFAULT_OUTPUT}.`;
  if (output.trim() === "") throw new UserError(`--output: "${output}" is no folder. ${remedy}`);
  const isOutside = path
    .relative(process.cwd(), path.resolve(output))
    .split(path.sep)
    .every((step) => step === "" || step === "..");
  if (isOutside) throw new UserError(`--output: "${output}" holds the project's own files. ${remedy}`);
}
