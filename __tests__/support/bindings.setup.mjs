import { generateBindings } from "../../tools/bindings/generate.mjs";

/** Tests import the bindings, which an install without scripts has not generated. */
export default async () => {
  await generateBindings();
};
