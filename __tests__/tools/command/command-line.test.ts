import { beforeEach, describe, expect, test } from "@jest/globals";
import { InvalidEnvironment } from "../../../environments/rules/problem";
import { AlreadyReported } from "../../../tools/command/already-reported";
import type { CommandContext, CommandDefinition, CommandGroup } from "../../../tools/command/command";
import { runCommandLine } from "../../../tools/command/command-line";
import { ExitStatus } from "../../../tools/command/exit-status";
import { UserError } from "../../../tools/command/user-error";

let stdout: string;
let stderr: string;
let isTTY: boolean;
let interruption: AbortController;
/** What the command said of itself when it began. */
let stopsItself: boolean | undefined;
beforeEach(() => {
  stdout = "";
  stderr = "";
  isTTY = false;
  interruption = new AbortController();
  stopsItself = undefined;
});

function run(program: CommandDefinition<never> | CommandGroup, ...args: string[]): Promise<number> {
  return runCommandLine(program as CommandDefinition, args, {
    stdout: { write: (text) => (stdout += text) },
    stderr: { write: (text) => (stderr += text), isTTY },
    handleInterruption: (stops) => {
      stopsItself = stops;
      return interruption.signal;
    },
  });
}

interface GreetOptions {
  readonly loud: boolean;
}

function greet(action: (context: CommandContext<GreetOptions>) => ExitStatus, changes: object = {}) {
  const definition: CommandDefinition<GreetOptions> = {
    name: "greet",
    description: "Greets somebody.",
    parameters: (command) => command.argument("[names...]").option("--loud", "in capitals", false),
    statuses: { ok: "greeted", failed: "nobody is there" },
    action,
    ...changes,
  };
  return definition;
}

const throwing = (error: unknown) =>
  greet(() => {
    throw error;
  });

describe("a command", () => {
  test.each(Object.entries(ExitStatus))("ends with the status %s, which is %i", async (_, status) => {
    expect(await run(greet(() => status))).toBe(status);
  });

  test("gets its arguments and options", async () => {
    const seen: unknown[] = [];
    const command = greet(({ args, options }) => {
      seen.push(args, options.loud);
      return ExitStatus.ok;
    });
    await run(command, "you", "--loud", "me");
    expect(seen).toEqual([["you", "me"], true]);
    expect(stopsItself).toBe(false);
  });

  test("prints its result as text, or as one JSON object and nothing else", async () => {
    const command = greet(({ print, progress }) => {
      progress.begin("looking");
      progress.end("looked");
      print({ greeting: "hello" }, "hello");
      return ExitStatus.ok;
    });
    await run(command);
    expect([stdout, stderr]).toEqual(["hello\n", "looked\n"]);
    [stdout, stderr] = ["", ""];
    await run(command, "--json");
    expect([JSON.parse(stdout), stderr]).toEqual([{ greeting: "hello" }, ""]);
  });

  test("passes on another program's lines on stdout, and on stderr where stdout is for JSON", async () => {
    const command = greet(({ relay }) => {
      relay("No changes.");
      return ExitStatus.ok;
    });
    await run(command);
    expect([stdout, stderr]).toEqual(["No changes.\n", ""]);
    [stdout, stderr] = ["", ""];
    await run(command, "--json");
    expect([stdout, stderr]).toEqual(["", "No changes.\n"]);
  });

  test("prints no empty text", async () => {
    await run(
      greet(({ print }) => {
        print({}, "");
        return ExitStatus.ok;
      }),
    );
    expect(stdout).toBe("");
  });

  test.each([[[]], [["--json"]]])("warns on stderr with the options %j", async (options) => {
    const command = greet(({ warn }) => {
      warn("it is late");
      return ExitStatus.ok;
    });
    expect(await run(command, ...options)).toBe(ExitStatus.ok);
    expect([stdout, stderr]).toEqual(["", "warning: it is late\n"]);
  });

  test("overwrites on a terminal the line of a step that runs, with the result or an error, too", async () => {
    isTTY = true;
    const command = greet(({ progress, print }) => {
      progress.begin("looking");
      print({}, "found");
      throw new UserError("lost");
    });
    await run(command);
    const clear = "\r\u001b[2K";
    expect(stderr).toBe(`${clear}… looking${clear}${clear}lost\n`);
    expect(stdout).toBe("found\n");
  });

  test("has the status of an interruption whatever its action gives back", async () => {
    const command = greet(() => {
      interruption.abort();
      return ExitStatus.ok;
    });
    expect(await run({ ...command, stopsItself: true })).toBe(ExitStatus.interrupted);
    expect(stopsItself).toBe(true);
  });
});

