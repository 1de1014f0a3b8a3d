import { z } from "zod";
import { knob } from "../knob/knob";
import { buckets } from "./buckets";
import { copies } from "./copies";
import { postgres } from "./postgres";
import { redis } from "./redis";
import { secrets } from "./secrets";

/** Databases, buckets and secrets. */
export const data = z.strictObject({
  postgres,
  redis,
  buckets: buckets.prefault({}),
  copies: knob(copies.optional(), {
    what: "Copies of what the environment cannot lose, in another region.",
    reason: "None, where what is lost can be made again.",
  }),
  secrets: secrets.prefault({}),
});

export type Data = z.output<typeof data>;
