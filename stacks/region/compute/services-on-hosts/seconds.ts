import type { NamedService } from "./placed-services";

/** Seconds for which nginx may still be at requests of a container that no new ones are sent to. */
export const DRAIN_SECONDS = 30;

/** Seconds that a container has after SIGTERM, beyond those that its work may take. */
const MARGIN_SECONDS = 10;

/** Seconds after SIGTERM at which a container is killed. A job ends by its own deadline, and is waited for no longer. */
export function stopSeconds(service: NamedService): number {
  const work = { service: DRAIN_SECONDS, cron: DRAIN_SECONDS };
  return MARGIN_SECONDS + (service.kind === "worker" ? service.longestTaskSeconds : work[service.kind]);
}

/** Seconds within which a container has to become healthy after its start. */
export function startSeconds({ probes: { startup } }: Exclude<NamedService, { readonly kind: "cron" }>): number {
  return (startup.delaySeconds ?? 0) + startup.periodSeconds * (startup.failures ?? 3);
}
