import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { App } from "cdktf";
import { selectEnvironments } from "../../environments/loading/selection";
import { PHASES } from "../../environments/schema/environment";
import { addEnvironments } from "../../stacks/environment";
import { checkov } from "../support/judges/checkov";
import type { Finding, Verdict } from "../support/judges/finding";
import { PROJECT_ROOT } from "../support/project-root";
import { ACCEPTED, type Accepted } from "./accepted";

const FILE = "__tests__/judges/accepted.ts";

let root: string;
let verdict: Verdict;
beforeAll(async () => {
  root = mkdtempSync(path.join(tmpdir(), "judges-"));
  for (const phase of PHASES) synthesizePhase(phase);
  verdict = await checkov(root);
});
afterAll(() => rmSync(root, { recursive: true }));

/** Writes every stack of every environment, as `npm run synth -- --phase` does. */
function synthesizePhase(phase: string): void {
  const { environments, owner } = selectEnvironments({ phase }, PROJECT_ROOT, {});
  const app = new App({ outdir: path.join(root, phase), stackTraces: false });
  addEnvironments(app, environments, owner);
  app.synth();
}

const stackNames = () => [...new Set(PHASES.flatMap((phase) => readdirSync(path.join(root, phase, "stacks"))))];

function accepts({ checks, resources }: Accepted, { check, resource }: Finding): boolean {
  return checks.includes(check) && resources.exec(resource)?.[0] === resource;
}

describe("checkov, on every stack in every phase", () => {
  test("reads every stack, and checks each that has a type that it knows", () => {
    // checkov knows no type of operations, edge and platform, and few of compute.
    const known = stackNames().filter((stack) => /^(account|state)$|-(network|data|cluster|workloads)$/.test(stack));
    expect(known.length).toBeGreaterThan(2);
    expect(known.filter((stack) => !verdict.checks[stack])).toEqual([]);
  });

  test(`finds nothing that is not in ${FILE}`, () => {
    const unlisted = verdict.findings.filter((finding) => !ACCEPTED.some((entry) => accepts(entry, finding)));
    const lines = unlisted.map(
      ({ check, resource, what }) => `${check} ${resource}: ${what}; mend it, or list it in ${FILE} with its reason`,
    );
    expect([...new Set(lines)].sort()).toEqual([]);
  });

  test(`finds everything that is in ${FILE}`, () => {
    const gone = ACCEPTED.flatMap((entry) =>
      entry.checks
        .filter((check) => !verdict.findings.some((found) => found.check === check && accepts(entry, found)))
        .map((check) => `${check} ${entry.resources}: no longer found; remove it from ${FILE}`),
    );
    expect(gone).toEqual([]);
  });
});

test("checkov would find a port of SSH that is open to everybody", async () => {
  const folder = path.join(root, "broken/stacks/open");
  const rule = { type: "ingress", ip_protocol: "tcp", port_range: "22/22", cidr_ip: "0.0.0.0/0" };
  mkdirSync(folder, { recursive: true });
  const json = { resource: { alicloud_security_group_rule: { open: rule } } };
  writeFileSync(path.join(folder, "cdk.tf.json"), JSON.stringify(json));
  const { findings } = await checkov(path.dirname(folder));
  expect(findings).toContainEqual(expect.objectContaining({ check: "CKV_ALI_2" }));
});
