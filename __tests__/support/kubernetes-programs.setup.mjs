import bindings from "./bindings.setup.mjs";
import { builtProgram } from "./built-program.mjs";

/** Builds the programs that check Kubernetes objects and charts, and tells the tests their paths. */
export default async () => {
  await bindings();
  process.env.KUBERNETES_CHECKERS = await builtProgram("kubernetes-checkers");
  process.env.HELM_PROGRAM = await builtProgram("helm");
};
