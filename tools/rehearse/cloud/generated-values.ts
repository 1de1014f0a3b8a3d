import type { CtyType } from "../../provider-schemas/model";
import type { ObjectValue, Value } from "../values/value";
import { PART_IDENTIFIERS } from "./identifiers";
import type { Random } from "./random";

/** Makes up what a service would answer for a computed attribute: plausible by its type and its name. */
export function generateValue(type: CtyType, name: string, resourceType: string, random: Random): Value {
  if (type === "string") return generateString(name, resourceType, random);
  if (type === "number") return generateNumber(name);
  if (type === "bool") return false;
  if (type === "dynamic") return null;
  const [kind, inner] = type;
  if (kind === "object") {
    return Object.fromEntries(
      Object.entries(inner).map(([field, fieldType]) => [field, generateValue(fieldType, field, resourceType, random)]),
    );
  }
  if (kind === "map") return MAPS[name] ?? {};
  return [];
}

/** Maps whose keys configurations rely on, by attribute name. The certificates are the word `certificate` in base64. */
const MAPS: Readonly<Record<string, ObjectValue>> = {
  connections: {
    api_server_intranet: "https://10.0.2.10:6443",
    api_server_internet: "",
    service_domain: "rehearsal.invalid",
    master_public_ip: "",
  },
  certificate_authority: { cluster_cert: "Y2VydGlmaWNhdGU=", client_cert: "Y2VydGlmaWNhdGU=", client_key: "" },
};

function generateString(name: string, resourceType: string, random: Random): string {
  const part = PART_IDENTIFIERS[name];
  if (part !== undefined) return fillRandom(part, random);
  const rule = STRINGS.find(({ pattern }) => pattern.test(name));
  return rule ? rule.make(random, resourceType) : "";
}

function generateNumber(name: string): number {
  return PORT.test(name) ? 443 : 0;
}

/** Replaces each `#17` of a pattern by so many random letters and digits. */
export function fillRandom(pattern: string, random: Random): string {
  return pattern.replaceAll(/#(\d+)/g, (_, length) => random.text(Number(length)));
}

interface StringRule {
  readonly pattern: RegExp;
  readonly make: (random: Random, resourceType: string) => string;
}

const octet = (random: Random) => 1 + random.number(254);
const PORT = /(^|_)port$/;
/** Ports that services listen on, as strings, where the attribute is one; 443 elsewhere. */
const PORTS: Readonly<Record<string, string>> = {
  alicloud_db_instance: "5432",
  alicloud_kvstore_instance: "6379",
};

/** The first rule whose pattern fits the attribute's name makes its value. Times are fixed, so that every run has the same. */
const STRINGS: readonly StringRule[] = [
  { pattern: PORT, make: (_, type) => PORTS[type] ?? "443" },
  { pattern: /(^|_)private_ip(_address)?$/, make: (random) => `10.0.${octet(random)}.${octet(random)}` },
  {
    pattern: /(^|_)(internet|public|eip)?_?ip(_address)?$/,
    make: (random) => `47.${octet(random)}.${octet(random)}.${octet(random)}`,
  },
  { pattern: /cidr_block$|cidr$/, make: (random) => `10.${octet(random)}.0.0/16` },
  { pattern: /arn$/, make: (random, type) => `acs:${type.split("_")[1]}::1234567890123456:${type}/${random.text(8)}` },
  { pattern: /(^|_)(time|date|created_at|created_on|modified_on)$/, make: () => "2026-01-01T00:00:00Z" },
  {
    pattern: /endpoint$|domain$|hostname$|host$|dns_name$|connection_string$/,
    make: (random) => `${random.text(12)}.rehearsal.invalid`,
  },
  { pattern: /^status$|_status$/, make: () => "Available" },
  { pattern: /^region(_id)?$/, make: () => "cn-hongkong" },
  // Elsewhere a zone is one of DNS.
  {
    pattern: /^(availability_)?zone(_id)?$/,
    make: (random, type) => (type.startsWith("alicloud_") ? "cn-hongkong-b" : random.text(20)),
  },
  { pattern: /^location$/, make: () => "oss-cn-hongkong" },
  { pattern: /^payment_type$/, make: () => "PayAsYouGo" },
  { pattern: /^instance_charge_type$/, make: () => "PostPaid" },
  { pattern: /^owner$|account_id$/, make: () => "1234567890123456" },
  { pattern: /_id$|^id$|uid$|uuid$/, make: (random) => random.text(20) },
  { pattern: /^(result|password|secret|token|key)$|_(password|secret|token|key)$/, make: (random) => random.text(32) },
  { pattern: /version$/, make: () => "1" },
];
