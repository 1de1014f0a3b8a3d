import type { ConfigMap } from "../../../constructs/kubernetes/config-map";
import type { IngressRoute } from "../../../constructs/kubernetes/ingress";
import type { INamespace } from "../../../constructs/kubernetes/namespace";
import type { PodProps } from "../../../constructs/kubernetes/pod/container";
import type { Peer, Traffic } from "../../../constructs/kubernetes/pod/pod-network-policy";
import type { ClusterImages } from "../../../environments/schema/cluster/images";
import type { PlatformEnvironment } from "../../../environments/schema/environment";
import type { Service } from "../../../environments/schema/services/service";
import { webServices } from "../../../environments/schema/services/services";
import type { StackProps } from "../../base";
import { APPLICATION_NODES, NAMESPACES } from "../../conventions/cluster-objects";
import { objectName } from "../../conventions/names";
import { PORTS } from "../../conventions/ports";
import { hasPersonalRegistry, imageRegistryOf } from "../../image-registry";
import type { Surroundings } from "../../surroundings";
import { egressFor } from "./egress";

/** The input that all services of an environment have in common. */
export interface ServicePlacementProps extends StackProps<PlatformEnvironment> {
  readonly surroundings: Surroundings;
  /** The registry and the tag of the services' images. */
  readonly images: ClusterImages;
  /**
   * The RAM role of pods that use buckets.
   *
   * @default none
   */
  readonly bucketRole?: string;
}

/** The part of a service's description that all kinds of services have. */
export type ServiceDescription = Pick<
  Service,
  "image" | "command" | "userId" | "resources" | "writableFolders" | "environment" | "needs" | "calls"
>;

/** A service's pod, with its namespace, its role and the traffic that may leave it. */
export interface PlacedPod extends PodProps {
  readonly name: string;
  readonly namespace: INamespace;
  readonly egress: readonly Traffic[];
  readonly roleName?: string;
}

/** Describes the pods, the network peers and the routes of an environment's services in its cluster. */
export class ServicePlacement {
  /** Labels of the nodes that the services run on. */
  readonly nodeLabels = APPLICATION_NODES;
  /** Names of the Secrets that the cluster makes from the secret store. Terraform never knows their content. */
  readonly secretNames: { readonly app: string; readonly migrations: string; readonly registry: string };

  constructor(
    private readonly props: ServicePlacementProps,
    private readonly namespace: INamespace,
    private readonly settings: ConfigMap,
  ) {
    const name = (secret: string) => objectName(props.owner, secret);
    this.secretNames = { app: name("secrets"), migrations: name("migrations"), registry: name("registry") };
  }

  /** The Secret with a personal registry's password. Undefined with an Enterprise instance, which needs none. */
  get imagePullSecret(): string | undefined {
    return hasPersonalRegistry(this.props.images) ? this.secretNames.registry : undefined;
  }

  podOf(name: string, service: ServiceDescription): PlacedPod {
    const { images, bucketRole, environment, owner } = this.props;
    const { image, command, userId, resources, writableFolders, needs } = service;
    return {
      name: this.objectName(name),
      namespace: this.namespace,
      containerName: name,
      image: `${imageRegistryOf(images, environment, owner)}/${image}:${images.tag}`,
      imagePullSecret: this.imagePullSecret,
      command,
      userId,
      resources,
      writableFolders,
      environment: service.environment,
      configMaps: [this.settings.configMapName],
      secrets: [this.secretNames.app],
      nodeLabels: this.nodeLabels,
      egress: this.egressOf(service),
      roleName: needs.includes("oss") ? bucketRole : undefined,
    };
  }

  /** The clients of a service: the ingress controller, Prometheus, and the services that list it in `calls`. */
  callersOf(service: string): Peer[] {
    const callers = Object.entries(this.props.environment.services).filter(([, { calls }]) => calls.includes(service));
    return [
      { namespace: NAMESPACES.ingress },
      { namespace: NAMESPACES.monitoring },
      ...callers.map(([name]) => ({ app: this.objectName(name) })),
    ];
  }

  /** The routes of the services, for the same paths as on the load balancer. Each includes all paths below it. */
  routes(): IngressRoute[] {
    return webServices(this.props.environment.services).flatMap(({ name, paths }) => {
      const prefixes = new Set(paths.map((path) => path.replace(/\/\*$/, "")));
      const below = prefixes.size === 0 ? ["/"] : [...prefixes];
      return below.map((path) => ({ path, service: this.objectName(name), port: PORTS.service }));
    });
  }

  /** Paths of metrics, which Prometheus reads inside the cluster. Nobody outside may read them. */
  privatePaths(): string[] {
    return [...new Set(webServices(this.props.environment.services).map(({ metrics }) => metrics.path))];
  }

  /** The addresses of the cluster's API server: its service, and the vSwitches behind it. */
  get apiServer(): Peer[] {
    const service = this.props.environment.cluster?.serviceCidr;
    return [...this.privateHosts, ...(service === undefined ? [] : [{ cidr: service }])];
  }

  private egressOf({ needs, calls }: ServiceDescription): Traffic[] {
    const outside = needs.map((need) => egressFor(need, this.props.surroundings, this.privateHosts));
    const called = webServices(this.props.environment.services).filter(({ name }) => calls.includes(name));
    const inside = called.map(
      ({ name, ports }): Traffic => ({ peers: [{ app: this.objectName(name) }], ports: [ports.container] }),
    );
    return [...outside, ...inside];
  }

  private get privateHosts(): Peer[] {
    return this.props.environment.network.vSwitches.private.map(({ cidr }) => ({ cidr }));
  }

  private objectName(name: string): string {
    return objectName(this.props.owner, name);
  }
}
