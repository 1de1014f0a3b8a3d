/**
 * Every knob of an environment: its type, unit, default and reason, by part in `knobs/`. The files beside this one hold
 * the values; an environment names only what differs from the defaults. `rules/` ties knobs to one another.
 */
import { z } from "zod";
import { REGION_IDS } from "../regions";
import { account } from "./account";
import { cluster } from "./cluster";
import { compute } from "./compute";
import { data } from "./data";
import { edge } from "./edge";
import { knob } from "./knob";
import { network } from "./network";
import { operations } from "./operations";
import { type Services, services } from "./service";

/** How the platform's workloads run: on ECS hosts, on both while traffic moves over, or on the ACK cluster. */
export const PHASES = ["hosts", "migrating", "cluster"] as const;
export type Phase = (typeof PHASES)[number];

const name = knob(z.string().regex(/^[a-z][a-z0-9-]{1,23}$/, "is not 2 to 24 lower-case letters, digits and hyphens"), {
  what: "The environment's name: the first part of its stack ids, state keys and resource names.",
  reason: "Changing it later would rename, and so replace, every resource.",
  remedy: "Write 2 to 24 lower-case letters, digits or hyphens, a letter first.",
});

const region = knob(z.enum(REGION_IDS), {
  what: "The Alibaba Cloud region of every resource of the environment.",
  reason: "cn-hongkong serves the mainland without an ICP licence; ap-southeast-1 is the place to recover in.",
  remedy: `Choose one of ${REGION_IDS.join(", ")}, or add the region and its zones to environments/regions.ts.`,
});

const deletionProtection = knob(z.boolean().default(true), {
  what: "Whether deletion is refused by every resource that can refuse it, and by Terraform for those that hold data.",
  reason: "Safe by default: turning it off, and deploying that, is the first of two steps of a removal.",
  remedy: "Write true or false.",
});

/** An environment that runs the platform: one region, one VPC and all that lies in it. */
export const platformEnvironment = z.strictObject({
  kind: z.literal("platform"),
  name,
  region,
  subdomain: knob(
    z
      .string()
      .regex(/^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/, "is not one label of a host name")
      .optional(),
    {
      what: "The label before the owner's domain under which the environment is served.",
      reason: "None for the environment that is the site itself.",
      remedy: "Write lower-case letters, digits and hyphens, such as staging, or leave it out.",
    },
  ),
  phase: knob(z.enum(PHASES).default("hosts"), {
    what: "How the workloads run: on ECS hosts, on both while traffic moves over, or on the ACK cluster.",
    reason: "Phase 1 of the platform is hosts. No phase moves or destroys data.",
    remedy: `Choose one of ${PHASES.join(", ")}.`,
  }),
  deletionProtection,
  services,
  network,
  data,
  compute,
  edge: edge.optional(),
  cluster: cluster.optional(),
  operations: operations.prefault({}),
});

/** What exists once in the Alibaba Cloud account, whatever environments it holds. */
export const accountEnvironment = z.strictObject({
  kind: z.literal("account"),
  name,
  region,
  deletionProtection,
  ...account,
});

/** What a platform environment says of itself, complete with defaults. */
export type PlatformSettings = z.output<typeof platformEnvironment>;
/** What the account's environment says of itself, complete with defaults. */
export type AccountSettings = z.output<typeof accountEnvironment>;

/** A platform environment with the services that it runs. */
export type PlatformEnvironment = Omit<PlatformSettings, "services"> & { readonly services: Services };
/** The account's environment with the services that it keeps images of. */
export type AccountEnvironment = Omit<AccountSettings, "github"> & {
  readonly github: Required<AccountSettings["github"]>;
  readonly services: Services;
};
export type Environment = PlatformEnvironment | AccountEnvironment;
/** What a file of an environment writes: only what differs from the defaults. */
export type PlatformEnvironmentInput = z.input<typeof platformEnvironment>;
export type AccountEnvironmentInput = z.input<typeof accountEnvironment>;
