import { describe, expect, test } from "@jest/globals";
import { commandsOf, documentedCommands } from "../support/documents/documented-commands";
import { NOT_REHEARSED } from "../support/documents/not-rehearsed";
import { isRehearsable } from "../support/documents/rehearsable";

const shown = new Set(documentedCommands().map(({ command }) => command));
const listed = NOT_REHEARSED.flatMap(({ commands }) => commands);

describe("a command that a document shows", () => {
  test("is found in blocks and in the text, in their order, without comments", () => {
    const text = [
      "Run `npm run\nfirst`, not `npm`, in `stacks/`.",
      "```ts",
      "npm run never",
      "```",
      "1. A list:",
      "   ```sh",
      "   npm ci && npm test  # twice",
      "   aliyun one \\",
      "     --two",
      "   ```",
      "| `terraform last` | `.ci/run` |",
    ].join("\n");
    expect(commandsOf(text)).toEqual([
      "npm run first",
      "npm ci",
      "npm test",
      "aliyun one --two",
      "terraform last",
      ".ci/run",
    ]);
  });

  test("is run by a rehearsal, or is on the list of those that cannot be", () => {
    expect([...shown].filter((command) => !isRehearsable(command) && !listed.includes(command))).toEqual([]);
  });
});

describe("the list of commands that no rehearsal can run", () => {
  test("has only commands that a document shows, each once", () => {
    expect(listed.filter((command) => !shown.has(command))).toEqual([]);
    expect(listed.filter((command, index) => listed.indexOf(command) !== index)).toEqual([]);
  });

  test("says why", () => {
    for (const { reason, commands } of NOT_REHEARSED) {
      expect(reason).toMatch(/^It .+\.$/);
      expect(commands).not.toEqual([]);
    }
  });
});
