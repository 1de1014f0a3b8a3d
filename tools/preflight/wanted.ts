/** The hosts of an environment, by what they are for. */
export const HOST_KINDS = ["app", "worker", "search", "bastion"] as const;
export type HostKind = (typeof HOST_KINDS)[number];

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
