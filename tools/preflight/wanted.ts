/** The hosts of an environment, by what they are for. */
export const HOST_KINDS = ["app", "worker", "search", "bastion"] as const;
export type HostKind = (typeof HOST_KINDS)[number];
/** The node pools of a cluster, by what they are for. */
const NODE_POOLS = ["system", "app"] as const;
type NodePool = (typeof NODE_POOLS)[number];

/** What an environment wants to buy: the part of its data that a region may not be able to sell. */
export interface WantedEnvironment {
  readonly name: string;
  readonly region: string;
  readonly network: {
    readonly vSwitches: {
      readonly public: readonly { readonly zone: string }[];
      readonly private: readonly { readonly zone: string }[];
    };
  };
  readonly data: {
    readonly postgres: { readonly instanceClass: string };
    readonly redis: { readonly instanceClass: string };
  };
  readonly compute: {
    readonly image: { readonly family: string; readonly pinned: string };
    /** The first type is the one that is wanted, the rest are fallbacks. */
    readonly hosts: Readonly<Record<HostKind, { readonly instanceTypes: readonly string[] }>>;
  };
  /** Where one is described, whatever the phase. */
  readonly cluster?: {
    readonly nodePools: Readonly<Record<NodePool, { readonly instanceTypes: readonly string[] }>>;
  };
}

/** Machines that are all alike: what they are for, and the knob with their types. */
export interface Machines {
  readonly what: string;
  readonly knob: string;
  readonly instanceTypes: readonly string[];
}

/** Every sort of machine that an environment may make: hosts, then the nodes of its cluster. */
export function machinesOf({ compute, cluster }: WantedEnvironment): Machines[] {
  const hosts = HOST_KINDS.map((kind) => ({
    what: `${kind} hosts`,
    knob: `compute.hosts.${kind}.instanceTypes`,
    ...compute.hosts[kind],
  }));
  if (cluster === undefined) return hosts;
  const nodes = NODE_POOLS.map((pool) => ({
    what: `${pool} nodes`,
    knob: `cluster.nodePools.${pool}.instanceTypes`,
    ...cluster.nodePools[pool],
  }));
  return [...hosts, ...nodes];
}

/** Zones of the hosts and databases, each once, in the environment's order. */
export function privateZones({ network }: WantedEnvironment): string[] {
  return [...new Set(network.vSwitches.private.map(({ zone }) => zone))];
}

/** Zones of the load balancer. */
export function publicZones({ network }: WantedEnvironment): string[] {
  return [...new Set(network.vSwitches.public.map(({ zone }) => zone))];
}

/** Whether a class of RDS for PostgreSQL has a standby in a second zone. */
export function hasStandby(postgresClass: string): boolean {
  return postgresClass.endsWith(".2m");
}
