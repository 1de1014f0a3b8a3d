import { PROJECT_ROOT } from "../bindings/generate.mjs";
import { PACKAGE, resolveBinding } from "../bindings/provider.cjs";

/**
 * Resolves imports of the generated bindings, `@cdktf/provider-alicloud/lib/<resource>`, which are no npm package.
 *
 * @type {import("esbuild").Plugin}
 */
export const bindingImports = {
  name: "binding-imports",
  setup({ onResolve }) {
    onResolve({ filter: new RegExp(`^${PACKAGE}(/|$)`) }, ({ path: specifier }) => {
      try {
        return { path: resolveBinding(specifier, PROJECT_ROOT) };
      } catch (error) {
        return { errors: [{ text: error instanceof Error ? error.message : String(error) }] };
      }
    });
  },
};
