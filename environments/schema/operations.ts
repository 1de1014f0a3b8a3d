import { z } from "zod";
import { logRetentionDays } from "./kinds/log-retention";
import { knob } from "./knob/knob";

/** The settings of logs and alarms. */
export const operations = z.strictObject({
  logRetentionDays: logRetentionDays("How long logs of hosts and of the load balancer are kept."),
  siteMonitorMinutes: knob(z.literal([1, 5, 15, 30, 60]).default(1), {
    what: "How often the site and its health page are called from outside.",
    unit: "minutes",
    reason: "Once a minute, so that an outage is known before it has lasted five.",
  }),
  heartbeat: knob(z.boolean().default(false), {
    what: "Whether a service outside waits for a sign of life of the monitoring on hosts: every five minutes, at the address in the secret alert-heartbeat.",
    reason:
      "Off until somebody has put that address into the store (docs/runbooks/alarms.md). People then get a message a day.",
  }),
});

export type Operations = z.output<typeof operations>;
