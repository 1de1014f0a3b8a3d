import { type Outcome, outcomeOf } from "../outcome";

/** Runs Prometheus' own tool. @throws when it is not installed */
export function promtool(args: readonly string[], folder?: string): Outcome {
  return outcomeOf("promtool", args, folder, "apt-get install prometheus");
}

/** Runs Alertmanager's own tool. @throws when it is not installed */
export function amtool(args: readonly string[], folder?: string): Outcome {
  return outcomeOf("amtool", args, folder, "apt-get install prometheus-alertmanager");
}
