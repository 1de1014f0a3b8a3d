import type { ServiceInput } from "../schema/services/service";
import { FASTAPI_PORT, fastapi } from "./runtimes/fastapi";

/**
 * The API of tools and articles. It owns the database's schema: migrations run from its image (requirements: services,
 * release-migration).
 */
export const service: ServiceInput = {
  ...fastapi,
  image: "content-api",
  ports: { host: 8001, container: FASTAPI_PORT },
  paths: ["/api/content", "/api/content/*"],
  needs: ["database", "redis", "oss"],
  migration: ["alembic", "upgrade", "head"],
};
