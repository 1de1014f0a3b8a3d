/** The argument that names the environment; commander takes it as it is. */
export const ENVIRONMENT_ARGUMENT = ["[environment]", "an environment (default: the one that owns the zone)"] as const;
