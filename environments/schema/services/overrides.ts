import { z } from "zod";
import { knob } from "../knob/knob";
import { inWords } from "../knob/limits";
import { serviceName } from "./service";
import { cronSchedule, resourceOverrides, scalingOverrides, scalingSchedule } from "./sizes";

/** The knobs of a service that an environment may override: its sizes and times. */
const serviceOverrides = z.strictObject({
  resources: resourceOverrides.optional(),
  scaling: scalingOverrides.optional(),
  scalingSchedule: scalingSchedule.optional(),
  schedule: cronSchedule.optional(),
});

/** The services whose sizes and times in an environment differ from those in their files, by name. */
export const services = knob(
  inWords(z.record(serviceName(), serviceOverrides), "names of services, each with what differs").default({}),
  {
    what: "Sizes and times of services that differ here, by the service's name.",
    reason: "environments/services/ has the services themselves, at production's size.",
    remedy: "Write the name of a file in environments/services/, and what differs.",
  },
);

export type ServiceOverrides = z.output<typeof serviceOverrides>;
