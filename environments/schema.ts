/**
 * Every knob of an environment: its type, unit, default and reason. The files beside this one hold the values; an
 * environment names only what differs from the defaults. `validation.ts` adds the rules that tie knobs to one another.
 */
import { z } from "zod";
import { cidr, knob } from "./knob";
import { REGION_IDS } from "./regions";

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

const logRetentionDays = (what: string) =>
  knob(z.int().min(1).max(3650).default(180), {
    what,
    unit: "days",
    reason: "180 days is what Chinese law asks of network logs (Cybersecurity Law, article 21: six months).",
    remedy: "Write a whole number from 1 to 3650.",
  });

const vSwitch = z.strictObject({
  zone: knob(z.string(), {
    what: "The zone that the vSwitch lies in.",
    reason: "The load balancer, RDS and Redis each need two zones.",
    remedy: "Write one of the region's zones, as listed in environments/regions.ts.",
  }),
  cidr: knob(cidr(), {
    what: "The vSwitch's addresses.",
    reason: "A /24 has 252 usable addresses: Alibaba Cloud keeps four.",
    remedy:
      "Write an IPv4 block such as 10.0.1.0/24, /16 to /29, inside the VPC's and apart from every other vSwitch's.",
  }),
  id: knob(
    z
      .string()
      .regex(/^vsw-[a-z0-9]+$/, "is not the id of a vSwitch")
      .optional(),
    {
      what: "The id of a vSwitch that exists already, to use instead of a new one.",
      reason: "A new vSwitch by default.",
      remedy: "Write the id from the VPC console, such as vsw-j6c1example, or leave it out.",
    },
  ),
});

const twoZones = (kind: string) =>
  knob(z.array(vSwitch).min(2).max(3), {
    what: `The ${kind} vSwitches, one per zone.`,
    reason: "vSwitches are zonal; the load balancer and multi-zone databases need two zones.",
    remedy: "List two or three vSwitches, each in a zone of its own.",
  });

const vpn = z.strictObject({
  bandwidthMbps: knob(z.literal([5, 10, 20, 50, 100, 200, 500, 1000]).default(10), {
    what: "The VPN gateway's bandwidth.",
    unit: "Mbit/s",
    reason: "10 is the smallest size that every zone sells, enough for a few administrators.",
    remedy: "Write 5, 10, 20, 50, 100, 200, 500 or 1000.",
  }),
  clients: z
    .strictObject({
      cidr: knob(cidr(), {
        what: "The addresses that administrators' laptops get inside the tunnel (SSL-VPN).",
        reason: "A block that no network of the platform uses.",
        remedy: "Write an IPv4 block such as 172.30.0.0/24, /16 to /29, apart from the VPC's.",
      }),
      maximum: knob(z.literal([5, 10, 20, 50, 100, 200, 500, 1000]).default(5), {
        what: "How many administrators may be connected at once.",
        unit: "connections",
        reason: "5 is the smallest size.",
        remedy: "Write 5, 10, 20, 50, 100, 200, 500 or 1000.",
      }),
    })
    .optional(),
  sites: z
    .array(
      z.strictObject({
        name: knob(
          z.string().regex(/^[a-z][a-z0-9-]{1,31}$/, "is not 2 to 32 lower-case letters, digits and hyphens"),
          {
            what: "The site's name.",
            reason: "Part of the connection's name.",
            remedy: "Write 2 to 32 lower-case letters, digits or hyphens, a letter first.",
          },
        ),
        gatewayIp: knob(z.ipv4(), {
          what: "The public address of the site's own VPN gateway.",
          reason: "The other end of the IPsec tunnels.",
          remedy: "Write a public IPv4 address.",
        }),
        cidr: knob(cidr(), {
          what: "The site's own addresses.",
          reason: "What is routed into the tunnel.",
          remedy: "Write an IPv4 block such as 192.168.10.0/24, apart from the VPC's.",
        }),
      }),
    )
    .default([]),
});

