import { accessSync, constants } from "node:fs";
import path from "node:path";
import bindings from "./bindings.setup.mjs";

/** Programs of a host that the tests run, and the package of Debian that has each. */
const PROGRAMS = {
  python3: "python3",
  bash: "bash",
  tar: "tar",
  script: "bsdutils",
  nginx: "nginx-light",
  openssl: "openssl",
  promtool: "prometheus",
  amtool: "prometheus-alertmanager",
  "prometheus-node-exporter": "prometheus-node-exporter",
};

/** Says at once what this machine lacks: a test that fails over a missing program says it only in a trace. */
export default async () => {
  const missing = Object.entries(PROGRAMS).filter(([program]) => !isThere(program));
  if (missing.length > 0) {
    const names = missing.map(([program]) => program).join(", ");
    const packages = missing.map(([, name]) => name).join(" ");
    throw new Error(`missing on this machine: ${names}; run apt-get install -y ${packages}, as root`);
  }
  await bindings();
};

/** @param {string} program */
function isThere(program) {
  const folders = [...(process.env.PATH ?? "").split(path.delimiter), "/usr/sbin", "/sbin"];
  return folders.some((folder) => {
    try {
      accessSync(path.join(folder, program), constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}
