import type { Probe, Probes } from "../../../constructs/kubernetes/pod/probe";
import type { WebService, Worker } from "../../../environments/schema/services/service";

/** The probes of a service that answers requests. They ask its health page, unless the service names a command. */
export function pageProbes({ health, probes: { startup, liveness, readiness } }: WebService): Probes {
  const probe = ({ command, ...times }: typeof startup): Probe => ({
    check: command === undefined ? { path: health } : { command },
    ...times,
  });
  return { startup: probe(startup), liveness: probe(liveness), readiness: readiness && probe(readiness) };
}

/** The probes of a worker, which are commands. */
export function commandProbes({ probes: { startup, liveness } }: Worker): Probes {
  const probe = ({ command, ...times }: typeof startup): Probe => ({ check: { command }, ...times });
  return { startup: probe(startup), liveness: probe(liveness) };
}
