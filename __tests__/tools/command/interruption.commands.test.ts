import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import execa from "execa";
import { BlockingProgram } from "../../support/command/blocking-program";
import { cleanEnvironment, ProjectCopy, run } from "../../support/project-copy";

const PROBE = "tools/probe/command.ts";

let copy: ProjectCopy;
let folder: string;
/** Where commands make their scratch folders. */
let temporary: string;
beforeAll(() => {
  copy = new ProjectCopy();
});
afterAll(() => copy.remove());
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "interruption-"));
  temporary = path.join(folder, "tmp");
  mkdirSync(temporary);
});
afterEach(() => rmSync(folder, { recursive: true }));

/** Starts an entry point of the copy; a failing run is a result. */
function start(entry: string, args: readonly string[] = [], env: NodeJS.ProcessEnv = {}) {
  return execa(process.execPath, ["tools/runner/run.mjs", entry, ...args], {
    cwd: copy.root,
    env: { ...cleanEnvironment(), TMPDIR: temporary, ...env },
    reject: false,
  });
}

/** Writes a command of which only the action, and whether it stops by itself, is said. */
function writeProbe(action: string, stopsItself = false): void {
  mkdirSync(path.join(copy.root, path.dirname(PROBE)), { recursive: true });
  const lines = [
    'import { once } from "node:events";',
    'import { setImmediate } from "node:timers/promises";',
    'import { ExitStatus } from "../command/exit-status";',
    'import { runCommand } from "../command/run-command";',
    'import { runProgram } from "../command/processes/run-program";',
    'import { scratchFolder } from "../command/scratch-folder";',
    "/** Waits with something to do, as commands do. */",
    "async function work(until: Promise<unknown>) {",
    "  const timer = setInterval(() => {}, 1000);",
    "  await until;",
    "  clearInterval(timer);",
    "}",
    "runCommand({",
    '  name: "probe",',
    '  description: "Does something for a test.",',
    '  statuses: { ok: "done" },',
    `  stopsItself: ${stopsItself},`,
    `  action: async ({ print, progress, signal }) => { ${action} return ExitStatus.ok; },`,
    "});",
  ];
  writeFileSync(path.join(copy.root, PROBE), lines.join("\n"));
}

describe.each(["SIGINT", "SIGTERM"] as const)("the first %s", (signal) => {
  test("ends the programs of a command and what they started, removes scratch folders, and is status 130", async () => {
    const program = await BlockingProgram.write(path.join(folder, "program"));
    writeProbe(`
      scratchFolder("probe");
      const result = await runProgram("sh", ["-c", "${program.file} & wait"]);
      print({ result }, "it ended by itself");
    `);
    const command = start(PROBE);
    await program.started();
    expect(readdirSync(temporary)).toEqual([expect.stringMatching(/^probe-/)]);
    command.kill(signal);
    const { exitCode, stdout, stderr } = await command;
    await program.ended();
    program.close();
    expect({ exitCode, stdout, stderr }).toEqual({ exitCode: 130, stdout: "", stderr: "" });
    expect(readdirSync(temporary)).toEqual([]);
  });

  test("lets a command that stops by itself say what it has done, and is status 130", async () => {
    writeProbe(
      `
        scratchFolder("probe");
        process.kill(process.pid, "${signal}");
        await work(once(signal, "abort"));
        print({}, \`stopped by \${signal.reason}\`);
      `,
      true,
    );
    expect(await start(PROBE)).toMatchObject({ exitCode: 130, stdout: `stopped by ${signal}`, stderr: "" });
    expect(readdirSync(temporary)).toEqual([]);
  });
});

describe("a second Ctrl-C", () => {
  test("ends at once what does not end by itself, and removes scratch folders", async () => {
    const program = await BlockingProgram.write(path.join(folder, "program"), { ignoresSigterm: true });
    writeProbe(`scratchFolder("probe"); await runProgram("${program.file}", []);`);
    const command = start(PROBE);
    command.stderr?.on("data", () => command.kill("SIGINT"));
    await program.started();
    command.kill("SIGINT");
    const { exitCode, stderr } = await command;
    await program.ended();
    program.close();
    expect({ exitCode, stderr }).toEqual({ exitCode: 130, stderr: "stopping; Ctrl-C again ends it at once" });
    expect(readdirSync(temporary)).toEqual([]);
  });

  test("is passed on to a program that handles Ctrl-C itself, and so ends with what it has to say", async () => {
    const program = await BlockingProgram.write(path.join(folder, "program"), { interruptions: 2 });
    const action = `
      const { exitCode } = await runProgram("${program.file}", [], { interruption: signal });
      print({}, \`it ended with \${exitCode}\`);
    `;
    writeProbe(action, true);
    const command = start(PROBE);
    command.stderr?.on("data", () => command.kill("SIGINT"));
    await program.started();
    command.kill("SIGINT");
    const { exitCode, stdout, stderr } = await command;
    await program.ended();
    program.close();
    const words = "stopping; Ctrl-C again ends it at once";
    expect({ exitCode, stdout, stderr }).toEqual({ exitCode: 130, stdout: "it ended with 3", stderr: words });
  });

  test("is not the last: the third one kills a program that handles Ctrl-C itself and does not end", async () => {
    const program = await BlockingProgram.write(path.join(folder, "program"), { interruptions: 9 });
    writeProbe(`scratchFolder("probe"); await runProgram("${program.file}", [], { interruption: signal });`, true);
    const command = start(PROBE);
    command.stderr?.on("data", () => command.kill("SIGINT"));
    await program.started();
    command.kill("SIGINT");
    const { exitCode, stderr } = await command;
    await program.ended();
    program.close();
    expect(exitCode).toBe(130);
    expect(stderr).toContain("ending at once; Ctrl-C again kills what still runs");
    expect(readdirSync(temporary)).toEqual([]);
  });

  test("ends a command that stops by itself and takes its time", async () => {
    writeProbe('process.kill(process.pid, "SIGINT"); await work(new Promise(() => {}));', true);
    const command = start(PROBE, [], {});
    command.stderr?.on("data", () => command.kill("SIGINT"));
    expect(await command).toMatchObject({ exitCode: 130, stdout: "" });
  });

  test("is none when `npm run` has only passed on the first", async () => {
    writeProbe(
      `
        process.kill(process.pid, "SIGINT");
        await work(once(signal, "abort"));
        process.kill(process.pid, "SIGINT");
        await setImmediate();
        await setImmediate();
        print({}, "stopped in peace");
      `,
      true,
    );
    expect(await start(PROBE)).toMatchObject({ exitCode: 130, stdout: "stopped in peace" });
  });
});

