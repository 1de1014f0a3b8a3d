import { readFileSync } from "node:fs";

/**
 * Keeps what zips assets out of the bundle. To zip one, cdktf starts the file that holds its `archiveSync` as a program of
 * its own: in a bundle that would be the bundle, so the path of the file is written in its place. Only that program needs
 * `archiver`, which takes longer to load than all the rest of cdktf.
 *
 * @type {import("esbuild").Plugin}
 */
export const assetArchives = {
  name: "asset-archives",
  setup({ onLoad, onResolve }) {
    onLoad({ filter: /[/\\]cdktf[/\\]lib[/\\]private[/\\]fs\.js$/ }, ({ path: file }) => ({
      contents: readFileSync(file, "utf8").replaceAll("__filename", 'require.resolve("cdktf/lib/private/fs.js")'),
    }));
    onResolve({ filter: /^archiver$/ }, () => ({ path: "archiver", namespace: "unused" }));
    onLoad({ filter: /.*/, namespace: "unused" }, () => ({ contents: "module.exports = undefined;" }));
  },
};
