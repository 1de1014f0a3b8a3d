import { z } from "zod";
import { knob } from "../knob/knob";

const times = {
  delaySeconds: knob(z.int().min(0).max(3600).optional(), {
    what: "The time from the container's start to the first probe. When left out: none.",
    unit: "seconds",
    reason: "A startup probe makes most delays needless.",
  }),
  periodSeconds: knob(z.int().min(1).max(3600), {
    what: "The time between two probes.",
    unit: "seconds",
    reason: "Often enough for a rollout to go on, rarely enough to cost nothing.",
  }),
  timeoutSeconds: knob(z.int().min(1).max(600).optional(), {
    what: "The time after which a missing answer is a failure. When left out: three seconds.",
    unit: "seconds",
    reason: "A busy process answers late.",
  }),
  failures: knob(z.int().min(1).max(1000).optional(), {
    what: "The number of failures in a row after which Kubernetes acts. When left out: three.",
    unit: "failures",
    reason: "One lost answer is no outage.",
  }),
};

const command = z.array(z.string()).min(1);
const remedy = "List the program and its arguments.";

/** A probe of a service that answers requests: a request for its health page, or a command. */
export const pageProbe = z.strictObject({
  command: knob(command.optional(), {
    what: "A command that exits 0 when all is well. When left out: a request for the health page.",
    reason: "The page is what visitors depend on.",
    remedy,
  }),
  ...times,
});

/** A probe of a worker, which has no page: a command. */
export const commandProbe = z.strictObject({
  command: knob(command, {
    what: "A command that exits 0 when all is well.",
    reason: "A worker has no page.",
    remedy,
  }),
  ...times,
});
