import { IngressV1 } from "@cdktf/provider-kubernetes/lib/ingress-v1";
import { Construct } from "constructs";
import type { INamespace } from "./namespace";
import { nameProblems } from "./object-name";

/** The requests of a path, and the service that answers them. */
export interface Route {
  /** The path and everything below it, such as `/api/search`. */
  readonly path: string;
  readonly service: string;
  readonly port: number;
}

export interface IngressProps {
  readonly name: string;
  readonly namespace: INamespace;
  /** The domain that every host has to be, or to lie below. */
  readonly domain: string;
  readonly hosts: readonly string[];
  /** The controller's class. */
  readonly className: string;
  /** The secret in which cert-manager keeps the hosts' certificate. */
  readonly tlsSecret: string;
  /** The ClusterIssuer that the certificate comes from. */
  readonly issuer: string;
  readonly routes: readonly Route[];
  /**
   * Paths that are answered with 403 whoever asks, such as `/api/metrics`.
   *
   * @default none
   */
  readonly privatePaths?: readonly string[];
}

/** Lets requests into the cluster: every host over HTTPS, by the same routes. Specification, section 4.1. */
export class Ingress extends Construct {
  constructor(
    scope: Construct,
    id: string,
    private readonly props: IngressProps,
  ) {
    super(scope, id);
    this.node.addValidation({ validate: () => this.problems() });
    const redirect = { "nginx.ingress.kubernetes.io/ssl-redirect": "true" };
    this.add("Default", props.name, props.routes, "Prefix", {
      ...redirect,
      "cert-manager.io/cluster-issuer": props.issuer,
    });
    const [first] = props.routes;
    if (props.privatePaths === undefined || first === undefined) return;
    const closed = props.privatePaths.map((path) => ({ ...first, path }));
    // Nobody's address: what the controller lets in by address, it lets in nowhere.
    this.add("private", `${props.name}-private`, closed, "Exact", {
      ...redirect,
      "nginx.ingress.kubernetes.io/whitelist-source-range": "127.0.0.1/32",
    });
  }

  private add(
    id: string,
    name: string,
    routes: readonly Route[],
    pathType: string,
    annotations: Record<string, string>,
  ): void {
    const { namespace, className, hosts, tlsSecret } = this.props;
    const paths = routes.map(({ path, service, port }) => ({
      path,
      pathType,
      backend: { service: { name: service, port: { number: port } } },
    }));
    new IngressV1(this, id, {
      metadata: { name, namespace: namespace.namespaceName, annotations },
      spec: {
        ingressClassName: className,
        tls: [{ hosts: [...hosts], secretName: tlsSecret }],
        rule: hosts.map((host) => ({ host, http: { path: paths } })),
      },
    });
  }

  private problems(): string[] {
    const { name, hosts, domain, routes } = this.props;
    const outside = hosts.filter((host) => host !== domain && !host.endsWith(`.${domain}`));
    return [
      ...nameProblems(name),
      ...outside.map(
        (host) => `hosts: ${host} lies outside ${domain}: its certificate cannot be had; name a host below it`,
      ),
      ...(hosts.length === 0 ? ["hosts: there is none, which means every host: name at least one"] : []),
      ...(routes.length === 0 ? ["routes: there is none, so nobody is answered: name at least one"] : []),
    ];
  }
}
