import { type Services, webServices } from "../../../environments/schema/services/services";

/** The folder that nginx reads its servers from. */
const FOLDER = "etc/nginx/conf.d";

/** nginx's files on an app host, path below / → text. nginx answers on each service's port until the service comes. */
export function webServerFiles(services: Services): Readonly<Record<string, string>> {
  return Object.fromEntries(
    webServices(services).map(({ name, ports }) => [`${FOLDER}/${name}.conf`, serverBlock(ports.host)]),
  );
}

function serverBlock(port: number): string {
  return ["server {", `  listen ${port} default_server;`, "  include /etc/nginx/ainav/placeholder.conf;", "}", ""].join(
    "\n",
  );
}
