import bindings from "./bindings.setup.mjs";
import { builtProgram } from "./built-program.mjs";

/** Unpacks PostgreSQL, and tells the tests where it is. */
export default async () => {
  await bindings();
  process.env.POSTGRES_FOLDER = await builtProgram("postgres");
};
