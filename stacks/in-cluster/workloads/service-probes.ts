import type { Probe, Probes } from "../../../constructs/kubernetes/pod/probe";
import type { WebService, Worker } from "../../../environments/schema/services/service";

/** What the kubelet asks a service that answers requests: its health page, unless it names a command. */
export function pageProbes({ health, probes: { startup, liveness, readiness } }: WebService): Probes {
  const probe = ({ command, ...times }: typeof startup): Probe => ({
    check: command === undefined ? { path: health } : { command },
    ...times,
  });
  return { startup: probe(startup), liveness: probe(liveness), readiness: readiness && probe(readiness) };
}

/** What the kubelet asks a worker, by commands. */
export function commandProbes({ probes: { startup, liveness } }: Worker): Probes {
  const probe = ({ command, ...times }: typeof startup): Probe => ({ check: { command }, ...times });
  return { startup: probe(startup), liveness: probe(liveness) };
}
