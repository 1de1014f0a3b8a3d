import { knob } from "../knob/knob";
import { list } from "./list";
import { text } from "./text";

/** The ECS instance types that a machine may have, in the order in which they are tried. */
export const instanceTypes = (what: string, reason: string) =>
  knob(list(text(/^ecs\.[a-z0-9-]+\.[a-z0-9]+$/, "an ECS instance type"), { least: 1, most: 10 }), {
    what,
    reason,
    remedy: "List types such as ecs.g6.xlarge; `npm run preflight` tells which of them the zones sell.",
  });
