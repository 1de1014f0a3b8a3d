import type { DeploymentV1SpecTemplateSpecContainerLivenessProbe as ProbeBlock } from "@cdktf/provider-kubernetes/lib/deployment-v1";

/** A question that the kubelet asks a container over and over. */
export interface Probe {
  /** A page on the container's port that answers 2xx or 3xx, or a command that exits 0. */
  readonly check: { readonly path: string } | { readonly command: readonly string[] };
  /**
   * Seconds after the container's start before the first question.
   *
   * @default 0
   */
  readonly delaySeconds?: number;
  /** Seconds between questions. */
  readonly periodSeconds: number;
  /**
   * Seconds after which no answer is a failure.
   *
   * @default 3
   */
  readonly timeoutSeconds?: number;
  /**
   * Failures in a row that count.
   *
   * @default 3
   */
  readonly failures?: number;
}

/** What the kubelet asks a container. */
export interface Probes {
  /** Until it succeeds the others wait; when it never does, the container is started anew. */
  readonly startup: Probe;
  /** When it fails, the container is started anew: only what a new start mends may fail it. */
  readonly liveness: Probe;
  /** While it fails, the service sends the pod nothing, and a rollout waits. */
  readonly readiness?: Probe;
}

/** As the provider takes it; structurally the same for all three. */
export function probeBlock(
  { check, delaySeconds, periodSeconds, timeoutSeconds, failures }: Probe,
  port?: number,
): ProbeBlock {
  return {
    ...("path" in check
      ? { httpGet: { path: check.path, port: String(port), scheme: "HTTP" } }
      : { exec: { command: [...check.command] } }),
    initialDelaySeconds: delaySeconds,
    periodSeconds,
    timeoutSeconds: timeoutSeconds ?? 3,
    failureThreshold: failures ?? 3,
  };
}

/** What is wrong with probes. */
export function probeProblems({ startup, liveness, readiness }: Probes, port?: number): string[] {
  const problems = Object.entries({ startup, liveness, readiness }).flatMap(([name, probe]) =>
    probe !== undefined && "path" in probe.check && port === undefined
      ? [`probes.${name}: asks for a page, and the container has no port: give it one, or ask by a command`]
      : [],
  );
  if (JSON.stringify(liveness) !== JSON.stringify(readiness)) return problems;
  return [
    ...problems,
    "probes: liveness and readiness are the same, so a busy pod is killed instead of left alone: let liveness wait longer",
  ];
}
