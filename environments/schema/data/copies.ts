import { z } from "zod";
import { REGION_IDS } from "../../regions";
import { knob } from "../knob/knob";
import { backupDays } from "./backup-days";
import { kmsKeyId } from "./secrets";

export const copies = z.strictObject({
  environment: knob(z.string().min(1), {
    what: "The environment whose buckets receive a copy of this one's assets, uploads and backups.",
    reason: "That environment makes the buckets, in its own region. Deploy its data stack first.",
    remedy: "Name another platform environment.",
  }),
  region: knob(z.enum(REGION_IDS), {
    what: "The region of that environment, to which the database's backups are copied as well.",
    reason: "It is named here too, so that one environment can be synthesized without the other.",
    advice: "It must be another region than this environment's own.",
  }),
  retentionDays: backupDays("How long the copies of the database's backups are kept."),
  kmsKeyId: knob(kmsKeyId().optional(), {
    what: "The customer key, in that region, for the copies of objects that a customer key encrypts here.",
    reason: "It is needed only when data.secrets.kmsKeyId is set.",
    remedy: "Write the id from the KMS console of that region, such as key-sgpexample.",
  }),
});

export type Copies = z.output<typeof copies>;
