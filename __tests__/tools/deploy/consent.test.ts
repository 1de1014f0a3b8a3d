import { PassThrough } from "node:stream";
import { describe, expect, test } from "@jest/globals";
import { Board } from "../../../tools/deploy/run/board";
import { Consent } from "../../../tools/deploy/run/consent";
import { askOnTerminal } from "../../../tools/deploy/run/terminal-question";

/** A user who gives these answers, and what they were asked. */
function user(...answers: string[]) {
  const asked: string[] = [];
  const ask = async (question: string) => {
    asked.push(question);
    return answers.shift() ?? "";
  };
  return { ask, asked };
}

describe("the user's consent", () => {
  test("is asked for each plan, which is shown", async () => {
    const { ask, asked } = user("yes", " YES ");
    const consent = new Consent(ask, false);
    expect([await consent.to("network", "1 to create"), await consent.to("data", "2 to create")]).toEqual([true, true]);
    expect(asked).toEqual([
      expect.stringContaining("network: 1 to create"),
      expect.stringContaining("data: 2 to create"),
    ]);
  });

  test("to all is asked once", async () => {
    const { ask, asked } = user("all");
    const consent = new Consent(ask, false);
    expect([await consent.to("network", ""), await consent.to("data", "")]).toEqual([true, true]);
    expect(asked).toHaveLength(1);
  });

  test.each(["no", "", "y"])("is refused by %j, for whatever comes after it, too", async (answer) => {
    const { ask, asked } = user(answer, "yes");
    const consent = new Consent(ask, false);
    expect(await Promise.all([consent.to("network", ""), consent.to("data", "")])).toEqual([false, false]);
    expect(asked).toHaveLength(1);
    expect(consent.isRefused).toBe(true);
  });

  test("that was given beforehand is not asked for", async () => {
    const { ask, asked } = user();
    expect(await new Consent(ask, true).to("network", "")).toBe(true);
    expect(asked).toEqual([]);
  });
});

describe("a question on a terminal", () => {
  const ask = (input: PassThrough, signal = new AbortController().signal) => {
    let shown = "";
    const answer = askOnTerminal("Apply? ", input, { write: (text) => (shown += text) }, signal);
    return { answer, shown: () => shown };
  };

  test("is shown, and answered by a line", async () => {
    const input = new PassThrough();
    const { answer, shown } = ask(input);
    expect(shown()).toBe("Apply? ");
    input.write("yes\nmore\n");
    expect(await answer).toBe("yes");
  });

  test("is answered by nothing when the input ends, and when it is ended by Ctrl-C", async () => {
    const input = new PassThrough();
    input.end();
    expect(await ask(input).answer).toBe("");
    const controller = new AbortController();
    const { answer } = ask(new PassThrough(), controller.signal);
    controller.abort();
    expect(await answer).toBe("");
  });
});

describe("the board", () => {
  let written: string[];
  const board = (hasPrefix: boolean) => {
    written = [];
    const progress = {
      begin: (step: string) => written.push(`… ${step}`),
      end: (line: string) => written.push(line),
    };
    return new Board({ progress, relay: (text) => written.push(text) }, 3, hasPrefix);
  };

  test("shows what runs, and how many stacks wait and are done", () => {
    const shown = board(true);
    shown.begin("network", "planning");
    shown.line("network", "No changes.");
    shown.line("network", "");
    shown.end("network", "unchanged network");
    shown.begin("data", "planning");
    const running = "… planning network; 0 of 3 done, 2 waiting";
    expect(written).toEqual([
      running,
      "network | No changes.",
      running,
      "network |",
      running,
      "unchanged network",
      "… planning data; 1 of 3 done, 1 waiting",
    ]);
  });

  test("leaves lines as they are where one stack runs at a time", () => {
    board(false).line("network", "  No changes.  ");
    expect(written).toEqual(["  No changes.  "]);
  });

  test("holds everything back while a question is open", async () => {
    const shown = board(false);
    await shown.quietly(async () => {
      shown.begin("data", "planning");
      shown.line("data", "No changes.");
      shown.end("data", "unchanged data");
      expect(written).toEqual([]);
    });
    expect(written).toEqual(["No changes.", "unchanged data"]);
  });
});
