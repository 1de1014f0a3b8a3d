import { cpSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import type { HostMachine } from "../hosts/host-machine";
import { MONITORING } from "../hosts/monitoring-host";

export interface Relocated {
  /** Prometheus' configuration file. */
  readonly prometheus: string;
  /** Alertmanager's configuration file. */
  readonly alertmanager: string;
  /** The folder of files with targets. */
  readonly targets: string;
  /** The folder of secrets. */
  readonly secrets: string;
}

export interface RelocatedChanges {
  readonly change?: (text: string) => string;
  readonly webhook?: string;
}

/**
 * Puts the configuration of a host's Prometheus and Alertmanager into a folder, as their containers see it.
 *
 * @param host a host on which 87-monitoring has run
 * @param changes what a test changes: a text of each file, such as times (default: nothing), and the address of the webhook
 * (default: nobody answers there). Debian's Alertmanager is older than `url_file`, so it gets the address itself.
 */
export function relocated(
  host: HostMachine,
  folder: string,
  { change = (text) => text, webhook = "http://127.0.0.1:9/" }: RelocatedChanges = {},
): Relocated {
  const [targets, secrets] = [path.join(folder, "targets"), path.join(folder, "secrets")];
  for (const place of [targets, secrets]) mkdirSync(place, { recursive: true });
  for (const name of ["search-master", "alert-webhook"]) writeFileSync(path.join(secrets, name), "x");
  for (const name of ["hosts", "meilisearch"]) writeFileSync(path.join(targets, `${name}.json`), "[]");
  cpSync(path.join(host.root, MONITORING, "rules"), path.join(folder, "rules"), { recursive: true });
  const copy = (source: string, target: string) => {
    const text = readFileSync(path.join(host.root, source), "utf8").replaceAll("/run/secrets", secrets);
    const addressed = text.replaceAll(/url_file: .*/g, `url: ${webhook}`);
    writeFileSync(path.join(folder, target), change(addressed));
    return path.join(folder, target);
  };
  return {
    prometheus: copy(`${MONITORING}/prometheus.yml`, "prometheus.yml"),
    alertmanager: copy("etc/ainav/monitoring/alertmanager.yml", "alertmanager.yml"),
    targets,
    secrets,
  };
}
