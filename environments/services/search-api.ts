import type { ServiceInput } from "../schema/services/service";
import { FASTAPI_PORT, fastapi } from "./runtimes/fastapi";

/** The search API, in front of Meilisearch (requirement: services). */
export const service: ServiceInput = {
  ...fastapi,
  image: "search-api",
  ports: { host: 8002, container: FASTAPI_PORT },
  paths: ["/api/search", "/api/search/*"],
  needs: ["database", "search"],
};
