import type { DeploymentV1SpecTemplateSpecContainer } from "@cdktf/provider-kubernetes/lib/deployment-v1";
import { type Probes, probeBlock } from "./probe";
import type { Resources, WritableFolder } from "./resources";

/** One container, alone in its pod, that may do as little as it can live with. */
export interface PodProps {
  readonly containerName: string;
  /** With a digest, or a tag that never moves. */
  readonly image: string;
  /** @default the image's own */
  readonly command?: readonly string[];
  /** The user that the image is made for, as a number above 0: a name cannot be checked to be other than root. */
  readonly userId: number;
  readonly resources: Resources;
  /**
   * The only folders that the container may write to.
   *
   * @default `/tmp`, 64Mi
   */
  readonly writableFolders?: readonly WritableFolder[];
  /** Environment variables, none of them secret. */
  readonly environment?: Readonly<Record<string, string>>;
  /** ConfigMaps whose entries become environment variables. */
  readonly configMaps?: readonly string[];
  /** Secrets whose entries become environment variables; the pod waits until they exist. */
  readonly secrets?: readonly string[];
  /**
   * Labels of the nodes that the pod may lie on.
   *
   * @default any node
   */
  readonly nodeLabels?: Readonly<Record<string, string>>;
  /**
   * The secret with the registry's password.
   *
   * @default none: the cluster's credential helper has it
   */
  readonly imagePullSecret?: string;
}

/** What the kind of object around the pod decides of its container. */
export interface ContainerSetting {
  readonly port?: number;
  readonly probes?: Probes;
  readonly stopping?: Stopping;
}

/** How a pod ends. */
export interface Stopping {
  /** Seconds in which requests still come, because not everybody has heard yet that the pod goes. */
  readonly preStopSeconds: number;
  /** Seconds from the decision until the pod is killed, the above included. */
  readonly graceSeconds: number;
}

/** Where containers may write by default. */
export const TMP: readonly WritableFolder[] = [{ path: "/tmp", size: "64Mi" }];

/** The container, as the provider takes it. */
export function containerBlock(
  props: PodProps,
  { port, probes, stopping }: ContainerSetting,
): DeploymentV1SpecTemplateSpecContainer {
  const { cpu, memory, ephemeralStorage } = props.resources;
  const amounts = (key: "request" | "limit") => ({
    cpu: cpu[key],
    memory: memory[key],
    "ephemeral-storage": ephemeralStorage[key],
  });
  return {
    name: props.containerName,
    image: props.image,
    // Tags do not move, and a restart must not depend on the registry.
    imagePullPolicy: "IfNotPresent",
    command: props.command && [...props.command],
    port: port === undefined ? undefined : [{ name: "http", containerPort: port, protocol: "TCP" }],
    env: Object.entries(props.environment ?? {}).map(([name, value]) => ({ name, value })),
    envFrom: [
      ...(props.configMaps ?? []).map((name) => ({ configMapRef: { name } })),
      ...(props.secrets ?? []).map((name) => ({ secretRef: { name } })),
    ],
    resources: { requests: amounts("request"), limits: amounts("limit") },
    securityContext: {
      allowPrivilegeEscalation: false,
      privileged: false,
      readOnlyRootFilesystem: true,
      runAsNonRoot: true,
      runAsUser: String(props.userId),
      runAsGroup: String(props.userId),
      capabilities: { drop: ["ALL"] },
      seccompProfile: { type: "RuntimeDefault" },
    },
    startupProbe: probes && probeBlock(probes.startup, port),
    livenessProbe: probes && probeBlock(probes.liveness, port),
    readinessProbe: probes?.readiness && probeBlock(probes.readiness, port),
    lifecycle: stopping && { preStop: [{ exec: { command: ["sleep", String(stopping.preStopSeconds)] } }] },
    volumeMount: (props.writableFolders ?? TMP).map(({ path }) => ({ name: volumeName(path), mountPath: path })),
  };
}

/** `/app/.next/cache` is `app-next-cache`. */
export function volumeName(path: string): string {
  return path
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-|-$/g, "");
}
