import { prefixLength } from "../schema/cidr";
import type { PlatformEnvironment } from "../schema/environment";
import { entries, type RuleProblem, type Valid } from "./placed";

type Data = PlatformEnvironment["data"];

/** What holds between the knobs of databases, buckets and secrets. */
export function dataRules(valid: Valid): RuleProblem[] {
  return [...logRetentionRules(valid), ...copyRules(valid), ...secretRules(valid), ...originPullRules(valid)];
}

function logRetentionRules(valid: Valid): RuleProblem[] {
  const path = ["data", "postgres", "logRetentionDays"];
  const logs = valid<number>(path);
  const backups = valid<number>(["data", "postgres", "backupRetentionDays"]);
  if (logs === undefined || backups === undefined || logs <= backups) return [];
  const message = `is longer than backups are kept (data.postgres.backupRetentionDays = ${backups})`;
  return [
    { path, message, remedy: `Write a whole number from 8 to ${backups}: logs restore nothing without a backup.` },
  ];
}

function copyRules(valid: Valid): RuleProblem[] {
  const copies = valid<NonNullable<Data["copies"]>>(["data", "copies"]);
  if (copies === undefined) return [];
  const problems: RuleProblem[] = [];
  if (copies.region === valid<string>(["region"])) {
    const message = "is the environment's own region, which a copy is meant to outlive";
    problems.push({ path: ["data", "copies", "region"], message, remedy: "Choose another region." });
  }
  if (copies.environment === valid<string>(["name"])) {
    const message = "is the environment itself";
    problems.push({ path: ["data", "copies", "environment"], message, remedy: "Name another platform environment." });
  }
  if (valid<string>(["data", "secrets", "kmsKeyId"]) !== undefined && copies.kmsKeyId === undefined) {
    const message = "is missing, and objects under a customer key can only be copied under one";
    const remedy = "Write the id of a key of the copies' region, or leave data.secrets.kmsKeyId out.";
    problems.push({ path: ["data", "copies", "kmsKeyId"], message, remedy });
  }
  return problems;
}

function secretRules(valid: Valid): RuleProblem[] {
  const secrets = valid<Data["secrets"]>(["data", "secrets"]);
  if (secrets === undefined || secrets.store === "oos") return [];
  return (["kmsInstanceId", "kmsKeyId"] as const)
    .filter((key) => secrets[key] === undefined)
    .map((key) => ({
      path: ["data", "secrets", key],
      message: "is missing, and KMS secrets lie in an instance and under a key of your own",
      remedy: 'Write the id from the KMS console, or store: "oos".',
    }));
}

/** A block that wide is the Internet, and the bucket public. */
function originPullRules(valid: Valid): RuleProblem[] {
  return entries<string>(valid, ["data", "buckets", "originPullSources"])
    .filter(({ value }) => prefixLength(value) < 12)
    .map(({ path }) => ({
      path,
      message: "opens the assets to more than a million addresses",
      remedy: "List the CDN's own origin-pull blocks, /12 or smaller.",
    }));
}
