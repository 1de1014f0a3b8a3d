import { NetworkPolicyV1 } from "@cdktf/provider-kubernetes/lib/network-policy-v1";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import type { INamespace } from "../namespace";
import { portProblems } from "../object-name";

/** A peer of pods: other pods of the namespace by their `app` label, all pods of a namespace, or an IPv4 block. */
export type Peer =
  | { readonly app: string }
  | { readonly namespace: string }
  | { readonly cidr: string; readonly except?: readonly string[] };

/** TCP traffic between pods and peers. */
export interface Traffic {
  readonly peers: readonly Peer[];
  /** Port numbers; as strings where they are tokens. */
  readonly ports: readonly (number | string)[];
}

export interface PodNetworkPolicyProps {
  readonly name: string;
  readonly namespace: INamespace;
  /** Label `app` of the pods that the policy is for. */
  readonly app: string;
  /** Inbound traffic that is allowed; none when empty. */
  readonly ingress: readonly Traffic[];
  /** Outbound traffic that is allowed; when empty, only what other policies allow, such as DNS. */
  readonly egress: readonly Traffic[];
}

/** Allows the traffic of some pods, in a namespace that denies all other traffic. */
export class PodNetworkPolicy extends Construct {
  readonly resource: ITerraformDependable;

  constructor(scope: Construct, id: string, props: PodNetworkPolicyProps) {
    super(scope, id);
    this.node.addValidation({
      validate: () => [...trafficProblems("ingress", props.ingress), ...trafficProblems("egress", props.egress)],
    });
    this.resource = new NetworkPolicyV1(this, "Default", {
      metadata: { name: props.name, namespace: props.namespace.namespaceName },
      spec: {
        podSelector: { matchLabels: { app: props.app } },
        policyTypes: ["Ingress", "Egress"],
        ingress: props.ingress.map(({ peers, ports }) => ({ from: peers.map(peerBlock), ports: ports.map(portBlock) })),
        egress: props.egress.map(({ peers, ports }) => ({ to: peers.map(peerBlock), ports: ports.map(portBlock) })),
      },
    });
  }
}

function peerBlock(peer: Peer) {
  if ("app" in peer) return { podSelector: { matchLabels: { app: peer.app } } };
  if ("namespace" in peer)
    // Kubernetes itself puts this label on every namespace.
    return { namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": peer.namespace } } };
  return { ipBlock: { cidr: peer.cidr, except: peer.except && [...peer.except] } };
}

function portBlock(port: number | string) {
  return { port: String(port), protocol: "TCP" };
}

/** Finds empty lists, which Kubernetes reads as every peer and every port, and wrong ports. */
function trafficProblems(direction: "ingress" | "egress", traffic: readonly Traffic[]): string[] {
  return traffic.flatMap(({ peers, ports }, index) => [
    ...(peers.length === 0
      ? [`${direction}[${index}].peers: is empty, which means everybody: name the peers, or leave the entry out`]
      : []),
    ...(ports.length === 0
      ? [`${direction}[${index}].ports: is empty, which means every port: name the ports, or leave the entry out`]
      : []),
    ...ports.flatMap((port) => portProblems(`${direction}[${index}].ports`, port)),
  ]);
}
