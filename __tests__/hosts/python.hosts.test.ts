import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, test } from "@jest/globals";
import execa from "execa";
import { HOSTS, PYTHON } from "../support/hosts/host-machine";

const files = readdirSync(HOSTS, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && !(entry.parentPath ?? entry.path).includes("__pycache__"))
  .map((entry) => path.join(entry.parentPath ?? entry.path, entry.name));
const firstLine = (file: string) => readFileSync(file, "utf8").split("\n")[0] ?? "";
const python = files.filter((file) => file.endsWith(".py") || firstLine(file).includes("python3"));
const bash = files.filter((file) => firstLine(file).includes("bash"));
const relative = (list: string[]) => list.map((file) => path.relative(HOSTS, file));

/** Parses with the grammar of Python 3.6, and compiles. Writes no bytecode beside the file, as py_compile would. */
const CHECK = `
import ast, sys, tokenize
for name in sys.argv[1:]:
    with tokenize.open(name) as file:
        source = file.read()
    try:
        ast.parse(source, name, feature_version=(3, 6)) if sys.version_info >= (3, 8) else None
        compile(source, name, "exec")
    except SyntaxError as error:
        print(name, error)
`;

const check = async (...names: string[]) => (await execa(PYTHON, ["-W", "error", "-c", CHECK, ...names])).stdout;

test("every Python file works with Python 3.6, which hosts have", async () => {
  expect(relative(python)).toEqual(
    expect.arrayContaining(["every/opt/ainav/lib/boot.py", "every/opt/ainav/bin/provision"]),
  );
  expect(await check(...python)).toBe("");
});

test("a newer Python's syntax would be found", async () => {
  const scratch = mkdtempSync(path.join(tmpdir(), "python-"));
  const file = path.join(scratch, "newer");
  writeFileSync(file, "if (n := 1):\n    pass\n");
  expect(await check(file)).toContain(file);
  rmSync(scratch, { recursive: true });
});

test("Bash can read every Bash file", async () => {
  expect(relative(bash)).toContain("every/opt/ainav/bin/record-session");
  for (const file of bash) await execa("bash", ["-n", file]);
});

test("programs and steps are executable, and other files are not", () => {
  const executable = files.filter((file) => (statSync(file).mode & 0o100) !== 0);
  const programs = files.filter((file) => /\/(bin|provision\.d)\//.test(file));
  expect(relative(executable)).toEqual(relative(programs));
  for (const file of programs) expect(firstLine(file)).toMatch(/^#!\/usr\/bin\/env (python3|bash)$/);
});
