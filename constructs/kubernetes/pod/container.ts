import type { DeploymentV1SpecTemplateSpecContainer } from "@cdktf/provider-kubernetes/lib/deployment-v1";
import { type Probes, probeBlock } from "./probe";
import type { Resources, WritableFolder } from "./resources";

/** A pod of one container with the least privileges: not root, a read-only root file system, no capabilities. */
export interface PodProps {
  readonly containerName: string;
  /** Image reference with a digest, or with a tag that never moves. */
  readonly image: string;
  /** @default the image's own */
  readonly command?: readonly string[];
  /** Id of the image's user, above 0: Kubernetes cannot check that a user name is not root. */
  readonly userId: number;
  readonly resources: Resources;
  /**
   * The only folders that the container may write to.
   *
   * @default `/tmp`, 64Mi
   */
  readonly writableFolders?: readonly WritableFolder[];
  /**
   * Environment variables, without secrets.
   *
   * @default none
   */
  readonly environment?: Readonly<Record<string, string>>;
  /**
   * Names of ConfigMaps whose entries become environment variables.
   *
   * @default none
   */
  readonly configMaps?: readonly string[];
  /**
   * Names of Secrets whose entries become environment variables. The pod waits until they exist.
   *
   * @default none
   */
  readonly secrets?: readonly string[];
  /**
   * Labels of the nodes on which the pod may run.
   *
   * @default any node
   */
  readonly nodeLabels?: Readonly<Record<string, string>>;
  /**
   * Name of the Secret with the registry's password.
   *
   * @default none: the cluster's credential helper provides it
   */
  readonly imagePullSecret?: string;
}

/** What a Deployment, CronJob or Job decides about its container. */
export interface ContainerOptions {
  /**
   * TCP port on which the container takes HTTP requests.
   *
   * @default none
   */
  readonly port?: number;
  /** @default none */
  readonly probes?: Probes;
  /** @default no pause, and 30 seconds of grace */
  readonly stopping?: Stopping;
}

/** How a pod is stopped. */
export interface Stopping {
  /**
   * Seconds before the container gets SIGTERM. Requests still arrive meanwhile, until every node has learned that the
   * pod is terminating.
   */
  readonly preStopSeconds: number;
  /** Seconds until the pod is killed, `preStopSeconds` included. */
  readonly graceSeconds: number;
}

/** Folders to which a container may write by default. */
export const DEFAULT_WRITABLE_FOLDERS: readonly WritableFolder[] = [{ path: "/tmp", size: "64Mi" }];

/** The container in the provider's form. */
export function containerBlock(
  props: PodProps,
  { port, probes, stopping }: ContainerOptions,
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
    // Tags never move, so a restart does not need to ask the registry.
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
    volumeMount: (props.writableFolders ?? DEFAULT_WRITABLE_FOLDERS).map(({ path }) => ({
      name: volumeName(path),
      mountPath: path,
    })),
  };
}

/** Name of the volume of a folder: `/app/.next/cache` becomes `app-next-cache`. */
export function volumeName(path: string): string {
  return path
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-|-$/g, "");
}
