import type { DeploymentV1SpecTemplateSpec } from "@cdktf/provider-kubernetes/lib/deployment-v1";
import { portProblems } from "../object-name";
import { type ContainerSetting, containerBlock, type PodProps, TMP, volumeName } from "./container";
import { imageProblems } from "./image";
import { resourceProblems } from "./resources";

/** What the kind of object around the pod decides. */
export interface PodSetting extends ContainerSetting {
  readonly serviceAccountName: string;
  readonly restartPolicy: "Always" | "OnFailure" | "Never";
  /** Labels of pods that are to lie in different zones and on different hosts. */
  readonly spread?: Readonly<Record<string, string>>;
  /** Whether the pod speaks to the API server. */
  readonly usesApi?: boolean;
}

/** The pod, as the provider takes it in deployments, cron jobs and jobs. */
export function podSpec(props: PodProps, setting: PodSetting): DeploymentV1SpecTemplateSpec {
  const { serviceAccountName, restartPolicy, spread, stopping, usesApi = false } = setting;
  const user = String(props.userId);
  return {
    serviceAccountName,
    automountServiceAccountToken: usesApi,
    // Variables such as SEARCH_API_PORT=tcp://… for each service would shadow settings.
    enableServiceLinks: false,
    restartPolicy,
    nodeSelector: props.nodeLabels && { ...props.nodeLabels },
    terminationGracePeriodSeconds: stopping?.graceSeconds ?? 30,
    securityContext: {
      runAsNonRoot: true,
      runAsUser: user,
      runAsGroup: user,
      fsGroup: user,
      seccompProfile: { type: "RuntimeDefault" },
    },
    imagePullSecrets: props.imagePullSecret === undefined ? undefined : [{ name: props.imagePullSecret }],
    // Softly: when a zone is gone, all replicas have to fit into the other.
    topologySpreadConstraint: spread && [
      spreadOver("topology.kubernetes.io/zone", spread),
      spreadOver("kubernetes.io/hostname", spread),
    ],
    container: [containerBlock(props, setting)],
    volume: (props.writableFolders ?? TMP).map(({ path, size }) => ({
      name: volumeName(path),
      emptyDir: { sizeLimit: size },
    })),
  };
}

function spreadOver(topologyKey: string, labels: Readonly<Record<string, string>>) {
  return {
    maxSkew: 1,
    topologyKey,
    whenUnsatisfiable: "ScheduleAnyway",
    labelSelector: [{ matchLabels: labels }],
    // Each rollout is spread by itself, or new pods crowd where the old ones are not.
    matchLabelKeys: ["pod-template-hash"],
  };
}

/** What is wrong with a pod, as sentences with value and remedy. */
export function podProblems(props: PodProps, { port, stopping }: Pick<PodSetting, "port" | "stopping"> = {}): string[] {
  const problems = [...imageProblems(props.image), ...resourceProblems(props.resources, props.writableFolders ?? TMP)];
  if (!Number.isInteger(props.userId) || props.userId < 1)
    problems.push(`userId: ${props.userId} is not a user other than root: write the image's user as a number above 0`);
  if (port !== undefined) problems.push(...portProblems("port", port));
  if (stopping !== undefined && stopping.graceSeconds <= stopping.preStopSeconds)
    problems.push(
      `stopping: graceSeconds ${stopping.graceSeconds} leaves nothing after preStopSeconds ${stopping.preStopSeconds}: raise it`,
    );
  return problems;
}
