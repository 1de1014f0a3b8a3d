import { IngressV1 } from "@cdktf/provider-kubernetes/lib/ingress-v1";
import { Construct } from "constructs";
import type { INamespace } from "./namespace";
import { nameProblems } from "./object-name";

/** A path, and the service that answers its requests. */
export interface IngressRoute {
  /** The path and everything below it, such as `/api/search`. */
  readonly path: string;
  /** Name of the service. */
  readonly service: string;
  /** Port of the service. */
  readonly port: number;
}

export interface IngressProps {
  readonly name: string;
  readonly namespace: INamespace;
  /** Domain of the certificate: every host has to be the domain, or a subdomain. */
  readonly domain: string;
  /** At least one. */
  readonly hosts: readonly string[];
  /** Ingress class of the controller. */
  readonly className: string;
  /** Name of the Secret in which cert-manager keeps the hosts' certificate. */
  readonly tlsSecret: string;
  /** Name of the ClusterIssuer that issues the certificate. */
  readonly issuer: string;
  /** At least one. */
  readonly routes: readonly IngressRoute[];
  /**
   * Paths that are answered with 403 to everybody, such as `/metrics`.
   *
   * @default none
   */
  readonly privatePaths?: readonly string[];
}

/** Routes requests for some hosts to services, over HTTPS only. Every host has the same routes. */
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
    // No client has this source address, so the controller refuses everybody.
    this.add("private", `${props.name}-private`, closed, "Exact", {
      ...redirect,
      "nginx.ingress.kubernetes.io/whitelist-source-range": "127.0.0.1/32",
    });
  }

  private add(
    id: string,
    name: string,
    routes: readonly IngressRoute[],
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
        (host) => `hosts: ${host} is not in ${domain}, which the certificate is for: name the domain or a subdomain`,
      ),
      ...(hosts.length === 0 ? ["hosts: there is none, which means every host: name at least one"] : []),
      ...(routes.length === 0 ? ["routes: there is none, so no request is answered: name at least one"] : []),
    ];
  }
}
