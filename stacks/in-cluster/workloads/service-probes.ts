import type { Probe, Probes } from "../../../constructs/kubernetes/pod/probe";
import type { WebService, Worker } from "../../../environments/schema/service";

type ServiceProbe = WebService["probes"]["startup"];

/** What the kubelet asks a service: its health page, unless it names a command. */
export function probesOf(service: WebService | Worker): Probes {
  const page = service.kind === "service" ? service.health : undefined;
  const { startup, liveness } = service.probes;
  const readiness = service.kind === "service" ? service.probes.readiness : undefined;
  return {
    startup: probe(startup, page),
    liveness: probe(liveness, page),
    readiness: readiness && probe(readiness, page),
  };
}

function probe({ command, ...times }: ServiceProbe, page: string | undefined): Probe {
  // A worker has no page; its command is checked with its file.
  return { check: command === undefined ? { path: page ?? "/" } : { command }, ...times };
}
