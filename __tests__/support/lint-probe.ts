import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import execa from "execa";
import { ProjectCopy } from "./project-copy";

/** A copy of the project in which files are tried on one rule of the linter, each at a place of its own. */
export class LintProbe {
  private readonly copy = new ProjectCopy();

  /** @param rule with its group, such as `style/noRestrictedImports` */
  constructor(private readonly rule: string) {}

  /**
   * What the linter says of the first of some files; the others are only there meanwhile.
   *
   * @param files texts by their paths in the project
   */
  async lint(files: Readonly<Record<string, string>>): Promise<string> {
    const before = Object.keys(files).map((file) => ({ file, text: this.read(file) }));
    for (const [file, text] of Object.entries(files)) this.write(file, text);
    try {
      const [first] = Object.keys(files);
      const args = ["node_modules/@biomejs/biome/bin/biome", "lint", "--vcs-enabled=false", `--only=${this.rule}`];
      const { all } = await execa(process.execPath, [...args, first ?? "."], {
        ...{ cwd: this.copy.root, reject: false, all: true },
      });
      return all ?? "";
    } finally {
      for (const { file, text } of before) this.write(file, text);
    }
  }

  /** Whether the linter finds that the rule is broken. */
  async refuses(files: Readonly<Record<string, string>>): Promise<boolean> {
    return (await this.lint(files)).includes(`lint/${this.rule}`);
  }

  remove(): void {
    this.copy.remove();
  }

  private read(file: string): string | undefined {
    const full = path.join(this.copy.root, file);
    return existsSync(full) ? readFileSync(full, "utf8") : undefined;
  }

  /** @param text nothing removes the file */
  private write(file: string, text: string | undefined): void {
    const full = path.join(this.copy.root, file);
    mkdirSync(path.dirname(full), { recursive: true });
    if (text === undefined) rmSync(full);
    else writeFileSync(full, text);
  }
}
