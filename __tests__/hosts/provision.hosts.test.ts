import { rmSync } from "node:fs";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { HostMachine } from "../support/hosts/host-machine";

let host: HostMachine;
beforeEach(() => {
  host = new HostMachine();
});
afterEach(() => host.remove());

describe("provisioning", () => {
  beforeEach(() => {
    host.lay("every");
    rmSync(path.join(host.root, "opt/ainav/provision.d"), { recursive: true });
  });

  function step(name: string, body: string): void {
    host.write(`opt/ainav/provision.d/${name}`, `#!/bin/sh\n${body}\n`, 0o755);
  }

  test("runs the steps in the order of their names", async () => {
    step("20-second", "echo two");
    step("10-first", "echo one");
    expect(await host.provision()).toMatchObject({
      exitCode: 0,
      output: "[provision] 10-first\none\n[provision] 20-second\ntwo\n[provision] done",
    });
  });

  test("stops at the first step that fails, and names it", async () => {
    step("10-first", "exit 3");
    step("20-second", "echo two");
    const { exitCode, output } = await host.provision();
    expect(exitCode).toBe(1);
    expect(output).toBe("[provision] 10-first\n[provision] step 10-first failed with status 3");
  });

  test("runs only the named steps, and refuses names of steps that do not exist", async () => {
    step("10-first", "echo one");
    step("20-second", "echo two");
    expect((await host.provision("20-second")).output).toBe("[provision] 20-second\ntwo\n[provision] done");
    const { exitCode, output } = await host.provision("20-second", "30-third");
    expect(exitCode).toBe(1);
    expect(output).toBe("[provision] no step 30-third; there are 10-first, 20-second");
  });

  test("refuses to run twice at the same time", async () => {
    step("10-first", `"${host.root}/opt/ainav/bin/provision"`);
    const { exitCode, output } = await host.provision();
    expect(exitCode).toBe(1);
    expect(output).toContain("[provision] another run is going on");
  });
});
