import bindings from "./bindings.setup.mjs";
import { builtProgram } from "./built-program.mjs";

/** Installs the judges, and Helm, which renders the charts that they judge. Tells the tests where they are. */
export default async () => {
  await bindings();
  process.env.CHECKOV_FOLDER = await builtProgram("checkov");
  process.env.KICS_FOLDER = await builtProgram("kics");
  process.env.TRIVY_PROGRAM = await builtProgram("trivy");
  process.env.HELM_PROGRAM = await builtProgram("helm");
};