const network = z.strictObject({
  vpc: z.strictObject({
    cidr: knob(cidr(), {
      what: "The VPC's addresses.",
      reason: "Section 1 of the platform's specification gives production 10.0.0.0/16; the others lie beside it.",
      remedy: "Write a private IPv4 block, /8 to /24, such as 10.0.0.0/16.",
    }),
    id: knob(
      z
        .string()
        .regex(/^vpc-[a-z0-9]+$/, "is not the id of a VPC")
        .optional(),
      {
        what: "The id of a VPC that exists already, to use instead of a new one.",
        reason: "A new VPC by default.",
        remedy: "Write the id from the VPC console, such as vpc-j6c1example, or leave it out.",
      },
    ),
  }),
  vSwitches: z.strictObject({ public: twoZones("public"), private: twoZones("private") }),
  nat: knob(z.boolean().default(true), {
    what: "Whether the environment has a NAT gateway of its own, through which the private vSwitches reach the Internet.",
    reason: "Off only for a VPC that exists already and brings its own way out.",
    remedy: "Write true or false.",
  }),
  egressBandwidthMbps: knob(z.int().min(1).max(500).default(100), {
    what: "The most that the NAT gateway's address sends to the Internet.",
    unit: "Mbit/s",
    reason: "Traffic is paid by volume, so a high ceiling costs nothing until it is used.",
    remedy: "Write a whole number from 1 to 500.",
  }),
  bastionBandwidthMbps: knob(z.int().min(1).max(200).default(10), {
    what: "The most that the bastion's address sends to the Internet.",
    unit: "Mbit/s",
    reason: "Enough for SSH and a file now and then.",
    remedy: "Write a whole number from 1 to 200.",
  }),
  applicationPorts: knob(z.array(z.int().min(1).max(65535)).min(1).default([3000, 8001, 8002]), {
    what: "The ports on which the hosts serve the load balancer.",
    reason: "web, content-api and search-api (specification, section 3.1).",
    remedy: "List whole numbers from 1 to 65535.",
  }),
  webSources: knob(z.array(cidr()).min(1).default(["0.0.0.0/0"]), {
    what: "Who may reach the load balancer on ports 80 and 443.",
    reason: "A public website: everybody (specification, section 8.1).",
    remedy: "List IPv4 blocks such as 0.0.0.0/0.",
  }),
  flowLogs: z
    .strictObject({
      retentionDays: logRetentionDays("How long the VPC's flow logs are kept."),
      aggregationMinutes: knob(z.literal([1, 5, 10]).default(10), {
        what: "The time over which packets of a flow are added up to one entry.",
        unit: "minutes",
        reason: "10 costs the least and is enough to see who talked to whom.",
        remedy: "Write 1, 5 or 10.",
      }),
    })
    .prefault({}),
  vpn: vpn.optional(),
});

/** An environment that runs the platform: one region, one VPC and all that lies in it. */
export const platformEnvironment = z.strictObject({
  kind: z.literal("platform"),
  name,
  region,
  phase: knob(z.enum(PHASES).default("hosts"), {
    what: "How the workloads run: on ECS hosts, on both while traffic moves over, or on the ACK cluster.",
    reason: "Phase 1 of the platform is hosts. No phase moves or destroys data.",
    remedy: `Choose one of ${PHASES.join(", ")}.`,
  }),
  deletionProtection,
  network,
});

const githubEnvironments = (what: string, reason: string) =>
  knob(z.array(z.string().regex(/^[A-Za-z0-9._-]+$/, "is not the name of a GitHub environment")).min(1), {
    what,
    reason,
    remedy: "List names of the repository's GitHub environments: letters, digits, dots, hyphens and underscores.",
  });

