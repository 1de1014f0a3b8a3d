import { stopEngine } from "./docker/engine/started-engine.mjs";

/** Ends the engine that the setup has started. */
export default stopEngine;
