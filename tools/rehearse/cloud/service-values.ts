import { readFileSync } from "node:fs";
import path from "node:path";

/** The reviewed table. */
export const SERVICE_VALUES_FILE = "schemas/alicloud-service-values.json";

/** What a service answers for an attribute that it was not given. */
export interface ServiceValue {
  /** As Terraform's state has it, in JSON. */
  readonly value: unknown;
  /** Who says so: `provider: …`, `acceptance test: …`, `page: …` or `report: …`. */
  readonly source: string;
}

/** By type and attribute. */
export type ServiceValues = Readonly<Record<string, Readonly<Record<string, ServiceValue>>>>;

/** Reads the table. @param root the project's folder */
export function readServiceValues(root: string): ServiceValues {
  return JSON.parse(readFileSync(path.join(root, SERVICE_VALUES_FILE), "utf8"));
}
