import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { restoreTornState, stateIds } from "../../../tools/rehearse/run/orphans";
import { type AssemblyStack, readAssembly, statePath } from "../../../tools/terraform/assembly";

let root: string;
beforeEach(() => {
  root = mkdtempSync(path.join(tmpdir(), "assembly-"));
});
afterEach(() => rmSync(root, { recursive: true }));

/** Writes an assembly of empty stacks, each with the names of those that it depends on. */
function assembly(stacks: Record<string, string[]>): AssemblyStack[] {
  const entries = Object.entries(stacks).map(([name, dependencies]) => {
    const workingDirectory = path.join("stacks", name);
    mkdirSync(path.join(root, workingDirectory), { recursive: true });
    const synthesizedStackPath = path.join(workingDirectory, "cdk.tf.json");
    const configuration = { terraform: { backend: { local: { path: `../../${name}.tfstate` } } } };
    writeFileSync(path.join(root, synthesizedStackPath), JSON.stringify(configuration));
    return [name, { dependencies, workingDirectory, synthesizedStackPath }];
  });
  writeFileSync(path.join(root, "manifest.json"), JSON.stringify({ stacks: Object.fromEntries(entries) }));
  return readAssembly(root);
}

describe("an assembly", () => {
  test("has each stack behind those that it depends on", () => {
    const stacks = assembly({ compute: ["data", "network"], data: ["network"], edge: ["compute"], network: [] });
    expect(stacks.map(({ name }) => name)).toEqual(["network", "data", "compute", "edge"]);
  });
});

describe("a local state", () => {
  const state = (id: string) =>
    JSON.stringify({ resources: [{ mode: "managed", type: "alicloud_vpc", instances: [{ attributes: { id } }] }] });

  test("that was cut short is put back to what it was before the run", () => {
    const [stack] = assembly({ network: [] }) as [AssemblyStack];
    const file = statePath(stack);
    writeFileSync(file, state("vpc-2").slice(0, 40));
    writeFileSync(`${file}.backup`, state("vpc-1"));
    expect(restoreTornState(stack)).toBe(true);
    expect(readFileSync(file, "utf8")).toBe(state("vpc-1"));
    expect(stateIds(stack)).toEqual(["alicloud_vpc vpc-1"]);
  });

  test("that was cut short in a first run is put back to nothing", () => {
    const [stack] = assembly({ network: [] }) as [AssemblyStack];
    writeFileSync(statePath(stack), "{");
    expect(restoreTornState(stack)).toBe(true);
    expect(stateIds(stack)).toEqual([]);
  });

  test("that is whole, empty or absent stays as it is", () => {
    const [stack] = assembly({ network: [] }) as [AssemblyStack];
    expect(restoreTornState(stack)).toBe(false);
    for (const text of ["", state("vpc-1")]) {
      writeFileSync(statePath(stack), text);
      expect(restoreTornState(stack)).toBe(false);
      expect(readFileSync(statePath(stack), "utf8")).toBe(text);
    }
  });
});
