import type { PlatformSettings } from "../schema/environment";
import type { Knob, RuleProblem } from "./knob/knob";

/** Checks the knobs of databases, buckets and secrets against one another. */
export function dataRules(environment: Knob<PlatformSettings>): RuleProblem[] {
  return [...logRetentionRules(environment), ...redisClassRules(environment), ...copyRules(environment)];
}

function logRetentionRules(environment: Knob<PlatformSettings>): RuleProblem[] {
  const postgres = environment.at("data").at("postgres");
  const logs = postgres.at("logRetentionDays");
  const backups = postgres.at("backupRetentionDays").value;
  if (logs.value === undefined || backups === undefined || logs.value <= backups) return [];
  const message = `is longer than backups are kept (data.postgres.backupRetentionDays = ${backups})`;
  const remedy = `Write a whole number from 8 to ${backups}: logs restore nothing without a backup.`;
  return [logs.problem(message, remedy)];
}

/**
 * Clients know one endpoint and no shards: a cluster without a proxy would send them to other nodes with MOVED. Classes
 * with a proxy and classes without one have different names.
 */
function redisClassRules(environment: Knob<PlatformSettings>): RuleProblem[] {
  const redis = environment.at("data").at("redis");
  const instanceClass = redis.at("instanceClass");
  const [topology, replicas] = [redis.at("topology").value, redis.at("readReplicas").value];
  if (instanceClass.value === undefined || topology === undefined || replicas === undefined) return [];
  const needsProxy = topology === "cluster" || replicas > 0;
  if (instanceClass.value.includes("proxy") === needsProxy) return [];
  if (!needsProxy) {
    const message = "has a proxy, and a standard instance without read replicas has none";
    return [instanceClass.problem(message, "Write a class without proxy in its name, such as redis.shard.mid.2.ce.")];
  }
  const message = `has no proxy, and ${topology === "cluster" ? "a cluster needs" : "read replicas need"} one`;
  return [instanceClass.problem(message, "Write a class such as redis.shard.with.proxy.small.ce.")];
}

function copyRules(environment: Knob<PlatformSettings>): RuleProblem[] {
  const copies = environment.at("data").at("copies");
  const [region, target, key] = [copies.at("region"), copies.at("environment"), copies.at("kmsKeyId")];
  const problems: RuleProblem[] = [];
  if (region.value !== undefined && region.value === environment.at("region").value) {
    const message = "is the environment's own region, which a copy is meant to outlive";
    problems.push(region.problem(message, "Choose another region."));
  }
  if (target.value !== undefined && target.value === environment.at("name").value) {
    problems.push(target.problem("is the environment itself", "Name another platform environment."));
  }
  const isEncrypted = environment.at("data").at("secrets").at("kmsKeyId").value !== undefined;
  if (isEncrypted && !copies.isAbsent && key.isAbsent) {
    const message = "is missing, and objects under a customer key can only be copied under one";
    const remedy = "Write the id of a key of the copies' region, or leave data.secrets.kmsKeyId out.";
    problems.push(key.problem(message, remedy));
  }
  return problems;
}
