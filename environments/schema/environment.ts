/**
 * Every knob of an environment: its type, unit, default and reason; docs/settings.md lists them. The files of
 * `environments/` hold the values, and name only what differs from the defaults. `rules/` ties knobs to one another.
 */
import { z } from "zod";
import { REGION_IDS } from "../regions";
import { account } from "./account";
import { cluster } from "./cluster/cluster";
import { compute } from "./compute";
import { data } from "./data/data";
import { edge } from "./edge/edge";
import { hostLabel } from "./kinds/host-name";
import { name } from "./kinds/name";
import { knob } from "./knob/knob";
import { network } from "./network/network";
import { operations } from "./operations";
import { services } from "./services/overrides";
import type { Services } from "./services/services";

/** How the platform's workloads run: on ECS hosts, on both while traffic moves over, or on the ACK cluster. */
export const PHASES = ["hosts", "migrating", "cluster"] as const;
export type Phase = (typeof PHASES)[number];

const KIND = {
  what: "The kind of environment: platform is the platform in one region, account is what the account has once.",
  reason: "It decides which other knobs there are.",
};

const environmentName = knob(name({ least: 2, most: 23, characters: ["lower-case letters", "digits", "hyphens"] }), {
  what: "The environment's name: the first part of its stack ids, state keys and resource names.",
  reason: "Changing it later would rename, and so replace, every resource. A log project's name takes no more.",
});

const region = knob(z.enum(REGION_IDS), {
  what: "The Alibaba Cloud region of every resource of the environment.",
  reason: "cn-hongkong serves the mainland without an ICP licence; ap-southeast-1 is the place to recover in.",
  advice: "Add another region, with its zones, to environments/regions.ts.",
});

const deletionProtection = knob(z.boolean().default(true), {
  what: "Whether deletion is refused by every resource that can refuse it, and by Terraform for those that hold data.",
  reason: "Safe by default: turning it off, and deploying that, is the first of two steps of a removal.",
});

/** An environment that runs the platform: one region, one VPC and everything in it. */
export const platformEnvironment = z.strictObject({
  kind: knob(z.literal("platform"), KIND),
  name: environmentName,
  region,
  subdomain: knob(hostLabel().optional(), {
    what: "The label before the owner's domain under which the environment is served.",
    reason: "None for the environment that is the site itself.",
    remedy: "Write lower-case letters, digits and hyphens, such as staging.",
  }),
  phase: knob(z.enum(PHASES).default("hosts"), {
    what: "How the workloads run: on ECS hosts, on both while traffic moves over, or on the ACK cluster.",
    reason: "Phase 1 of the platform is hosts. No phase moves or destroys data.",
  }),
  deletionProtection,
  services,
  network,
  data,
  compute,
  edge: knob(edge.optional(), {
    what: "Cloudflare and the China CDNs, which are between visitors and the region.",
    reason: "None for an environment that serves no visitors, such as a pilot light.",
  }),
  cluster: knob(cluster.optional(), {
    what: "The ACK cluster, which exists in the phases migrating and cluster.",
    reason: "None for an environment that stays on hosts.",
  }),
  operations: operations.prefault({}),
});

/** The environment of what exists once in the Alibaba Cloud account, for all other environments. */
export const accountEnvironment = z.strictObject({
  kind: knob(z.literal("account"), KIND),
  name: environmentName,
  region,
  deletionProtection,
  ...account.shape,
});

/** The settings of a platform environment, complete with defaults. */
export type PlatformSettings = z.output<typeof platformEnvironment>;
/** The settings of the account's environment, complete with defaults. */
export type AccountSettings = z.output<typeof accountEnvironment>;

/** A platform environment with the services that it runs. */
export type PlatformEnvironment = Omit<PlatformSettings, "services"> & { readonly services: Services };
/** The account's environment with the services that it keeps images of, and the environments that CI deploys. */
export type AccountEnvironment = Omit<AccountSettings, "github"> & {
  readonly github: Required<AccountSettings["github"]>;
  readonly services: Services;
  /** The names of all platform environments. */
  readonly platformNames: readonly string[];
};
export type Environment = PlatformEnvironment | AccountEnvironment;
/** The content of an environment's file: only what differs from the defaults. */
export type PlatformEnvironmentInput = z.input<typeof platformEnvironment>;
export type AccountEnvironmentInput = z.input<typeof accountEnvironment>;
