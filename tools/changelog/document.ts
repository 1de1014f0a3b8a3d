import type { Commit } from "./commits";
import { changeOf, KINDS, type Kind } from "./kinds";

const HEAD = `# Changelog

\`npm run changelog\` writes this file from the subjects of commits, in the form of
[Keep a Changelog](https://keepachangelog.com/en/1.1.0/). The platform has no versions: what is merged is deployed, so a
section is a month.
`;

/** The changelog of commits that come the newest first: a section a month, and in it a list for each kind of change. */
export function changelog(commits: readonly Commit[]): string {
  const months = [...new Set(commits.map(monthOf))].sort().reverse();
  return [
    HEAD,
    ...months.map((month) =>
      section(
        month,
        commits.filter((commit) => monthOf(commit) === month),
      ),
    ),
  ].join("\n");
}

function monthOf({ day }: Commit): string {
  return day.slice(0, "2026-11".length);
}

function section(month: string, commits: readonly Commit[]): string {
  const lists = KINDS.map((kind) => list(kind, commits)).filter((text) => text !== "");
  return [`## ${month}\n`, ...lists].join("\n");
}

function list(kind: Kind, commits: readonly Commit[]): string {
  const lines = commits
    .map(({ subject }) => changeOf(subject))
    .filter((change) => change.kind === kind)
    .map(({ text }) => `- ${escaped(text)}`);
  return lines.length === 0 ? "" : `### ${kind}\n\n${lines.join("\n")}\n`;
}

/** A subject may have characters that Markdown would take for its own. */
function escaped(text: string): string {
  return text.replace(/[\\*_<>[\]]/g, "\\$&");
}
