import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { Fn, TerraformOutput, TerraformVariable } from "cdktf";
import { bootScript, type HostSettings } from "../../../constructs/compute/boot-script";
import { PROJECT_ROOT } from "../../support/project-root";
import { synthesizeStack } from "../../support/synthesis";

const BOOT_PROGRAM = path.join(PROJECT_ROOT, "hosts/every/opt/ainav/lib/boot.py");
const PROGRAM = readFileSync(BOOT_PROGRAM, "utf8");

const SETTINGS: HostSettings = {
  kind: "app",
  environment: "staging",
  project: "ainav",
  region: "cn-hongkong",
  accountId: "1234567890123456",
  bundle: { bucket: "ainav-hosts", key: "hosts/app/0.tar", sha256: "0" },
  adminKeys: ["ssh-ed25519 AAAA ada"],
  logIdentity: "ainav-staging-app",
  services: {},
};

/** What the stack says of the user data, encoded as a launch template wants it. */
function userData(
  settings: Partial<HostSettings>,
  variables: Record<string, string> = {},
  programFile = BOOT_PROGRAM,
): string {
  const { json } = synthesizeStack((scope) => {
    for (const name of Object.keys(variables)) new TerraformVariable(scope, name, { default: variables[name] });
    const script = bootScript({ programFile, ...SETTINGS, ...settings });
    new TerraformOutput(scope, "user_data", { value: Fn.base64encode(script) });
  });
  return json.output.user_data.value;
}

describe("a host's user data", () => {
  test("is the program as it lies in the bundle, and the settings behind the mark that it looks for", () => {
    const text = userData({});
    // A text without `${` and `%{` is the same as a literal of Terraform as it is in JSON.
    expect(text).toContain(JSON.stringify(`${PROGRAM}# host: `));
    expect(text).toContain('jsonencode({"kind" = "app", "environment" = "staging"');
    expect(PROGRAM).toContain('SETTINGS_MARK = "# host: "');
    expect(PROGRAM).not.toMatch(/[$%]\{/);
  });

  test("leaves it to Terraform to write values into it that only Terraform knows", () => {
    const text = userData({ bundle: { bucket: "b", key: "${var.key}", sha256: "0" } }, { key: "hosts/app/1.tar" });
    expect(text).toContain('jsonencode({"kind" = "app"');
    expect(text).not.toContain("TfToken");
  });

  test("keeps Terraform from reading quotes, backslashes, line ends and templates in a value as its own", () => {
    expect(userData({ logIdentity: 'a"b\\c\nd${e}f%{g}' })).toContain(
      String.raw`"logIdentity" = "a\"b\\c\nd$${"${e}"}f%%{g}"`,
    );
  });

  test("leaves out what is not set", () => {
    expect(userData({ dataDisk: undefined })).not.toContain("dataDisk");
    expect(userData({ dataDisk: { diskId: "d-1", mountPoint: "/data" } })).toContain(
      '"dataDisk" = {"diskId" = "d-1", "mountPoint" = "/data"}',
    );
  });

  test("is refused when ECS would not take it, with its size and the remedy", () => {
    expect(() => userData({ services: { motd: "x".repeat(20_000) } })).toThrow(
      /^user data of app hosts: \d{5} bytes in base64, ECS takes 32768: move what is long from the settings into a file of the bundle$/,
    );
  });

  describe("begins with a program of the caller's", () => {
    let folder: string;
    beforeEach(() => {
      folder = mkdtempSync(path.join(tmpdir(), "boot-script-"));
    });
    afterEach(() => rmSync(folder, { recursive: true, force: true }));
    const write = (text: string) => {
      const file = path.join(folder, "start.py");
      writeFileSync(file, text);
      return file;
    };

    test("whatever it is", () => {
      expect(userData({}, {}, write("print(1)\n"))).toContain(JSON.stringify("print(1)\n# host: "));
    });

    test("unless its last line has no end, or the path is relative or leads nowhere", () => {
      const unended = write("print(1)");
      expect(() => userData({}, {}, unended)).toThrow(`programFile: ${unended} does not end with a line end`);
      expect(() => userData({}, {}, "start.py")).toThrow(
        "programFile: start.py is not absolute; resolve it against the project's folder",
      );
      const missing = path.join(folder, "missing.py");
      expect(() => userData({}, {}, missing)).toThrow(
        `programFile: there is no file ${missing}; write it, or correct the path`,
      );
    });
  });
});