/** What exists once in the Alibaba Cloud account, whatever environments it holds. */
export const accountEnvironment = z.strictObject({
  kind: z.literal("account"),
  name,
  region,
  deletionProtection,
  state: z
    .strictObject({
      noncurrentRetentionDays: knob(z.int().min(90).max(3650).default(365), {
        what: "How long a replaced version of a state file is kept. The current version never expires.",
        unit: "days",
        reason: "A year covers a mistake that is found at the yearly review; a version has a few kilobytes.",
        remedy: "Write a whole number from 90 to 3650.",
      }),
      logRetentionDays: logRetentionDays("How long the record of who read or wrote a state file is kept."),
      kmsKeyId: knob(z.string().min(1).optional(), {
        what: "The customer KMS key that encrypts state files.",
        reason: "Keys managed by OSS (AES-256) by default: a customer key needs a paid KMS instance.",
        remedy: "Write the key's id, or leave it out.",
      }),
    })
    .prefault({}),
  github: z.strictObject({
    planEnvironments: githubEnvironments(
      "The GitHub environments whose jobs may read the account, to make a plan.",
      "Jobs of pull requests; the role that they get cannot change anything.",
    ),
    deployEnvironments: githubEnvironments(
      "The GitHub environments whose jobs may deploy.",
      "Each has required reviewers in GitHub: that is the gate of a deploy.",
    ),
    sessionMinutes: knob(z.int().min(60).max(720).default(60), {
      what: "How long a job's temporary keys work.",
      unit: "minutes",
      reason: "An hour is the least that RAM grants, and enough to deploy a whole environment.",
      remedy: "Write a whole number from 60 to 720.",
    }),
    fingerprints: knob(
      z
        .array(z.string().regex(/^[0-9a-f]{40}$/, "is not a SHA-1 fingerprint"))
        .min(1)
        .max(5),
      {
        what: "The SHA-1 fingerprints of the certificate authorities that sign GitHub's token endpoint.",
        reason: "RAM trusts GitHub's tokens only behind one of these.",
        remedy:
          "List 40 lower-case hexadecimal digits each, as `openssl x509 -fingerprint -sha1` prints them, without colons.",
      },
    ),
  }),
  audit: z
    .strictObject({
      retentionDays: knob(z.int().min(180).max(3650).default(1095), {
        what: "How long the record of every API call is kept in OSS.",
        unit: "days",
        reason: "Three years, for questions that come long after the fact.",
        remedy: "Write a whole number from 180 to 3650.",
      }),
    })
    .prefault({}),
  images: z.strictObject({
    namespace: knob(z.string().regex(/^[a-z0-9][a-z0-9._-]{1,29}$/, "is not the name of an image namespace"), {
      what: "The namespace of the platform's container images.",
      reason: "The second part of an image's address (specification, section 4.1).",
      remedy: "Write 2 to 30 lower-case letters, digits, dots, hyphens or underscores.",
    }),
    repositories: knob(
      z.array(z.string().regex(/^[a-z0-9][a-z0-9._-]{1,63}$/, "is not the name of an image repository")).min(1),
      {
        what: "The image repositories, one per deployable.",
        reason: "One per folder that has a Dockerfile (specification, sections 3 and 5.1).",
        remedy: "List names of 2 to 64 lower-case letters, digits, dots, hyphens or underscores.",
      },
    ),
    enterprise: z
      .strictObject({
        edition: knob(z.enum(["Basic", "Standard", "Advanced"]).default("Basic"), {
          what: "The edition of the Container Registry Enterprise instance.",
          reason: "The smallest; leave `enterprise` out altogether for the free personal registry.",
          remedy: "Choose Basic, Standard or Advanced.",
        }),
        periodMonths: knob(z.literal([1, 2, 3, 6, 12, 24, 36]).default(12), {
          what: "For how long the instance is bought, and renewed: it is sold by subscription only.",
          unit: "months",
          reason: "A year is the usual discount.",
          remedy: "Write 1, 2, 3, 6, 12, 24 or 36.",
        }),
      })
      .optional(),
  }),
});

export const environment = z.discriminatedUnion("kind", [platformEnvironment, accountEnvironment]);

/** A platform environment, complete. */
export type PlatformEnvironment = z.output<typeof platformEnvironment>;
/** The account's environment, complete. */
export type AccountEnvironment = z.output<typeof accountEnvironment>;
export type Environment = PlatformEnvironment | AccountEnvironment;
/** What a file of an environment writes: only what differs from the defaults. */
export type PlatformEnvironmentInput = z.input<typeof platformEnvironment>;
export type AccountEnvironmentInput = z.input<typeof accountEnvironment>;
