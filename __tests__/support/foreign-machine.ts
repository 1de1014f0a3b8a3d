import { mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import path from "node:path";
import execa from "execa";
import { cleanEnvironment } from "./project-copy";
import { wholeCopy } from "./whole-copy";

const ENVIRONMENT = "__tests__/support/worker/environment.cjs";

/** The whole project in a folder of an odd name, where there is no program but Node and no data of git's. */
export class ForeignMachine {
  readonly root = wholeCopy("a (b) [c] ü's");
  private readonly programs = path.join(path.dirname(this.root), "programs");

  constructor() {
    mkdirSync(this.programs);
    symlinkSync(process.execPath, path.join(this.programs, "node"));
    this.shiftRealms();
  }

  /** Starts Node in the copy, at a date. */
  node(date: string, args: readonly string[]) {
    const shift = path.join(this.root, "__tests__/support/shift-date.cjs");
    const env = { ...cleanEnvironment(), PATH: this.programs, SHIFTED_TO: date };
    return execa(process.execPath, ["--require", shift, ...args], { cwd: this.root, env, reject: false });
  }

  remove(): void {
    rmSync(path.dirname(this.root), { recursive: true, force: true });
  }

  /** Makes the copy's tests know the date: each worker's realm has a clock of its own. */
  private shiftRealms(): void {
    const file = path.join(this.root, ENVIRONMENT);
    const text = readFileSync(file, "utf8");
    const shifted = text.replace(
      "  const { global } = environment;",
      `$&
  const date = process.env.SHIFTED_TO;
  if (date) require("../shift-date.cjs").shiftDate(global, Date.parse(date));`,
    );
    if (shifted === text) throw new Error(`${ENVIRONMENT}: has no place for the clock; correct the edit here`);
    writeFileSync(file, shifted);
  }
}
