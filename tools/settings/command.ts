/** `npm run settings`: writes docs/settings.md, the page of every knob, from the schema. */
import { writeFileSync } from "node:fs";
import { ExitStatus } from "../command/exit-status";
import { runCommand } from "../command/run-command";
import { settingsPage } from "./page";

const FILE = "docs/settings.md";

runCommand({
  name: "settings",
  description: `Writes ${FILE}, the page of every knob of environments/, from the schema.`,
  statuses: { ok: "written" },
  action: ({ print }) => {
    writeFileSync(FILE, settingsPage());
    print({ file: FILE }, FILE);
    return ExitStatus.ok;
  },
});
