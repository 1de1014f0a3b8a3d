import { z } from "zod";
import { cidr, knob } from "./knob";

const nodePool = (reason: string) =>
  z.strictObject({
    instanceTypes: knob(
      z
        .array(z.string().regex(/^ecs\.[a-z0-9-]+\.[a-z0-9]+$/, "is not an ECS instance type"))
        .min(1)
        .max(10),
      {
        what: "The instance types that a node may have: the size that is wanted first, others for when it is sold out.",
        reason,
        remedy: "List types such as ecs.g6.xlarge; `npm run preflight` tells which of them the zones sell.",
      },
    ),
    minimum: knob(z.int().min(0).max(100), {
      what: "The least number of nodes.",
      unit: "nodes",
      reason: "One in each zone.",
      remedy: "Write a whole number from 0 to 100.",
    }),
    maximum: knob(z.int().min(1).max(100), {
      what: "The largest number of nodes; the autoscaler stays between the two.",
      unit: "nodes",
      reason: "A ceiling on what a mistake can cost.",
      remedy: "Write a whole number from 1 to 100.",
    }),
    diskGiB: knob(z.int().min(40).max(500).default(120), {
      what: "The system disk of a node, where images and logs of containers lie.",
      unit: "GiB",
      reason: "The least that ACK recommends.",
      remedy: "Write a whole number from 40 to 500.",
    }),
    spot: knob(z.boolean().default(false), {
      what: "Whether nodes are bought on the spot market, from where they can be taken away at three minutes' notice.",
      reason: "Off where visitors are served.",
      remedy: "Write true or false.",
    }),
  });

const podVSwitch = z.strictObject({
  zone: knob(z.string(), {
    what: "The zone that the vSwitch lies in.",
    reason: "Pods lie in the zone of their node.",
    remedy: "Write one of the zones of the private vSwitches.",
  }),
  cidr: knob(cidr(), {
    what: "The addresses that pods take from the VPC (Terway).",
    reason: "A /20 has 4,092 usable addresses: room for 100 nodes of 30 pods.",
    remedy: "Write an IPv4 block such as 10.0.32.0/20, inside the VPC's and apart from every vSwitch's.",
  }),
});

const permission = z.strictObject({
  uid: knob(z.string().regex(/^[0-9]{15,20}$/, "is not the id of a RAM user or role"), {
    what: "The RAM user or role.",
    reason: "Whoever makes the cluster may do everything in it; anybody else is named.",
    remedy: "Write the digits that the RAM console shows, in quotes.",
  }),
  isRole: knob(z.boolean(), {
    what: "Whether it is a role.",
    reason: "CI's plan role is one, people are not.",
    remedy: "Write true or false.",
  }),
  role: knob(z.enum(["admin", "ops", "dev", "restricted"]), {
    what: "What it may do, by ACK's predefined roles; restricted reads everything but secrets.",
    reason: "The least that does.",
    remedy: "Choose admin, ops, dev or restricted.",
  }),
});

/** The ACK cluster of phase 2. */
export const cluster = z.strictObject({
  version: knob(z.string().regex(/^1\.[0-9]{2}\.[0-9]+-aliyun\.[0-9]+$/, "is not a version of ACK"), {
    what: "The version of Kubernetes.",
    reason: "Raised deliberately, one minor version at a time; ACK supports the three newest.",
    remedy: "Write a version as the ACK console lists it, such as 1.33.3-aliyun.1.",
  }),
  podVSwitches: knob(z.array(podVSwitch).min(2).max(3), {
    what: "The vSwitches of pods, one per zone.",
    reason: "Each pod has an address of the VPC, so whitelists and security groups know it.",
    remedy: "List one vSwitch for each zone of the private vSwitches.",
  }),
  serviceCidr: knob(cidr().default("172.21.0.0/20"), {
    what: "The addresses of Kubernetes services, which exist inside the cluster only.",
    reason: "Apart from every network that pods may have to reach.",
    remedy: "Write a private IPv4 block, /16 to /24, outside the VPC's.",
  }),
  trafficPercent: knob(z.int().min(0).max(100).default(0), {
    what: "The part of the load balancer's requests that the cluster gets in the phase migrating; hosts get the rest.",
    unit: "percent",
    reason: "None at first: raised step by step while people watch.",
    remedy: "Write a whole number from 0 to 100.",
  }),
  permissions: z.array(permission).max(50).default([]),
  nodePools: z.strictObject({
    system: nodePool("Two of 4 vCPU and 16 GB hold ingress, monitoring and logs."),
    app: nodePool("As the app hosts of phase 1, with more memory for what runs beside them."),
  }),
});
