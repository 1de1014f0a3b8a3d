import { cpSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { RehearsedProject } from "../deploy/rehearsed-project";
import { PROJECT_ROOT } from "../project-root";
import { documentedCommands } from "./documented-commands";
import { NOT_REHEARSED } from "./not-rehearsed";
import { isRehearsable } from "./rehearsable";
import { DOCUMENT_SETTINGS, EXPECTED_STATUSES } from "./settings";

const listed = NOT_REHEARSED.flatMap(({ commands }) => commands);
const commands = documentedCommands().filter(({ command }) => isRehearsable(command) && !listed.includes(command));

/**
 * Commands that read the project alone, and leave nothing that a later one needs. One that another document of the suite
 * has shown already is not run again.
 */
const READS_PROJECT =
  /^(npm run (--silent )?(preflight|settings|synth -- (--hcl|--json))|npx cdktf (get|list|synth))\b(?!.*--environment)/;

/**
 * Declares a test of each document that the filter takes: its commands, one after the other, in a copy of the project and a
 * rehearsed cloud of their own. Suites of some documents each run at once.
 */
export function testDocuments(filter: (document: string) => boolean): void {
  const documents = [...new Set(commands.map(({ document }) => document))].filter(filter);
  const done = new Set<string>();
  let project: RehearsedProject;
  beforeAll(async () => {
    project = await RehearsedProject.start("hosts", "migrating");
    // What writes into the documents does so in the copy.
    cpSync(path.join(PROJECT_ROOT, "docs"), path.join(project.root, "docs"), { recursive: true });
  });
  afterAll(() => project.remove());

  async function expectStatus(command: string, phase: string | undefined): Promise<void> {
    const once = READS_PROJECT.test(command) ? `${phase} ${command}` : undefined;
    if (once !== undefined && done.has(once)) return;
    if (once !== undefined) done.add(once);
    const { exitCode, stdout, all } = await project.shell(answered(command), { SYNTH_PHASE: phase });
    const expected = EXPECTED_STATUSES[command] ?? 0;
    // Of a command that did what it should, the output does not matter.
    const output = exitCode === expected ? "" : all;
    expect({ command, exitCode, output }).toEqual({ command, exitCode: expected, output: "" });
    if (/ --silent .* --json\b/.test(command)) expect(() => JSON.parse(stdout)).not.toThrow();
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
}

/** The reader answers the questions of a deploy. */
function answered(command: string): string {
  if (/^terraform \S+ apply /.test(command)) return `${command} -auto-approve`;
  const asks = /^npm run (rehearse -- exec .*)?(deploy|destroy) -- /.test(command) && !command.includes("--yes");
  return asks ? `${command} --yes` : command;
}
