import { fileURLToPath } from "node:url";
import execa from "execa";

/**
 * Has a script of `.ci` build programs, or find those that it has built before.
 *
 * @param {string} script its name
 * @returns {Promise<string>} the path that it prints
 * @throws with its last line, which says what is missing and how to get it
 */
export async function builtProgram(script) {
  const running = execa(fileURLToPath(new URL(`../../.ci/${script}`, import.meta.url)), { stdin: "ignore" });
  // The first run takes minutes. Its downloads are shown, so that people see progress.
  running.stderr?.pipe(process.stderr);
  try {
    return (await running).stdout;
  } catch (error) {
    const { stderr, shortMessage } = /** @type {import("execa").ExecaError} */ (error);
    throw new Error(`.ci/${script}: ${stderr?.trim().split("\n").at(-1) || shortMessage}`);
  }
}
