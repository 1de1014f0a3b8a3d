import { z } from "zod";
import { knob } from "../knob/knob";
import { buckets } from "./buckets";
import { copies } from "./copies";
import { postgres } from "./postgres";
import { redis } from "./redis";
import { secrets } from "./secrets";

/** The settings of databases, buckets and secrets. */
export const data = z.strictObject({
  postgres,
  redis,
  buckets: buckets.prefault({}),
  copies: knob(copies.optional(), {
    what: "Copies of what the environment cannot lose, in another region.",
    reason: "None for an environment whose data can be made again.",
  }),
  secrets: secrets.prefault({}),
});

export type Data = z.output<typeof data>;
