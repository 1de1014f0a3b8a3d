import { z } from "zod";
import { text } from "../kinds/text";
import { knob } from "../knob/knob";

/** The id of a customer key of KMS. */
export const kmsKeyId = () => text(/^key-[a-z0-9]+$/, "the id of a KMS key");

const STORE = {
  what: "Where generated passwords are kept for the hosts: encrypted parameters of OOS, or KMS secrets.",
  reason: "OOS costs nothing; KMS secrets need a KMS instance, sold by subscription.",
};

const KEY = {
  what: "The customer key that encrypts secrets, the database, disks and buckets.",
  reason: "Keys that each service manages, by default; KMS secrets need a key of your own.",
  remedy: "Write the id from the KMS console, such as key-hkexample.",
};

/** The settings of secrets: where they are kept, and which key encrypts them. */
export const secrets = z.discriminatedUnion("store", [
  z.strictObject({
    store: knob(z.literal("oos").optional().default("oos"), STORE),
    kmsKeyId: knob(kmsKeyId().optional(), KEY),
  }),
  z.strictObject({
    store: knob(z.literal("kms"), STORE),
    kmsInstanceId: knob(text(/^kst-[a-z0-9]+$/, "the id of a KMS instance"), {
      what: "The KMS instance that holds the secrets.",
      reason: "Without one, KMS keeps no secrets.",
      remedy: "Write the id from the KMS console, such as kst-hkexample.",
    }),
    kmsKeyId: knob(kmsKeyId(), KEY),
  }),
]);

export type Secrets = z.output<typeof secrets>;
