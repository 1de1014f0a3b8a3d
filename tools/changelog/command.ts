/** `npm run changelog`: writes CHANGELOG.md from the commits. */
import { writeFileSync } from "node:fs";
import { ExitStatus } from "../command/exit-status";
import { runCommand } from "../command/run-command";
import { readCommits } from "./commits";
import { changelog } from "./document";

const FILE = "CHANGELOG.md";

runCommand({
  name: "changelog",
  description: `Writes ${FILE} from the subjects of commits.`,
  statuses: { ok: "written" },
  action: async ({ print }) => {
    const commits = await readCommits(process.cwd());
    writeFileSync(FILE, changelog(commits));
    print({ file: FILE, changes: commits.length }, `${FILE}: ${commits.length} changes`);
    return ExitStatus.ok;
  },
});
