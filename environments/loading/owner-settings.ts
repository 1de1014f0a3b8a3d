import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { z } from "zod";
import { owner } from "../owner";
import type { Problem } from "../rules/problem";
import { nearest } from "../schema/knob/nearest";
import type { Owner } from "../schema/owner";

/** The file that overrides `owner.ts` on one machine; git ignores it. */
export const LOCAL_FILE = "environments/owner.local.json";
const COMMITTED_FILE = "environments/owner.ts";

interface Variable {
  readonly key: keyof Owner;
  readonly parse: (text: string) => unknown;
}

const text = (value: string) => value;
const list = (value: string) => value.split(",").map((entry) => entry.trim());
/** Reads `cn-hongkong=registry.example.com,…` as an object. */
const record = (value: string) =>
  Object.fromEntries(
    list(value).map((entry) => {
      const [key = "", ...rest] = entry.split("=");
      return [key, rest.join("=")];
    }),
  );
const contacts = (value: string) =>
  list(value).map((entry) => {
    const [name, email] = entry.split("=");
    return { name, email };
  });

/** The environment variables that override a setting. Lists are separated by commas. */
export const VARIABLES: Readonly<Record<string, Variable>> = {
  AINAV_PROJECT: { key: "project", parse: text },
  AINAV_ACCOUNT_ID: { key: "accountId", parse: text },
  AINAV_DOMAIN: { key: "domain", parse: text },
  AINAV_CLOUDFLARE_ZONE_ID: { key: "cloudflareZoneId", parse: text },
  AINAV_CLOUDFLARE_ACCOUNT_ID: { key: "cloudflareAccountId", parse: text },
  AINAV_ADMIN_CIDRS: { key: "adminCidrs", parse: list },
  AINAV_ADMIN_PUBLIC_KEYS: { key: "adminPublicKeys", parse: list },
  AINAV_CERTIFICATE_ID: { key: "certificateId", parse: text },
  AINAV_ORIGIN_PULL_AUTHORITY_ID: { key: "originPullAuthorityId", parse: text },
  AINAV_GITHUB_REPOSITORY: { key: "githubRepository", parse: text },
  AINAV_APPLICATION_REPOSITORY: { key: "applicationRepository", parse: text },
  AINAV_ALARM_CONTACTS: { key: "alarmContacts", parse: contacts },
  AINAV_REGISTRY_NAMESPACE: { key: "registryNamespace", parse: text },
  AINAV_IMAGE_REGISTRIES: { key: "imageRegistries", parse: record },
  AINAV_DATABASE_NAME: { key: "databaseName", parse: text },
  AINAV_DATABASE_ACCOUNT_PREFIX: { key: "databaseAccountPrefix", parse: text },
  AINAV_ICP_NUMBER: { key: "icpNumber", parse: text },
  AINAV_CHINA_CDN_TARGETS: { key: "chinaCdnTargets", parse: record },
  AINAV_UPYUN_SERVICE: { key: "upyunService", parse: text },
  AINAV_MONTHLY_BUDGET_USD: { key: "monthlyBudgetUsd", parse: Number },
  AINAV_CONFIRMED_EXAMPLES: { key: "confirmedExamples", parse: list },
  AINAV_STATE_REGION: { key: "stateRegion", parse: text },
  STATE_BACKEND: { key: "stateBackend", parse: text },
  STATE_STACK_BACKEND: { key: "stateStackBackend", parse: text },
};

/** Settings as they were found, before any check. */
export interface RawOwner {
  readonly settings: Record<string, unknown>;
  /** Returns the file or the variable that a setting came from. */
  readonly sourceOf: (key: string) => string;
  /** The problems of the file or the variables themselves. */
  readonly problems: readonly Problem[];
}

/**
 * Reads the owner's settings: `owner.ts`, overridden by the local file, overridden by environment variables.
 *
 * @param root the project's folder
 * @param variables the process's environment
 * @returns the settings as found; a local file that is not a JSON object, or a variable `AINAV_…` that nothing reads, is
 *   among its problems
 */
export function readOwnerSettings(root: string, variables: NodeJS.ProcessEnv): RawOwner {
  const local = readLocalFile(path.join(root, LOCAL_FILE));
  const unknown = Object.keys(variables).filter((name) => name.startsWith("AINAV_") && !(name in VARIABLES));
  const settings: Record<string, unknown> = { ...owner, ...local.settings };
  const sources = new Map(Object.keys(local.settings).map((key) => [key, LOCAL_FILE]));
  for (const [name, { key, parse }] of Object.entries(VARIABLES)) {
    const value = variables[name];
    // An empty variable counts as unset: CI passes on secrets and variables that nobody has defined as "".
    if (value === undefined || value === "") continue;
    settings[key] = parse(value);
    sources.set(key, name);
  }
  return {
    settings,
    sourceOf: (key) => sources.get(key) ?? COMMITTED_FILE,
    problems: [...local.problems, ...unknown.sort().map((name) => unknownVariable(name, variables))],
  };
}

interface LocalFile {
  readonly settings: Record<string, unknown>;
  readonly problems: readonly Problem[];
}

function readLocalFile(file: string): LocalFile {
  if (!existsSync(file)) return { settings: {}, problems: [] };
  const remedy = `Write a JSON object with settings of ${COMMITTED_FILE}, such as {"domain": "example.com"}.`;
  const broken = (value: unknown, message: string) => ({
    settings: {},
    problems: [{ source: LOCAL_FILE, path: "", value, message, remedy }],
  });
  const content = readFileSync(file, "utf8");
  try {
    const parsed: unknown = JSON.parse(content);
    const object = z.record(z.string(), z.unknown()).safeParse(parsed);
    return object.success ? { settings: object.data, problems: [] } : broken(parsed, "is not an object");
  } catch (error) {
    return broken(content, `is not JSON: ${error instanceof Error ? error.message : error}`);
  }
}

function unknownVariable(name: string, variables: NodeJS.ProcessEnv): Problem {
  const known = Object.keys(VARIABLES);
  const meant = nearest(name, known);
  return {
    source: name,
    path: "",
    value: variables[name],
    message: "is a variable that nothing reads",
    remedy: meant ? `Did you mean ${meant}? If not, unset it.` : `Unset it, or use one of ${known.join(", ")}.`,
  };
}
