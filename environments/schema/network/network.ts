import { z } from "zod";
import { ipv4Block } from "../kinds/ipv4-block";
import { list } from "../kinds/list";
import { logRetentionDays } from "../kinds/log-retention";
import { text } from "../kinds/text";
import { knob } from "../knob/knob";
import { vSwitches } from "./v-switches";
import { vpn } from "./vpn";

/** The settings of the VPC, its parts, and its connections to the Internet and to other networks. */
export const network = z.strictObject({
  vpc: z.strictObject({
    cidr: knob(ipv4Block({ shortest: 8, longest: 24, owner: "a VPC", isPrivate: true, example: "10.0.0.0/16" }), {
      what: "The VPC's addresses.",
      reason: "Production has 10.0.0.0/16 (requirement: vpc); the others have the blocks after it.",
    }),
    id: knob(text(/^vpc-[a-z0-9]+$/, "the id of a VPC").optional(), {
      what: "The id of a VPC that exists already, to use instead of a new one.",
      reason: "A new VPC by default.",
      remedy: "Write the id from the VPC console, such as vpc-j6c1example.",
    }),
  }),
  vSwitches,
  nat: knob(z.boolean().default(true), {
    what: "Whether the environment has a NAT gateway of its own, through which the private vSwitches reach the Internet.",
    reason: "Off only for a VPC that exists already and has its own way to the Internet.",
  }),
  egressBandwidthMbps: knob(z.int().min(1).max(500).default(100), {
    what: "The most that the NAT gateway's address sends to the Internet.",
    unit: "Mbit/s",
    reason: "Traffic is paid by volume, so a high ceiling costs nothing until it is used.",
  }),
  bastionBandwidthMbps: knob(z.int().min(1).max(200).default(10), {
    what: "The most that the bastion's address sends to the Internet.",
    unit: "Mbit/s",
    reason: "Enough for SSH and a file now and then.",
  }),
  webSources: knob(list(ipv4Block({ example: "0.0.0.0/0" }), { least: 1 }).default(["0.0.0.0/0"]), {
    what: "The addresses that may reach the load balancer on ports 80 and 443.",
    reason: "Everybody, because the website is public (requirements: firewall-http, firewall-https).",
  }),
  flowLogs: z
    .strictObject({
      retentionDays: logRetentionDays("How long the VPC's flow logs are kept."),
      aggregationMinutes: knob(z.literal([1, 5, 10]).default(10), {
        what: "The time over which packets of a flow are added up to one entry.",
        unit: "minutes",
        reason: "10 costs the least and is enough to see who talked to whom.",
      }),
    })
    .prefault({}),
  vpn: knob(vpn.optional(), {
    what: "A VPN gateway, for administrators' laptops and for other networks.",
    reason: "None: administrators come through the bastion.",
  }),
});

export type Network = z.output<typeof network>;