test("a command that nothing will ever end is no success", async () => {
  writeProbe("await new Promise(() => {});");
  expect(await start(PROBE)).toMatchObject({ exitCode: 1 });
});

describe("an error of a command", () => {
  test("ends the programs that still run beside what failed", async () => {
    const program = await BlockingProgram.write(path.join(folder, "program"));
    writeProbe(`
      scratchFolder("probe");
      await Promise.all([runProgram("${program.file}", []), once(process.stdin, "data").then(() => { throw new Error("x"); })]);
    `);
    const command = start(PROBE);
    await program.started();
    command.stdin?.end("go");
    const { exitCode } = await command;
    await program.ended();
    program.close();
    expect(exitCode).toBe(1);
    expect(readdirSync(temporary)).toEqual([]);
  });
});

describe("Ctrl-C", () => {
  test.each([
    ["bindings", "tools/bindings/command.ts", []],
    ["validate", "tools/validate/command.ts", ["--environment", "account"]],
    ["preflight", "tools/preflight/command.ts", ["staging"]],
    ["rehearse", "tools/rehearse/command.ts", ["account"]],
    ["deploy", "tools/deploy/commands/deploy.ts", ["account", "--yes"]],
    ["bench", "tools/bench/command.ts", []],
    ["chart-keys", "tools/chart-keys/command.ts", []],
  ])("ends npm run %s with status 130, its programs with it, and leaves no folder", async (_, entry, args) => {
    // Every program that these commands start has this one in its place.
    const program = await BlockingProgram.write(path.join(folder, "bin/terraform"));
    for (const name of ["bin/sh", ".ci/helm"]) {
      const place = path.join(name.startsWith(".") ? copy.root : folder, name);
      mkdirSync(path.dirname(place), { recursive: true });
      rmSync(place, { force: true });
      writeFileSync(place, `#!/bin/sh\nexec ${program.file}\n`, { mode: 0o755 });
    }
    const env = {
      PATH: `${path.join(folder, "bin")}${path.delimiter}${process.env.PATH}`,
      TERRAFORM_BINARY_NAME: undefined,
    };
    const command = start(entry, args, env);
    await program.started();
    command.kill("SIGINT");
    const { exitCode, stdout, stderr } = await command;
    await program.ended();
    program.close();
    expect({ exitCode, stdout, stderr }).toEqual({ exitCode: 130, stdout: "", stderr: "" });
    expect(readdirSync(temporary)).toEqual([]);
  });

  test("is passed on by npm run rehearse -- exec to the program that it runs, where the terminal does not do that", async () => {
    const program = await BlockingProgram.write(path.join(folder, "program"));
    const command = start("tools/rehearse/command.ts", ["exec", program.file]);
    await program.started();
    command.kill("SIGTERM");
    expect(await command).toMatchObject({ exitCode: 130, stdout: "", stderr: "" });
    await program.ended();
    program.close();
    expect(readdirSync(temporary)).toEqual([]);
  });

  test("in the middle of a synth leaves the last output as it was, and nothing beside it", async () => {
    const args = ["--environment", "account", "--output", "kept"];
    await run(copy.root, "main.ts", args);
    const before = readdirSync(path.join(copy.root, "kept/stacks"));
    const interrupted = await copy.edited(
      "stacks/environment.ts",
      (text) => text.replace(/\n {2}return /, '\n  process.kill(process.pid, "SIGINT");\n  return '),
      () => run(copy.root, "main.ts", ["--environment", "staging", "--output", "kept"]),
    );
    expect(interrupted).toMatchObject({ exitCode: 130, stdout: "", stderr: "" });
    expect(readdirSync(path.join(copy.root, "kept/stacks"))).toEqual(before);
    expect(readdirSync(copy.root).filter((name) => name.startsWith(".kept"))).toEqual([]);
  });
});
