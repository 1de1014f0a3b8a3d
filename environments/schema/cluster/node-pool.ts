import { z } from "zod";
import { instanceTypes } from "../kinds/instance-types";
import { knob } from "../knob/knob";

/**
 * A pool of nodes.
 *
 * @param reason why its nodes have the size that they have
 */
export const nodePool = (reason: string) =>
  z.strictObject({
    instanceTypes: instanceTypes(
      "The instance types that a node may have: the size that is wanted first, others for when it is sold out.",
      reason,
    ),
    minimum: knob(z.int().min(0).max(100), {
      what: "The least number of nodes.",
      unit: "nodes",
      reason: "One in each zone. The system pool may have no fewer, because a volume is in one zone.",
    }),
    maximum: knob(z.int().min(1).max(100), {
      what: "The largest number of nodes; the autoscaler stays between the two.",
      unit: "nodes",
      reason: "A ceiling on what a mistake can cost.",
    }),
    diskGiB: knob(z.int().min(40).max(500).default(120), {
      what: "The system disk of a node, which holds images and logs of containers.",
      unit: "GiB",
      reason: "The least that ACK recommends.",
    }),
    spot: knob(z.boolean().default(false), {
      what: "Whether nodes are bought on the spot market, which may take them back at three minutes' notice.",
      reason: "Off where visitors are served.",
    }),
  });

export type NodePool = z.output<ReturnType<typeof nodePool>>;
