import { z } from "zod";
import { ipv4Block } from "../kinds/ipv4-block";
import { name } from "../kinds/name";
import { knob } from "../knob/knob";
import { inWords } from "../knob/limits";

const clients = z.strictObject({
  cidr: knob(ipv4Block({ shortest: 16, longest: 29, owner: "the block of clients", example: "192.168.200.0/24" }), {
    what: "The addresses that administrators' laptops get inside the tunnel (SSL-VPN).",
    reason: "A block that no network of the platform uses.",
    advice: "It may not overlap the VPC's block.",
  }),
  maximum: knob(z.literal([5, 10, 20, 50, 100, 200, 500, 1000]).default(5), {
    what: "How many administrators may be connected at once.",
    unit: "connections",
    reason: "5 is the smallest size.",
  }),
});

const site = z.strictObject({
  name: knob(name({ least: 2, most: 32, characters: ["lower-case letters", "digits", "hyphens"] }), {
    what: "The site's name.",
    reason: "It is part of the connection's name.",
  }),
  gatewayIp: knob(inWords(z.ipv4("is not an IPv4 address"), "a public IPv4 address"), {
    what: "The public address of the site's own VPN gateway.",
    reason: "The other end of the IPsec tunnels.",
  }),
  cidr: knob(ipv4Block({ example: "192.168.10.0/24" }), {
    what: "The site's own addresses.",
    reason: "Traffic to them is routed into the tunnel.",
    advice: "It may not overlap the VPC's block.",
  }),
});

export const vpn = z.strictObject({
  bandwidthMbps: knob(z.literal([5, 10, 20, 50, 100, 200, 500, 1000]).default(10), {
    what: "The VPN gateway's bandwidth.",
    unit: "Mbit/s",
    reason: "10 is the smallest size that every zone sells, enough for a few administrators.",
  }),
  clients: knob(clients.optional(), {
    what: "Administrators' laptops that connect to the VPC (SSL-VPN).",
    reason: "None for an environment whose administrators come through the bastion or a site.",
  }),
  sites: knob(z.array(site).default([]), {
    what: "Networks elsewhere, such as an office's, that are joined to the VPC (IPsec).",
    reason: "None by default.",
  }),
});

export type Vpn = z.output<typeof vpn>;
