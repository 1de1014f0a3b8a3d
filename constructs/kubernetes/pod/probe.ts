import type { DeploymentV1SpecTemplateSpecContainerLivenessProbe as ProbeBlock } from "@cdktf/provider-kubernetes/lib/deployment-v1";

/** A check that the kubelet repeats on a container. */
export interface Probe {
  /** A path on the container's port that answers with 2xx or 3xx, or a command that exits with 0. */
  readonly check: { readonly path: string } | { readonly command: readonly string[] };
  /**
   * Seconds between the container's start and the first check.
   *
   * @default 0
   */
  readonly delaySeconds?: number;
  /** Seconds between two checks. */
  readonly periodSeconds: number;
  /**
   * Seconds after which a check without an answer has failed.
   *
   * @default 3
   */
  readonly timeoutSeconds?: number;
  /**
   * Failures in a row after which the probe has failed.
   *
   * @default 3
   */
  readonly failures?: number;
}

/** The probes of a container. */
export interface Probes {
  /** The other probes wait until it succeeds. When it fails, the container is restarted. */
  readonly startup: Probe;
  /** When it fails, the container is restarted. It may check only what a restart can repair. */
  readonly liveness: Probe;
  /**
   * While it fails, the service sends the pod no requests, and a rollout waits.
   *
   * @default none
   */
  readonly readiness?: Probe;
}

/** A probe in the provider's form, which is the same for all three. */
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

/** Finds what is wrong with probes: one sentence per problem, with a remedy. */
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
