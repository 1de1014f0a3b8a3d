import { LimitRangeV1 } from "@cdktf/provider-kubernetes/lib/limit-range-v1";
import { NamespaceV1 } from "@cdktf/provider-kubernetes/lib/namespace-v1";
import { NetworkPolicyV1 } from "@cdktf/provider-kubernetes/lib/network-policy-v1";
import { ResourceQuotaV1 } from "@cdktf/provider-kubernetes/lib/resource-quota-v1";
import { Construct } from "constructs";
import { nameProblems } from "./object-name";

/** A namespace, new or not. */
export interface INamespace {
  readonly namespaceName: string;
}

/** Address of NodeLocal DNSCache on every node. */
const NODE_LOCAL_DNS = "169.254.20.10/32";

export interface NamespaceProps {
  readonly name: string;
  /**
   * Pod Security Standard that pods have to meet.
   *
   * @default "restricted"
   * @see https://kubernetes.io/docs/concepts/security/pod-security-standards/
   */
  readonly podSecurity?: "restricted" | "baseline" | "privileged";
  /** Resource quota of the namespace, such as `requests.cpu: "20"`. */
  readonly quota: Readonly<Record<string, string>>;
  /** Requests and limits of containers without any, and the largest limits that a container may have. */
  readonly containers: {
    readonly request: Readonly<Record<string, string>>;
    readonly limit: Readonly<Record<string, string>>;
    readonly largest: Readonly<Record<string, string>>;
  };
}

/**
 * A namespace with Pod Security Admission, a quota, limits for containers, and no traffic but DNS until a policy allows
 * it. The cluster's network plugin has to enforce network policies: Terway does, Flannel does not.
 */
export class Namespace extends Construct implements INamespace {
  readonly namespaceName: string;

  constructor(scope: Construct, id: string, props: NamespaceProps) {
    super(scope, id);
    this.node.addValidation({ validate: () => nameProblems(props.name) });
    const level = props.podSecurity ?? "restricted";
    const namespace = new NamespaceV1(this, "Default", {
      metadata: {
        name: props.name,
        labels: {
          "pod-security.kubernetes.io/enforce": level,
          "pod-security.kubernetes.io/audit": level,
          "pod-security.kubernetes.io/warn": level,
          // A pod gets the keys of the RAM role that its service account names (RRSA).
          "pod-identity.alibabacloud.com/injection": "on",
        },
      },
    });
    this.namespaceName = namespace.metadata.name;
    this.limit(props);
    this.denyTraffic();
  }

  private limit({ quota, containers }: NamespaceProps): void {
    const namespace = this.namespaceName;
    new ResourceQuotaV1(this, "quota", { metadata: { name: "quota", namespace }, spec: { hard: { ...quota } } });
    const { request, limit, largest } = containers;
    new LimitRangeV1(this, "limits", {
      metadata: { name: "containers", namespace },
      spec: {
        limit: [{ type: "Container", defaultRequest: { ...request }, default: { ...limit }, max: { ...largest } }],
      },
    });
  }

  private denyTraffic(): void {
    const namespace = this.namespaceName;
    new NetworkPolicyV1(this, "default-deny", {
      metadata: { name: "default-deny", namespace },
      spec: { podSelector: {}, policyTypes: ["Ingress", "Egress"] },
    });
    new NetworkPolicyV1(this, "allow-dns", {
      metadata: { name: "allow-dns", namespace },
      spec: {
        podSelector: {},
        policyTypes: ["Egress"],
        egress: [
          {
            to: [
              {
                namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": "kube-system" } },
                podSelector: { matchLabels: { "k8s-app": "kube-dns" } },
              },
              { ipBlock: { cidr: NODE_LOCAL_DNS } },
            ],
            ports: ["UDP", "TCP"].map((protocol) => ({ port: "53", protocol })),
          },
        ],
      },
    });
  }
}
