import { cpSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, expect, jest, test } from "@jest/globals";
import { RehearsedProject } from "./support/deploy/rehearsed-project";
import { documentedCommands } from "./support/documents/documented-commands";
import { NOT_REHEARSED } from "./support/documents/not-rehearsed";
import { isRehearsable } from "./support/documents/rehearsable";
import { DOCUMENT_SETTINGS, EXPECTED_STATUSES } from "./support/documents/settings";
import { PROJECT_ROOT } from "./support/project-root";

// A document deploys several environments, and each command is a whole run.
jest.setTimeout(1_800_000);

const listed = NOT_REHEARSED.flatMap(({ commands }) => commands);
const commands = documentedCommands().filter(({ command }) => isRehearsable(command) && !listed.includes(command));
const documents = [...new Set(commands.map(({ document }) => document))];

let project: RehearsedProject;
beforeAll(async () => {
  project = await RehearsedProject.start("hosts", "migrating");
  // What writes into the documents does so in the copy.
  cpSync(path.join(PROJECT_ROOT, "docs"), path.join(project.root, "docs"), { recursive: true });
});
afterAll(() => project.remove());

/** The reader answers the questions of a deploy. */
function answered(command: string): string {
  if (/^terraform \S+ apply /.test(command)) return `${command} -auto-approve`;
  const asks = /^npm run (rehearse -- exec .*)?(deploy|destroy) -- /.test(command) && !command.includes("--yes");
  return asks ? `${command} --yes` : command;
}

async function expectStatus(command: string, phase: string | undefined): Promise<void> {
  const { exitCode, all } = await project.shell(answered(command), { SYNTH_PHASE: phase });
  const expected = EXPECTED_STATUSES[command] ?? 0;
  // Of a command that did what it should, the output does not matter.
  const output = exitCode === expected ? "" : all;
  expect({ command, exitCode, output }).toEqual({ command, exitCode: expected, output: "" });
}

test.each(documents)(
  "every command of %s works as it is written, in order, in one rehearsed cloud",
  async (document) => {
    project.startOver();
    const { deployed, phase, before = {} } = DOCUMENT_SETTINGS[document] ?? {};
    if (deployed !== undefined) await expectStatus(`npm run deploy -- ${deployed}`, phase);
    for (const { command } of commands.filter((each) => each.document === document)) {
      const byHand = before[command];
      if (byHand !== undefined) await expectStatus(byHand, phase);
      await expectStatus(command, phase);
    }
  },
);
