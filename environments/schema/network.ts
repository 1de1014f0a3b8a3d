import { z } from "zod";
import { cidr, knob } from "./knob";
import { logRetentionDays } from "./log-retention";

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

export const network = z.strictObject({
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
