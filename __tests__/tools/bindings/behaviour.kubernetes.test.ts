import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import execa from "execa";
import { floorVersion } from "../../../tools/bindings/provider.cjs";
import { readBehaviour, type TypeBehaviour } from "../../../tools/rehearse/provider/behaviour";
import { ProjectCopy } from "../../support/project-copy";
import { PROJECT_ROOT } from "../../support/project-root";

// This suite is the one that has Go.

const FILE = "schemas/alicloud-behaviour.json";
const TYPE = "alicloud_vpc";

let copy: ProjectCopy;
let folder: string;
beforeAll(() => {
  copy = new ProjectCopy();
  folder = mkdtempSync(path.join(tmpdir(), "provider-"));
});
afterAll(() => {
  copy.remove();
  rmSync(folder, { recursive: true });
});

const written = () => readFileSync(path.join(copy.root, FILE), "utf8");
const committed = () => readFileSync(path.join(PROJECT_ROOT, FILE), "utf8");
beforeEach(() => writeFileSync(path.join(copy.root, FILE), committed()));

/** Writes the source code of a provider. */
const writeSource = (code: string) => writeFileSync(path.join(folder, "resource.go"), `package alicloud\n\n${code}\n`);

/** Runs the script with a module proxy that has nothing. */
function refresh(...args: string[]) {
  const env = { GOPROXY: `file://${folder}/no-proxy` };
  return execa(path.join(copy.root, "tools/bindings/behaviour/refresh"), args, { cwd: folder, env, reject: false });
}

test("the program that reads the provider's code passes its own tests", async () => {
  const cwd = path.join(PROJECT_ROOT, "tools/bindings/behaviour");
  const { exitCode, stdout, stderr } = await execa("go", ["test", "./..."], { cwd, reject: false });
  expect([exitCode, stdout + stderr]).toEqual([0, expect.not.stringContaining("FAIL")]);
});

describe("refresh --source", () => {
  test("renews what Read functions set and Create functions try again, by the source code, and nothing else", async () => {
    const old = readBehaviour(PROJECT_ROOT)[TYPE] as TypeBehaviour & Record<string, unknown>;
    const attributes = [...(old.readBack ?? []), ...(old.writeOnly as string[])].sort();
    const [read, ...others] = attributes;
    writeSource(`
func ${old.readFunc}(d *schema.ResourceData) error { return d.Set("${read}", 1) }

func ${old.createFunc}(d *schema.ResourceData) error {
	if IsExpectedErrors(err, []string{"Busy"}) { return resource.RetryableError(err) }
	return nil
}`);
    expect(await refresh("--source", folder)).toMatchObject({ exitCode: 0 });
    const renewed = readBehaviour(copy.root);
    expect(renewed[TYPE]).toEqual({ ...old, readBack: [read], writeOnly: others, retriedOnCreate: ["Busy"] });
    expect(Object.keys(renewed)).toEqual(Object.keys(readBehaviour(PROJECT_ROOT)));
  });

  test("has the form of the file that is there", async () => {
    writeSource("func unrelated() {}");
    await refresh("--source", folder);
    // Of a type for which nothing is tried again, nothing is said.
    const lessWhatIsRead = (text: string) =>
      text
        .replaceAll(/"(readBack|writeOnly)": \[[^\]]*\]/g, '"$1": []')
        .replaceAll(/,\n {2}"retriedOnCreate": \[[^\]]*\]/g, "");
    expect(lessWhatIsRead(written())).toBe(lessWhatIsRead(committed()));
  });

  test("refuses a folder without Go, and changes nothing", async () => {
    const { exitCode, stderr } = await refresh("--source", path.join(copy.root, "schemas"));
    expect(exitCode).toBe(1);
    expect(stderr).toContain("has no Go functions; name the folder of the provider's package");
    expect(written()).toBe(committed());
  });
});

describe("refresh", () => {
  test.each([
    [[], floorVersion(PROJECT_ROOT)],
    [["9.8.7"], "9.8.7"],
  ])("%j asks the module proxy for one version, and changes nothing when there is none", async (args, version) => {
    const { exitCode, stderr } = await refresh(...args);
    expect(exitCode).toBe(1);
    expect(stderr).toContain(`terraform-provider-alicloud v${version} is not to be had from the Go module proxy`);
    expect(written()).toBe(committed());
  });

  test.each([["1.289"], ["latest"], ["--verbose"]])(
    "refuses %s, which is neither a version nor an option",
    async (argument) => {
      const { exitCode, stderr } = await refresh(argument);
      expect([exitCode, stderr]).toEqual([1, expect.stringContaining(`refresh: ${argument}: is not a`)]);
    },
  );
});
