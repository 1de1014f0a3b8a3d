import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { PROJECT_ROOT } from "../project-root";

/** A command that a document shows. */
export interface DocumentedCommand {
  /** The document's path below the project's folder. */
  readonly document: string;
  readonly command: string;
}

/** Programs that commands begin with, behind variables; and the project's own, by their paths. */
const PROGRAMS =
  /^(?:[A-Z_]+=\S+ )*(?:(?:ack-ram-tool|aliyun|apt-get|ausearch|cd|curl|docker|export|git|go|helm|kubectl|ls|mysql|npm|npx|openssl|psql|python3?|rm|scriptreplay|ssh|sudo|terraform|tofu) |\.ci\/\S|tools\/\S+\/(?:refresh|run)$)/;

const FENCE = /^ *```(\w*)\n([\s\S]*?)^ *```/gm;

/** The documents that tell people what to do. The changelog tells what was done. */
const DOCUMENTS = [
  "README.md",
  "ARCHITECTURE.md",
  "CONTRIBUTING.md",
  ...readdirSync(path.join(PROJECT_ROOT, "docs"), { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".md"))
    .map((file) => path.join("docs", file))
    .sort(),
];

/**
 * Every command that a document shows, in the document's order: the lines of blocks of `sh`, and code within a line or a
 * table that begins with a program. One that a document shows twice is there once.
 */
export function documentedCommands(): DocumentedCommand[] {
  return DOCUMENTS.flatMap((document) => {
    const text = readFileSync(path.join(PROJECT_ROOT, document), "utf8");
    return [...new Set(commandsOf(text))].map((command) => ({ document, command }));
  });
}

/** The commands of a text in Markdown. */
export function commandsOf(text: string): string[] {
  const parts: string[] = [];
  let end = 0;
  for (const fence of text.matchAll(FENCE)) {
    parts.push(...inline(text.slice(end, fence.index)));
    if (fence[1] === "sh") parts.push(...lines(fence[2] ?? ""));
    end = fence.index + fence[0].length;
  }
  return [...parts, ...inline(text.slice(end))];
}

function inline(prose: string): string[] {
  const spans = [...prose.matchAll(/`([^`]+)`/g)].map(([, code]) => (code as string).replaceAll(/\s+/g, " "));
  return spans.filter((code) => PROGRAMS.test(code));
}

/** A command a line: continued lines are one, comments go, and `&&` is between two. */
function lines(block: string): string[] {
  const joined = block.replaceAll(/\\\n\s*/g, "");
  return joined
    .split("\n")
    .flatMap((line) => line.replace(/ +# .*$/, "").split(" && "))
    .map((line) => line.trim())
    .filter((line) => line !== "");
}
