/** What cdktf 0.21 does differently from what one would think, where this project relies on it. */
import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { Vpc } from "@cdktf/provider-alicloud/lib/vpc";
import { Vswitch } from "@cdktf/provider-alicloud/lib/vswitch";
import { afterAll, describe, expect, test } from "@jest/globals";
import { Annotations, App, Aspects, type IAspect, TerraformStack, Testing } from "cdktf";
import { bareStack, synthesize, synthesizeStack } from "./support/synthesis";

const scratch = mkdtempSync(path.join(tmpdir(), "trap-"));
afterAll(() => rmSync(scratch, { recursive: true }));

class CountVisits implements IAspect {
  visits = 0;
  visit(): void {
    this.visits += 1;
  }
}

describe("cdktf", () => {
  test("never runs aspects of the app, only those of stacks: base.ts attaches tags to each stack", () => {
    const [onApp, onStack] = [new CountVisits(), new CountVisits()];
    synthesize((app) => {
      const stack = new TerraformStack(app, "stack");
      Aspects.of(app).add(onApp);
      Aspects.of(stack).add(onStack);
    });
    expect([onApp.visits, onStack.visits]).toEqual([0, expect.any(Number)]);
    expect(onStack.visits).toBeGreaterThan(0);
  });

  test("skips validations in Testing.synth and ignores error annotations: tests synthesize as main.ts does", () => {
    const stack = new TerraformStack(Testing.app(), "stack");
    stack.node.addValidation({ validate: () => ["wrong"] });
    Annotations.of(stack).addError("bad");
    expect(() => Testing.synth(stack)).not.toThrow();
    const build = (add: (stack: TerraformStack) => void) => () =>
      synthesize((app) => add(new TerraformStack(app, "s")));
    expect(build((s) => s.node.addValidation({ validate: () => ["wrong"] }))).toThrow("[s] wrong");
    expect(build((s) => Annotations.of(s).addError("bad"))).toThrow("[s] bad");
  });

  test("writes stacks before validations of the app run: publish() keeps such files from the output", () => {
    const outdir = path.join(scratch, "validations");
    const app = new App({ outdir });
    new TerraformStack(app, "stack");
    app.node.addValidation({ validate: () => ["wrong"] });
    expect(() => app.synth()).toThrow("wrong");
    expect(existsSync(path.join(outdir, "stacks/stack/cdk.tf.json"))).toBe(true);
  });

  test("turns references between stacks into remote state, with a dependency between the two", () => {
    const { stacks, manifest } = synthesize((app) => {
      const vpc = new Vpc(bareStack(app, "first"), "vpc", {});
      new Vswitch(bareStack(app, "second"), "vswitch", { vpcId: vpc.id });
    });
    expect(stacks.second?.json.data.terraform_remote_state).toBeDefined();
    expect(manifest.stacks.second.dependencies).toEqual(["first"]);
  });

  test("asks for exactly the version that bindings were made from: base.ts overrides that", () => {
    const stack = synthesizeStack((scope) => new Vpc(scope, "vpc", {}));
    expect(stack.json.terraform.required_providers.alicloud.version).toBe("1.289.0");
  });

  test("runs `terraform version` to validate a terraform_data resource: no stack here has one", () => {
    const script = `
      const { App, DataResource, TerraformStack } = require("cdktf");
      const stack = new TerraformStack(new App({ outdir: process.argv[1] }), "stack");
      console.log(new DataResource(stack, "data", {}).node.validate().join());`;
    const args = ["-e", script, path.join(scratch, "data")];
    const said = execFileSync(process.execPath, args, { env: { PATH: "/nonexistent" }, stdio: "pipe" }).toString();
    expect(said).toContain("Could not determine version of terraform");
  });

  test("names a resource after its construct when it is that construct's default child", () => {
    const stack = synthesizeStack((scope) => new Vpc(scope, "vpc", {}));
    expect(Object.keys(stack.resources("alicloud_vpc"))).toEqual(["vpc"]);
  });
});
