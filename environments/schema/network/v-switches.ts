import { z } from "zod";
import { ipv4Block } from "../kinds/ipv4-block";
import { text } from "../kinds/text";
import { knob } from "../knob/knob";

const vSwitch = z.strictObject({
  zone: knob(z.string(), {
    what: "The zone that the vSwitch is in.",
    reason: "The load balancer, RDS and Redis each need two zones.",
    remedy: "Write one of the region's zones, as listed in environments/regions.ts.",
  }),
  cidr: knob(ipv4Block({ shortest: 16, longest: 29, owner: "a vSwitch", example: "10.0.1.0/24" }), {
    what: "The vSwitch's addresses.",
    reason: "A /24 has 252 usable addresses: Alibaba Cloud keeps four.",
    advice: "It must be inside the VPC's block and may not overlap any other vSwitch's.",
  }),
  id: knob(text(/^vsw-[a-z0-9]+$/, "the id of a vSwitch").optional(), {
    what: "The id of a vSwitch that exists already, to use instead of a new one.",
    reason: "A new vSwitch by default.",
    remedy: "Write the id from the VPC console, such as vsw-j6c1example.",
  }),
});

export type VSwitch = z.output<typeof vSwitch>;

const twoZones = (kind: string) =>
  knob(z.array(vSwitch).min(2).max(3), {
    what: `The ${kind} vSwitches, one per zone.`,
    reason: "A vSwitch is in one zone; the load balancer and multi-zone databases need two zones.",
    remedy: "List two or three vSwitches, each in a zone of its own.",
  });

export const vSwitches = z.strictObject({ public: twoZones("public"), private: twoZones("private") });
