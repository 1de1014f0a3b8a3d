import { z } from "zod";
import { kmsKeyId } from "./data/secrets";
import { list } from "./kinds/list";
import { logRetentionDays } from "./kinds/log-retention";
import { name } from "./kinds/name";
import { text } from "./kinds/text";
import { knob } from "./knob/knob";

const githubEnvironment = () =>
  name({
    least: 1,
    most: 255,
    characters: ["letters", "digits", "dots", "hyphens", "underscores"],
    first: "any of them",
  });

const github = z.strictObject({
  planEnvironments: knob(list(githubEnvironment(), { least: 1 }), {
    what: "The repository's GitHub environments whose jobs may read the account, to make a plan.",
    reason: "Jobs of pull requests run in them, with a role that cannot change anything.",
  }),
  deployEnvironments: knob(list(githubEnvironment(), { least: 1 }).optional(), {
    what: "The GitHub environments whose jobs may deploy. When left out: one for each platform environment, by its name.",
    reason: "Each has required reviewers in GitHub: that is the gate of a deploy.",
  }),
  sessionMinutes: knob(z.int().min(60).max(720).default(60), {
    what: "How long a job's temporary keys work.",
    unit: "minutes",
    reason: "An hour is the least that RAM grants, and enough to deploy a whole environment.",
  }),
  fingerprints: knob(list(text(/^[0-9a-f]{40}$/, "a SHA-1 fingerprint"), { least: 1, most: 5 }), {
    what: "The SHA-1 fingerprints of the certificate authorities that sign GitHub's token endpoint.",
    reason: "RAM trusts GitHub's tokens only behind one of these.",
    remedy:
      "List 40 lower-case hexadecimal digits each, as `openssl x509 -fingerprint -sha1` prints them, without colons.",
  }),
});

/** A knob for the key of buckets. */
const bucketKey = (content: string) =>
  knob(kmsKeyId().optional(), {
    what: `The customer KMS key that encrypts the buckets of ${content}.`,
    reason: "Keys managed by OSS (AES-256) by default. One key of your own, KMS's default key, costs nothing either.",
    remedy: "Write the id from the KMS console, such as key-hkexample.",
  });

const images = z
  .strictObject({
    enterprise: knob(
      z
        .strictObject({
          edition: knob(z.enum(["Basic", "Standard", "Advanced"]).default("Basic"), {
            what: "The edition of the Container Registry Enterprise instance.",
            reason: "Basic is the smallest.",
          }),
          periodMonths: knob(z.literal([1, 2, 3, 6, 12, 24, 36]).default(12), {
            what: "For how long the instance is bought, and renewed: it is sold by subscription only.",
            unit: "months",
            reason: "A year has the usual discount.",
          }),
        })
        .optional(),
      {
        what: "The paid Container Registry Enterprise instance, in place of the personal registry.",
        reason: "None: the personal registry is free.",
      },
    ),
  })
  .prefault({});

/** The settings of what an account has once: state, CI, audit and images. */
export const account = z.strictObject({
  state: z
    .strictObject({
      noncurrentRetentionDays: knob(z.int().min(90).max(3650).default(365), {
        what: "How long a replaced version of a state file is kept. The current version never expires.",
        unit: "days",
        reason: "A year covers a mistake that is found at the yearly review; a version has a few kilobytes.",
      }),
      logRetentionDays: logRetentionDays("How long the record of who read or wrote a state file is kept."),
      kmsKeyId: bucketKey("state files, and of the record of who read or wrote them"),
    })
    .prefault({}),
  github,
  audit: z
    .strictObject({
      retentionDays: knob(z.int().min(180).max(3650).default(1095), {
        what: "How long the record of every API call is kept in OSS.",
        unit: "days",
        reason: "Three years, for questions that come long after the fact.",
      }),
      kmsKeyId: bucketKey("the record of every API call, and of the record of who read it"),
    })
    .prefault({}),
  images,
});

export type Account = z.output<typeof account>;
