import { generateBindings } from "../../tools/bindings/generate.mjs";

/** Generates the bindings that tests import. An install without scripts does not generate them. */
export default async () => {
  await generateBindings();
};
