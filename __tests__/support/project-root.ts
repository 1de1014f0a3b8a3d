import path from "node:path";

/** The project's folder, absolute. */
export const PROJECT_ROOT = path.resolve(__dirname, "../..");
