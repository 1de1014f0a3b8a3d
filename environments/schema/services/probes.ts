import { z } from "zod";
import { knob } from "../knob/knob";

const times = {
  delaySeconds: knob(z.int().min(0).max(3600).optional(), {
    what: "How long after the container's start the first question comes; left out, at once.",
    unit: "seconds",
    reason: "A startup probe makes most delays needless.",
  }),
  periodSeconds: knob(z.int().min(1).max(3600), {
    what: "How often the question is asked.",
    unit: "seconds",
    reason: "Often enough for a rollout to go on, seldom enough to cost nothing.",
  }),
  timeoutSeconds: knob(z.int().min(1).max(600).optional(), {
    what: "After how long no answer is a failure; left out, three seconds.",
    unit: "seconds",
    reason: "A busy process answers late.",
  }),
  failures: knob(z.int().min(1).max(1000).optional(), {
    what: "How many failures in a row count; left out, three.",
    unit: "failures",
    reason: "One lost answer is no outage.",
  }),
};

const command = z.array(z.string()).min(1);
const remedy = "List the program and its arguments.";

/** A question about a service's health page, or by a command. */
export const pageProbe = z.strictObject({
  command: knob(command.optional(), {
    what: "A command that exits 0 when all is well; left out, the health page is asked.",
    reason: "The page is what visitors depend on.",
    remedy,
  }),
  ...times,
});

/** A question to a worker, which has no page. */
export const commandProbe = z.strictObject({
  command: knob(command, {
    what: "A command that exits 0 when all is well.",
    reason: "A worker has no page.",
    remedy,
  }),
  ...times,
});
