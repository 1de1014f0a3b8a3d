import { describe, expect, test } from "@jest/globals";
import { HostGroup } from "../../../constructs/compute/host-group";
import { InstanceRefresh } from "../../../constructs/compute/instance-refresh";
import { addHostTemplate } from "../../support/host-template";
import { type Block, bareStack, type SynthesizedStack, synthesize } from "../../support/synthesis";
import { twoVSwitches } from "../../support/two-v-switches";

/** A stack that refreshes a group of another stack. */
function refreshingStack(): SynthesizedStack {
  const { stacks } = synthesize((app) => {
    const hosts = bareStack(app, "hosts");
    const group = new HostGroup(hosts, "worker", {
      name: "test-worker",
      template: addHostTemplate(hosts),
      vSwitches: twoVSwitches(hosts),
      minimum: 1,
      maximum: 1,
    });
    const limits = { minHealthyPercent: 0, maxHealthyPercent: 100 };
    new InstanceRefresh(bareStack(app, "rollout"), "worker", { group, limits });
  });
  return stacks.rollout as SynthesizedStack;
}

const VERSION = /data\.terraform_remote_state\.[\w-]+\.outputs\.[\w-]+latest_version_number/;

describe("an instance refresh", () => {
  const stack = refreshingStack();
  const refresh = stack.resource("alicloud_ess_instance_refresh");
  const [[triggerId, trigger]] = Object.entries(stack.resources("terraform_data")) as [[string, Block]];

  test("begins with the second version of the template, which a plan reads from the stack of the hosts", () => {
    expect(refresh.count).toMatch(new RegExp(`^\\$\\{\\(${VERSION.source} > 1\\) \\? 1 : 0\\}$`));
  });

  test("is started anew by another version, and by no change of an argument", () => {
    expect(trigger.input).toEqual({
      launch_template_id: expect.stringMatching(/outputs\.[\w-]+launch_template[\w-]+id\}$/),
      version: expect.stringMatching(new RegExp(`^\\$\\{${VERSION.source}\\}$`)),
    });
    expect(refresh.lifecycle).toMatchObject({
      ignore_changes: "all",
      replace_triggered_by: [`terraform_data.${triggerId}`],
    });
  });

  test("leaves the group's own version alone, and refreshes also a group whose hosts are all of the newest version", () => {
    expect(Object.keys(refresh).filter((name) => name.startsWith("desired_configuration"))).toEqual([]);
    expect(refresh.skip_matching).toBe(false);
  });

  test("that ends without new hosts fails a plan with the group's name and the command that starts it again", () => {
    const [{ condition, error_message }] = refresh.lifecycle.postcondition;
    for (const end of ["Failed", "Cancelled", "RollbackFailed", "RollbackSuccessful"]) expect(condition).toContain(end);
    expect(condition).not.toMatch(/InProgress|"Successful"/);
    expect(error_message).toContain("test-worker");
    expect(error_message).toContain("taint 'alicloud_ess_instance_refresh.worker[0]'");
  });
});
