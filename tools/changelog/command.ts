/** `npm run changelog`: writes CHANGELOG.md from the commits. */
import { writeFileSync } from "node:fs";
import { Command } from "commander";
import { readCommits, ShallowHistory } from "./commits";
import { changelog } from "./document";

const FILE = "CHANGELOG.md";

new Command("changelog")
  .usage("[options]   (npm run changelog)")
  .description(`Writes ${FILE} from the subjects of commits.`)
  .addHelpText("after", "\nExit status: 0 written, 1 the history is not all there.")
  .action(async () => {
    const commits = await readCommits(process.cwd());
    writeFileSync(FILE, changelog(commits));
    console.log(`${FILE}: ${commits.length} changes`);
  })
  .parseAsync()
  .catch((error: Error) => {
    if (!(error instanceof ShallowHistory)) throw error;
    console.error(error.message);
    process.exitCode = 1;
  });
