import { z } from "zod";
import { ipv4Block } from "../kinds/ipv4-block";
import { text } from "../kinds/text";
import { knob } from "../knob/knob";
import { clusterImages } from "./images";
import { nodePool } from "./node-pool";

const podVSwitch = z.strictObject({
  zone: knob(z.string(), {
    what: "The zone that the vSwitch is in.",
    reason: "A pod is in the zone of its node.",
    remedy: "Write one of the zones of the private vSwitches.",
  }),
  cidr: knob(ipv4Block({ shortest: 16, longest: 29, owner: "a vSwitch", example: "10.0.32.0/20" }), {
    what: "The addresses that pods take from the VPC (Terway).",
    reason: "A /20 has 4,092 usable addresses: room for 100 nodes of 30 pods.",
    advice: "It must be inside the VPC's block and may not overlap any vSwitch's.",
  }),
});

export type PodVSwitch = z.output<typeof podVSwitch>;

const permission = z.strictObject({
  uid: knob(text(/^[0-9]{15,20}$/, "the id of a RAM user or role"), {
    what: "The RAM user or role.",
    reason: "The identity that creates the cluster may do everything in it; every other one has to be listed.",
    remedy: "Write the digits that the RAM console shows, in quotes; CI's roles: `npx cdktf output account`.",
  }),
  isRole: knob(z.boolean(), {
    what: "Whether it is a role rather than a user.",
    reason: "CI has two roles; people are users.",
  }),
  role: knob(z.enum(["admin", "ops", "dev", "restricted", "plan"]), {
    what: "Its permissions: one of ACK's predefined roles, or plan, which reads what Terraform manages but no secret.",
    reason: "The least that is enough: admin for CI's deploy role, plan for its plan role.",
  }),
});

/** The ACK cluster of phase 2. */
export const cluster = z.strictObject({
  version: knob(text(/^1\.[0-9]{2}\.[0-9]+-aliyun\.[0-9]+$/, "a version of ACK"), {
    what: "The version of Kubernetes.",
    reason: "Raised deliberately, one minor version at a time; ACK supports the three newest.",
    remedy: "Write a version as the ACK console lists it, such as 1.33.3-aliyun.1.",
  }),
  podVSwitches: knob(z.array(podVSwitch).min(2).max(3), {
    what: "The vSwitches of pods, one per zone.",
    reason: "Each pod has an address of the VPC, so whitelists and security groups know it.",
    remedy: "List one vSwitch for each zone of the private vSwitches.",
  }),
  serviceCidr: knob(
    ipv4Block({
      shortest: 16,
      longest: 24,
      owner: "the block of services",
      isPrivate: true,
      example: "172.21.0.0/20",
    }).default("172.21.0.0/20"),
    {
      what: "The addresses of Kubernetes services, which exist inside the cluster only.",
      reason: "Pods could not reach a network that has the same addresses.",
      advice: "It may not overlap the VPC's block.",
    },
  ),
  trafficPercent: knob(z.int().min(0).max(100).default(0), {
    what: "The part of the load balancer's requests that the cluster gets in the phase migrating; hosts get the rest.",
    unit: "percent",
    reason: "None at first. It is raised step by step while people watch.",
  }),
  permissions: knob(z.array(permission).max(50).default([]), {
    what: "The RAM users and roles that may use the cluster, each with its permissions.",
    reason: "Nobody by default but the identity that creates the cluster.",
  }),
  images: clusterImages,
  chartMirror: knob(text(/^oci:\/\/[^/]+\/.*[^/]$/, "the address of an OCI registry").optional(), {
    what: "A registry with copies of every chart, in place of the charts' own repositories.",
    reason: "None: each chart comes from where it is published. Every plan asks for all of them.",
    remedy: "Write an address such as oci://registry.cn-hongkong.aliyuncs.com/ainav.",
  }),
  queueScaling: knob(
    z
      .strictObject({
        tasksPerWorker: knob(z.int().min(1).max(10_000), {
          what: "The number of queued tasks for each Celery worker that scaling aims at.",
          unit: "tasks",
          reason: "As many as a worker gets done while a new one starts.",
        }),
      })
      .optional(),
    {
      what: "Whether KEDA scales Celery workers by the length of their queue, besides the CPU that they use.",
      reason: "By CPU alone unless this is given. Workers that wait for pages of other sites use little CPU.",
    },
  ),
  nodePools: z.strictObject({
    system: nodePool("Two of 4 vCPU and 16 GB hold ingress, monitoring and logs."),
    app: nodePool("The size of the app hosts of phase 1, with more memory for what runs beside the services."),
  }),
});

export type Cluster = z.output<typeof cluster>;
