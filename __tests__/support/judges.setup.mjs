import { fileURLToPath } from "node:url";
import execa from "execa";
import bindings from "./bindings.setup.mjs";

/** Installs the judge, checkov, and tells the tests its folder. */
export default async () => {
  await bindings();
  const running = execa(fileURLToPath(new URL("../../.ci/judges", import.meta.url)), { stdin: "ignore" });
  // The first run takes minutes. Its downloads are shown, so that people see progress.
  running.stderr?.pipe(process.stderr);
  try {
    process.env.JUDGES = (await running).stdout;
  } catch (error) {
    const { stderr, shortMessage } = /** @type {import("execa").ExecaError} */ (error);
    throw new Error(`.ci/judges: ${stderr?.trim().split("\n").at(-1) || shortMessage}`);
  }
};
