import type { ConfigMap } from "../../../constructs/kubernetes/config-map";
import type { IngressRoute } from "../../../constructs/kubernetes/ingress";
import type { INamespace } from "../../../constructs/kubernetes/namespace";
import type { PodProps } from "../../../constructs/kubernetes/pod/container";
import type { Peer, Traffic } from "../../../constructs/kubernetes/pod/pod-network-policy";
import type { PlatformEnvironment } from "../../../environments/schema/environment";
import type { StackProps } from "../../base";
import { RELEASES } from "../platform/releases";
import { objectName, WORKLOADS } from "./workload-catalog";
import type { WorkloadEntry } from "./workload-entry";
import type { WorkloadSurroundings } from "./workload-settings";
import { trafficOf } from "./workload-traffic";

/** The port of every service inside the cluster (specification, section 4.1). */
export const SERVICE_PORT = 80;

/** What all workloads have in common that an environment decides. */
export interface PlacementProps {
  /** Where their images are, and at which tag. */
  readonly images: NonNullable<PlatformEnvironment["cluster"]>["images"];
  /**
   * The RAM role of pods that use buckets.
   *
   * @default none
   */
  readonly bucketRole?: string;
}

type Props = StackProps<PlatformEnvironment> & WorkloadSurroundings & PlacementProps;

/** An entry of the catalog, less what its kind is about. */
type Described = Pick<
  WorkloadEntry,
  "image" | "command" | "userId" | "resources" | "writableFolders" | "environment" | "needs" | "calls"
>;

interface Placed extends PodProps {
  readonly name: string;
  readonly namespace: INamespace;
  readonly egress: readonly Traffic[];
  readonly roleName?: string;
}

/** Where the catalog's workloads lie in an environment, what they are told, and with whom they speak. */
export class WorkloadPlacement {
  /** Of the nodes that the workloads lie on. */
  readonly nodeLabels = { pool: "app" };
  /** Secrets that the cluster itself makes from the secret store: Terraform knows their names, never what they hold. */
  readonly secretNames: { readonly app: string; readonly migrations: string; readonly registry: string };

  constructor(
    private readonly props: Props,
    private readonly namespace: INamespace,
    private readonly settings: ConfigMap,
  ) {
    const name = (secret: string) => objectName(props.owner.project, secret);
    this.secretNames = { app: name("secrets"), migrations: name("migrations"), registry: name("registry") };
  }

  /** A personal registry's password; an Enterprise instance gives nodes one of their own. */
  get imagePullSecret(): string | undefined {
    return this.props.images.enterpriseInstanceId === undefined ? this.secretNames.registry : undefined;
  }

  of(name: string, entry: Described): Placed {
    const { images, bucketRole } = this.props;
    const { image, command, userId, resources, writableFolders, environment, needs } = entry;
    return {
      name: this.objectName(name),
      namespace: this.namespace,
      containerName: name,
      image: `${images.registry}/${image}:${images.tag}`,
      imagePullSecret: this.imagePullSecret,
      command,
      userId,
      resources,
      writableFolders,
      environment,
      configMaps: [this.settings.configMapName],
      secrets: [this.secretNames.app],
      nodeLabels: this.nodeLabels,
      egress: this.egressOf(entry),
      roleName: needs.includes("oss") ? bucketRole : undefined,
    };
  }

  /** Who asks a service: the ingress controller, Prometheus, and the workloads that say so. */
  callersOf(service: string): Peer[] {
    const callers = Object.entries(WORKLOADS).filter(([, { calls = [] }]) => calls.includes(service));
    return [
      { namespace: RELEASES.traefik.namespace },
      { namespace: RELEASES["kube-prometheus-stack"].namespace },
      ...callers.map(([name]) => ({ app: this.objectName(name) })),
    ];
  }

  /** The paths of the environment's services, as the load balancer has them, each with all below it. */
  routes(): IngressRoute[] {
    return this.props.environment.services.flatMap(({ name, paths }) => {
      if (WORKLOADS[name]?.kind !== "service")
        throw new Error(
          `services: ${name} is no service of stacks/in-cluster/workloads/workload-catalog.ts: add it there, or take it out`,
        );
      const prefixes = new Set(paths.map((path) => path.replace(/\/\*$/, "")));
      const below = prefixes.size === 0 ? ["/"] : [...prefixes];
      return below.map((path) => ({ path, service: this.objectName(name), port: SERVICE_PORT }));
    });
  }

  /** Where the cluster's API server is: its service, and the addresses behind it. */
  get apiServer(): Peer[] {
    const service = this.props.environment.cluster?.serviceCidr;
    return [...this.privateHosts, ...(service === undefined ? [] : [{ cidr: service }])];
  }

  private egressOf({ needs, calls = [] }: Described): Traffic[] {
    const outside = needs.map((need) => trafficOf(need, this.props, this.privateHosts));
    const inside = calls.map((name): Traffic => {
      const called = WORKLOADS[name];
      if (called?.kind !== "service") throw new Error(`calls: ${name} is no service of the catalog: name one that is`);
      return { peers: [{ app: this.objectName(name) }], ports: [called.containerPort] };
    });
    return [...outside, ...inside];
  }

  private get privateHosts(): Peer[] {
    return this.props.environment.network.vSwitches.private.map(({ cidr }) => ({ cidr }));
  }

  private objectName(name: string): string {
    return objectName(this.props.owner.project, name);
  }
}
