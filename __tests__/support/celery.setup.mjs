import bindings from "./bindings.setup.mjs";
import { builtProgram } from "./built-program.mjs";

/** Installs Celery, and tells the tests which Python has it. */
export default async () => {
  await bindings();
  process.env.CELERY_PYTHON = await builtProgram("celery");
};
