import { NetworkPolicyV1 } from "@cdktf/provider-kubernetes/lib/network-policy-v1";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import type { INamespace } from "../namespace";
import { portProblems } from "../object-name";

/** Who is at the other end: pods of the same namespace by their `app` label, a whole namespace, or addresses. */
export type Peer =
  | { readonly app: string }
  | { readonly namespace: string }
  | { readonly cidr: string; readonly except?: readonly string[] };

/** TCP between pods and their peers. */
export interface Traffic {
  readonly peers: readonly Peer[];
  /** As numbers; as text where only the deploy knows them. */
  readonly ports: readonly (number | string)[];
}

export interface PodNetworkPolicyProps {
  readonly name: string;
  readonly namespace: INamespace;
  /** The `app` label of the pods that it is about. */
  readonly app: string;
  /** Who may come in, on which ports; nobody when empty. */
  readonly ingress: readonly Traffic[];
  /** Where the pods may go, to which ports; nowhere but to DNS, which the namespace allows, when empty. */
  readonly egress: readonly Traffic[];
}

/** Lets pods speak with those whom they have to speak with, in a namespace that denies everything else. */
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

/** Kubernetes reads an empty list as everybody. */
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
