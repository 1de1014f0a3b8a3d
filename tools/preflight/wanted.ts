/** The types that a sort of machine may be of: the first is the one that is wanted, the rest are fallbacks. */
interface Choice {
  readonly instanceTypes: readonly string[];
}

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
    /** The hosts by their purpose, such as `app`. */
    readonly hosts: Readonly<Record<string, Choice>>;
  };
  /** Absent when the environment describes no cluster; independent of its phase. */
  readonly cluster?: { readonly nodePools: Readonly<Record<string, Choice>> };
}

/** Machines that are all alike: what they are for, and the knob with their types. */
export interface Machines extends Choice {
  readonly what: string;
  readonly knob: string;
}

/** Every sort of machine that an environment may make: hosts, then the nodes of its cluster. */
export function machinesOf({ compute, cluster }: WantedEnvironment): Machines[] {
  const sorts = (what: string, knob: string, choices: Readonly<Record<string, Choice>>) =>
    Object.entries(choices).map(([name, { instanceTypes }]) => ({
      what: `${name} ${what}`,
      knob: `${knob}.${name}.instanceTypes`,
      instanceTypes,
    }));
  return [
    ...sorts("hosts", "compute.hosts", compute.hosts),
    ...sorts("nodes", "cluster.nodePools", cluster?.nodePools ?? {}),
  ];
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
