import { fileURLToPath } from "node:url";
import execa from "execa";
import bindings from "./bindings.setup.mjs";

/** The programs that checks of Kubernetes objects and of charts run: builds them, and tells the tests where they are. */
export default async () => {
  await bindings();
  process.env.KUBERNETES_CHECKERS = await pathFrom("kubernetes-checkers");
  process.env.HELM_PROGRAM = await pathFrom("helm");
};

/** @param {string} script of .ci */
async function pathFrom(script) {
  const running = execa(fileURLToPath(new URL(`../../.ci/${script}`, import.meta.url)), { stdin: "ignore" });
  // The first time it takes minutes: its downloads show that it is at work.
  running.stderr?.pipe(process.stderr);
  try {
    return (await running).stdout;
  } catch (error) {
    const { stderr, shortMessage } = /** @type {import("execa").ExecaError} */ (error);
    throw new Error(`.ci/${script}: ${stderr?.trim().split("\n").at(-1) || shortMessage}`);
  }
}
