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
      reason: "One in each zone; volumes lie in one zone each, so the system pool has to have no fewer.",
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
    remedy: "Write the digits that the RAM console shows, in quotes; CI's roles: `npx cdktf output account`.",
  }),
  isRole: knob(z.boolean(), {
    what: "Whether it is a role.",
    reason: "CI's two roles are, people are not.",
    remedy: "Write true or false.",
  }),
  role: knob(z.enum(["admin", "ops", "dev", "restricted", "plan"]), {
    what: "What it may do: ACK's predefined roles, or plan, which reads what Terraform manages and no secret.",
    reason: "The least that does: admin for CI's deploy role, plan for its plan role.",
    remedy: "Choose admin, ops, dev, restricted or plan.",
  }),
});

const images = z.strictObject({
  registry: knob(
    z
      .string()
      .regex(/^[a-z0-9-]+(\.[a-z0-9-]+)+(\/[a-z0-9._-]+)+$/, "is not a registry's host and namespace")
      .default("registry.cn-hongkong.aliyuncs.com/ainav"),
    {
      what: "Where the services' images lie: host and namespace, as `npx cdktf output account` shows them.",
      reason: "The account's registry (specification, section 4.1).",
      remedy: "Write an address such as registry.cn-hongkong.aliyuncs.com/ainav, without https:// and without a tag.",
    },
  ),
  tag: knob(
    z
      .string()
      .regex(/^[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}$/, "is not the tag of an image")
      .refine((tag) => tag !== "latest", "changes under its pods"),
    {
      what: "The tag of every image: what is released. A release is a change of this line.",
      reason: "Images of one commit belong together, and a tag never moves.",
      remedy: "Write a release or a commit, such as 2026-11-25.1, never latest.",
    },
  ),
  enterpriseInstanceId: knob(
    z
      .string()
      .regex(/^cri-[a-z0-9]+$/, "is not the id of a Container Registry Enterprise instance")
      .optional(),
    {
      what: "The Enterprise instance that the registry is: nodes then pull from it without a password.",
      reason:
        "Left out for a personal registry, whose password is then the secret registry-pull (docs/runbooks/cluster.md).",
      remedy: "Write the id from the Container Registry console, such as cri-hkexample, or leave it out.",
    },
  ),
  kubectl: knob(
    z
      .string()
      .regex(/^[a-z0-9.-]+(\/[a-z0-9._-]+)+$/, "is not an image without its tag")
      .default("registry.k8s.io/kubectl"),
    {
      what: "The image with kubectl that changes the autoscaler's limits; its tag is the cluster's version.",
      reason: "Kubernetes' own.",
      remedy: "Write the address of a copy, without a tag, such as registry.cn-hongkong.aliyuncs.com/ainav/kubectl.",
    },
  ),
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
  images,
  chartMirror: knob(
    z
      .string()
      .regex(/^oci:\/\/[^/]+\/.*[^/]$/, "is not the address of an OCI registry")
      .optional(),
    {
      what: "A registry with copies of every chart, in place of the charts' own repositories.",
      reason: "Left out: each chart comes from where it is published. Every plan asks for all of them.",
      remedy: "Write an address such as oci://registry.cn-hongkong.aliyuncs.com/ainav, or leave it out.",
    },
  ),
  queueScaling: z
    .strictObject({
      tasksPerWorker: knob(z.int().min(1).max(10_000), {
        what: "How many queued tasks there are to be for each Celery worker: KEDA scales by them, and by CPU.",
        unit: "tasks",
        reason: "By CPU alone unless the queue is named: workers that wait for others' pages use little of it.",
        remedy: "Write a whole number from 1 to 10000, or leave queueScaling out.",
      }),
    })
    .optional(),
  nodePools: z.strictObject({
    system: nodePool("Two of 4 vCPU and 16 GB hold ingress, monitoring and logs."),
    app: nodePool("As the app hosts of phase 1, with more memory for what runs beside them."),
  }),
});