describe("an error", () => {
  test.each([
    ["a mistake of the user's", new UserError("--loud: not here. Whisper.")],
    ["one of a class of its own", new (class Missing extends UserError {})("--loud: not here. Whisper.")],
    [
      "a problem in an environment",
      new InvalidEnvironment([{ source: "a.ts", path: "b", value: 1, message: "is wrong", remedy: "Write 2." }]),
    ],
  ])("is its message, without a stack trace, and status 1: %s", async (_, error) => {
    expect(await run(throwing(error))).toBe(1);
    expect([stdout, stderr]).toEqual(["", `${error.message}\n`]);
  });

  test.each([new TypeError("x is not a function"), new Error("x")])(
    "comes with its stack trace, and status 1, when it is a fault of the program: %s",
    async (error) => {
      expect(await run(throwing(error))).toBe(1);
      expect(stdout).toBe("");
      expect(stderr).toContain(`${error.message}\n    at `);
    },
  );

  test("is no second message when another program has said what is wrong", async () => {
    expect(await run(throwing(new AlreadyReported("The synth failed; stderr says why.")))).toBe(1);
    expect([stdout, stderr]).toEqual(["", ""]);
  });

  test.each([
    [new UserError("no such name"), "no such name\n"],
    [new AlreadyReported("The synth failed."), ""],
    [new TypeError("x is not a function"), "TypeError: x is not a function\n"],
  ])("is one JSON object with --json, beside the plain message on stderr: %s", async (error, plain) => {
    expect(await run(throwing(error), "--json")).toBe(1);
    expect(JSON.parse(stdout)).toEqual({ command: "greet", error: error.message });
    expect(stderr.startsWith(plain)).toBe(true);
  });

  test("is one in the command line as well: with a remedy, and as JSON where that is asked for", async () => {
    const command = greet(() => ExitStatus.ok);
    expect(await run(command, "--luod", "--json")).toBe(1);
    const message =
      "error: unknown option '--luod'\n(Did you mean --loud?)\nnpm run greet -- --help says what it takes.";
    expect(stderr).toBe(`${message}\n`);
    expect(JSON.parse(stdout)).toEqual({ command: "greet", error: message });
  });
});

describe("the help of a command", () => {
  test("lists the statuses that it ends with, and no other", async () => {
    expect(
      await run(
        greet(() => ExitStatus.failed),
        "--help",
      ),
    ).toBe(0);
    expect(stdout).toContain("Usage: npm run greet -- [options] [names...]");
    expect(stdout).toContain(
      [
        "Exit status: 0    greeted",
        "             1    nobody is there; or it could not be done, and the message says why",
        "             130  interrupted",
      ].join("\n"),
    );
  });

  test.each([
    [{ unchecked: "some were not there" }, "2    some were not there"],
    [{ differs: "some changed" }, "2    some changed"],
  ])("lists %j as well where a command ends with it", async (second, line) => {
    await run({ ...greet(() => ExitStatus.ok), statuses: { ok: "greeted", ...second } }, "--help");
    expect(stdout).toContain(line);
  });

  test("ends with its notes, and has no --json where there is none", async () => {
    await run(
      greet(() => ExitStatus.ok, { notes: "Be kind.", json: false }),
      "--help",
    );
    expect(stdout.trimEnd().split("\n").at(-1)).toBe("Be kind.");
    expect(stdout).not.toContain("--json");
  });
});

describe("a group of commands", () => {
  const greeting = greet(({ print }) => {
    print({}, "my word is hello");
    return ExitStatus.ok;
  });
  const failing = { ...throwing(new UserError("my word is gone")), name: "fail" };
  const group: CommandGroup = {
    name: "polite",
    description: "Is polite.",
    commands: [greeting, failing] as CommandDefinition[],
    redact: (text) => text.replaceAll("word", "(secret)"),
  };

  test("runs the command that is named, and the default one when none is", async () => {
    expect(await run(group, "greet")).toBe(0);
    expect(await run({ ...group, defaultCommand: greeting as CommandDefinition }, "you")).toBe(0);
    expect(stdout).toBe("my (secret) is hello\nmy (secret) is hello\n");
  });

  test("shows its help, with status 1, when a command has to be named", async () => {
    expect(await run(group)).toBe(1);
    expect([stdout, stderr]).toEqual(["", expect.stringContaining("Usage: npm run polite -- [options] [command]")]);
  });

  test("names in an error the command that failed, and redacts whatever is printed", async () => {
    expect(await run(group, "fail", "--json")).toBe(1);
    expect(JSON.parse(stdout)).toEqual({ command: "fail", error: "my (secret) is gone" });
    expect(stderr).toBe("my (secret) is gone\n");
  });

  test.each([
    [["leave"], "polite", "error: unknown command 'leave'\nnpm run polite -- --help says what it takes."],
    [["fail", "--x"], "fail", "error: unknown option '--x'\nnpm run polite -- fail --help says what it takes."],
  ])("refuses %j, and says where to read what there is", async (args, command, message) => {
    expect(await run(group, ...args, "--json")).toBe(1);
    expect(JSON.parse(stdout)).toEqual({ command, error: message });
  });
});
