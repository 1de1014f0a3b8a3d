import { fileURLToPath } from "node:url";
import execa from "execa";
import bindings from "./bindings.setup.mjs";

/** Builds the programs that check Kubernetes objects and charts, and tells the tests their paths. */
export default async () => {
  await bindings();
  process.env.KUBERNETES_CHECKERS = await pathFrom("kubernetes-checkers");
  process.env.HELM_PROGRAM = await pathFrom("helm");
};

/** @param {string} script name of a script in .ci */
async function pathFrom(script) {
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
