import { type Services, webServices } from "../../../environments/schema/services/services";

/** Where nginx looks for its servers. */
const FOLDER = "etc/nginx/conf.d";

/** The files by which nginx on an app host answers for each service on the service's port: path below /, and text. */
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
