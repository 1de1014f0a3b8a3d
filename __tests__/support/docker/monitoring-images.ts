import path from "node:path";
import { builtImage } from "./image";

const CONTEXT = path.join(__dirname, "services/monitoring");

/** The program that stands for each image of the monitoring and the agents, by the image's name without its version. */
const PROGRAMS: Readonly<Record<string, string>> = {
  "quay.io/prometheus/prometheus": "prometheus",
  "quay.io/prometheus/alertmanager": "prometheus-alertmanager",
  "quay.io/prometheus/node-exporter": "prometheus-node-exporter",
  "docker.io/oliver006/redis_exporter": "prometheus-redis-exporter",
  "quay.io/prometheuscommunity/postgres-exporter": "prometheus-postgres-exporter",
  "docker.io/grafana/grafana": "grafana",
  "docker.io/grafana/loki": "loki",
  "docker.io/grafana/alloy": "alloy",
  "docker.io/nginx/nginx-prometheus-exporter": "nginx-exporter",
};

/** Makes images of the monitoring under the names that a compose file has. @throws when nothing stands for one */
export async function monitoringImages(names: readonly string[]): Promise<void> {
  // One after the other: the first has the layers of all.
  for (const name of names) {
    const program = PROGRAMS[name.replace(/:[^:/]+$/, "")];
    if (program === undefined) throw new Error(`${name}: nothing stands for it; add it to PROGRAMS`);
    await builtImage(name.replace(/^docker\.io\//, ""), CONTEXT, { arguments: { PROGRAM: program } });
  }
}
