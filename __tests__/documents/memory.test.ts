import { readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "@jest/globals";
import { otherContainers } from "../../environments/loading/host-containers";
import { hostMemory } from "../../environments/rules/hosts/memory";
import { production } from "../support/fixture/environments/production";
import { checked } from "../support/fixture/stacks";
import { PROJECT_ROOT } from "../support/project-root";

const FILE = "docs/runbooks/hosts.md";

test.each(["app", "worker", "search"] as const)("the runbook says what takes the memory of %s hosts", (kind) => {
  const text = readFileSync(path.join(PROJECT_ROOT, FILE), "utf8");
  const [, row = ""] = new RegExp(`^\\| ${kind} \\| (.*) \\|$`, "m").exec(text) ?? [];
  const limits = hostMemory(kind, checked(production).services, otherContainers());
  const sum = Object.values(limits).reduce((all, each) => all + each, 0);
  const parts = Object.entries(limits).map(([name, mebibytes]) => `${name} ${mebibytes}`);
  expect(row).toBe(`${sum} | ${parts.join(", ")}`);
});
