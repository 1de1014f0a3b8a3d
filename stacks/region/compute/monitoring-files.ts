import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { type Services, webServices } from "../../../environments/schema/services/services";
import { REPOSITORY } from "../../conventions/paths";

/** The folder of the monitoring on the worker host, below /. */
const HOME = "opt/ainav/monitoring";

/** The chart whose rules and dashboards the cluster loads. Hosts get the same files. */
const CHART = path.join(REPOSITORY.helmValues, "monitoring-rules");

/**
 * Files of the monitoring on the worker host, path below / → text: the rules and dashboards that the cluster has too,
 * and the services whose metrics are collected, with their Prometheus jobs and ports.
 */
export function monitoringFiles(services: Services): Readonly<Record<string, string>> {
  const monitored = webServices(services).map(({ name, metrics, ports }) => ({
    name,
    job: metrics.job,
    port: ports.host,
  }));
  return {
    ...filesOf("rules", `${HOME}/rules`),
    ...filesOf("dashboards", `${HOME}/grafana/dashboards`),
    [`${HOME}/services.json`]: `${JSON.stringify(monitored, null, 2)}\n`,
  };
}

/** The files of a folder of the chart, under the names that they get in a folder of the host. */
function filesOf(folder: string, target: string): Record<string, string> {
  const source = path.resolve(CHART, folder);
  const names = readdirSync(source).sort();
  return Object.fromEntries(names.map((name) => [`${target}/${name}`, readFileSync(path.join(source, name), "utf8")]));
}
