import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import type { TypesInUse } from "../../../tools/provider-schemas/prebuilt";

/** The folder of an installed prebuilt provider package. */
export function packageFolder(provider: string): string {
  return path.dirname(require.resolve(`@cdktf/provider-${provider}/package.json`));
}

/** Every type that a package has, read from its compiled classes. */
export function typesOf(folder: string): TypesInUse {
  const lib = path.join(folder, "lib");
  const files = readdirSync(lib).map((name) => path.join(lib, name, "index.js"));
  const classes = files
    .filter((file) => existsSync(file))
    .map((file) => readFileSync(file, "utf8"))
    .map((code) => ({ code, type: /\.tfResourceType = "(\w+)"/.exec(code)?.[1] ?? "" }));
  const extending = (base: string) =>
    classes.filter(({ code }) => code.includes(`extends cdktf.${base} {`)).map(({ type }) => type);
  return { resources: extending("TerraformResource"), dataSources: extending("TerraformDataSource") };
}
