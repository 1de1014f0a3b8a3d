import type { DeploymentV1SpecTemplateSpec } from "@cdktf/provider-kubernetes/lib/deployment-v1";
import { portProblems } from "../object-name";
import {
  type ContainerOptions,
  containerBlock,
  DEFAULT_WRITABLE_FOLDERS,
  type PodProps,
  volumeName,
} from "./container";
import { imageProblems } from "./image";
import { resourceProblems } from "./resources";

/** What a Deployment, CronJob or Job decides about its pod. */
export interface PodOptions extends ContainerOptions {
  readonly serviceAccountName: string;
  readonly restartPolicy: "Always" | "OnFailure" | "Never";
  /**
   * Labels of pods that are spread over zones and nodes.
   *
   * @default none
   */
  readonly spread?: Readonly<Record<string, string>>;
  /**
   * Whether the pod uses the API server, with the token of its service account.
   *
   * @default false
   */
  readonly usesApi?: boolean;
}

/** The pod in the provider's form, which is the same for Deployments, CronJobs and Jobs. */
export function podSpec(props: PodProps, options: PodOptions): DeploymentV1SpecTemplateSpec {
  const { serviceAccountName, restartPolicy, spread, stopping, usesApi = false } = options;
  const user = String(props.userId);
  return {
    serviceAccountName,
    automountServiceAccountToken: usesApi,
    // Otherwise each service of the namespace adds variables, such as WEB_PORT=tcp://…, which can shadow settings.
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
    // Not strictly: when a zone fails, all replicas have to run in the other.
    topologySpreadConstraint: spread && [
      spreadOver("topology.kubernetes.io/zone", spread),
      spreadOver("kubernetes.io/hostname", spread),
    ],
    container: [containerBlock(props, options)],
    volume: (props.writableFolders ?? DEFAULT_WRITABLE_FOLDERS).map(({ path, size }) => ({
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
    // Counts the pods of one rollout only. Otherwise new pods gather where there are no old ones.
    matchLabelKeys: ["pod-template-hash"],
  };
}

/** Finds what is wrong with a pod: one sentence per problem, with value and remedy. */
export function podProblems(props: PodProps, { port, stopping }: Pick<PodOptions, "port" | "stopping"> = {}): string[] {
  const problems = [
    ...imageProblems(props.image),
    ...resourceProblems(props.resources, props.writableFolders ?? DEFAULT_WRITABLE_FOLDERS),
  ];
  if (!Number.isInteger(props.userId) || props.userId < 1)
    problems.push(`userId: ${props.userId} is not a user other than root: write the image's user as a number above 0`);
  if (port !== undefined) problems.push(...portProblems("port", port));
  if (stopping !== undefined && stopping.graceSeconds <= stopping.preStopSeconds)
    problems.push(
      `stopping: graceSeconds ${stopping.graceSeconds} leaves nothing after preStopSeconds ${stopping.preStopSeconds}: raise it`,
    );
  return problems;
}
