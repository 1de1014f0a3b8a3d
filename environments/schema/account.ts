import { z } from "zod";
import { knob } from "./knob";
import { logRetentionDays } from "./log-retention";

const githubEnvironments = (what: string, reason: string) =>
  knob(z.array(z.string().regex(/^[A-Za-z0-9._-]+$/, "is not the name of a GitHub environment")).min(1), {
    what,
    reason,
    remedy: "List names of the repository's GitHub environments: letters, digits, dots, hyphens and underscores.",
  });

/** State, CI, audit and images: what the account has once. */
export const account = {
  state: z
    .strictObject({
      noncurrentRetentionDays: knob(z.int().min(90).max(3650).default(365), {
        what: "How long a replaced version of a state file is kept. The current version never expires.",
        unit: "days",
        reason: "A year covers a mistake that is found at the yearly review; a version has a few kilobytes.",
        remedy: "Write a whole number from 90 to 3650.",
      }),
      logRetentionDays: logRetentionDays("How long the record of who read or wrote a state file is kept."),
      kmsKeyId: knob(z.string().min(1).optional(), {
        what: "The customer KMS key that encrypts state files.",
        reason: "Keys managed by OSS (AES-256) by default: a customer key needs a paid KMS instance.",
        remedy: "Write the key's id, or leave it out.",
      }),
    })
    .prefault({}),
  github: z.strictObject({
    planEnvironments: githubEnvironments(
      "The GitHub environments whose jobs may read the account, to make a plan.",
      "Jobs of pull requests; the role that they get cannot change anything.",
    ),
    deployEnvironments: githubEnvironments(
      "The GitHub environments whose jobs may deploy; left out, one for each environment of the platform, by its name.",
      "Each has required reviewers in GitHub: that is the gate of a deploy.",
    ).optional(),
    sessionMinutes: knob(z.int().min(60).max(720).default(60), {
      what: "How long a job's temporary keys work.",
      unit: "minutes",
      reason: "An hour is the least that RAM grants, and enough to deploy a whole environment.",
      remedy: "Write a whole number from 60 to 720.",
    }),
    fingerprints: knob(
      z
        .array(z.string().regex(/^[0-9a-f]{40}$/, "is not a SHA-1 fingerprint"))
        .min(1)
        .max(5),
      {
        what: "The SHA-1 fingerprints of the certificate authorities that sign GitHub's token endpoint.",
        reason: "RAM trusts GitHub's tokens only behind one of these.",
        remedy:
          "List 40 lower-case hexadecimal digits each, as `openssl x509 -fingerprint -sha1` prints them, without colons.",
      },
    ),
  }),
  audit: z
    .strictObject({
      retentionDays: knob(z.int().min(180).max(3650).default(1095), {
        what: "How long the record of every API call is kept in OSS.",
        unit: "days",
        reason: "Three years, for questions that come long after the fact.",
        remedy: "Write a whole number from 180 to 3650.",
      }),
    })
    .prefault({}),
  images: z.strictObject({
    namespace: knob(z.string().regex(/^[a-z0-9][a-z0-9._-]{1,29}$/, "is not the name of an image namespace"), {
      what: "The namespace of the platform's container images.",
      reason: "The second part of an image's address (specification, section 4.1).",
      remedy: "Write 2 to 30 lower-case letters, digits, dots, hyphens or underscores.",
    }),
    enterprise: z
      .strictObject({
        edition: knob(z.enum(["Basic", "Standard", "Advanced"]).default("Basic"), {
          what: "The edition of the Container Registry Enterprise instance.",
          reason: "The smallest; leave `enterprise` out altogether for the free personal registry.",
          remedy: "Choose Basic, Standard or Advanced.",
        }),
        periodMonths: knob(z.literal([1, 2, 3, 6, 12, 24, 36]).default(12), {
          what: "For how long the instance is bought, and renewed: it is sold by subscription only.",
          unit: "months",
          reason: "A year is the usual discount.",
          remedy: "Write 1, 2, 3, 6, 12, 24 or 36.",
        }),
      })
      .optional(),
  }),
};
