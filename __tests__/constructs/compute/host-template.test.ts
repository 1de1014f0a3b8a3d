import { describe, expect, test } from "@jest/globals";
import type { HostTemplateProps } from "../../../constructs/compute/host-template";
import { addHostTemplate } from "../../support/host-template";
import { type Block, synthesizeStack } from "../../support/synthesis";

/** The launch template of a host template. */
function template(changes: Partial<HostTemplateProps> = {}): Block {
  return synthesizeStack((scope) => addHostTemplate(scope, changes)).resource("alicloud_ecs_launch_template");
}

describe("a host template", () => {
  test.each([
    ["name", { name: "other" }],
    ["instance types", { instanceTypes: ["ecs.c7.large"] }],
    ["types to fall back on, which are the scaling group's", { instanceTypes: ["ecs.g7.large", "ecs.c7.large"] }],
    ["system disk", { systemDiskGiB: 41 }],
  ] as const)("has another system disk when its %s changes: the provider sends the disk only then", (_, changes) => {
    expect(template(changes).system_disk.description).not.toBe(template().system_disk.description);
  });

  test("mentions in its system disk whatever else it consists of, with the tags of the stack, and no user data twice", () => {
    const { system_disk, lifecycle: _, "//": __, ...others } = template();
    const { description } = system_disk;
    for (const value of Object.values(others).flatMap((each) =>
      typeof each === "object" ? Object.values(each) : each,
    )) {
      const text = String(value).replace(/^\$\{|\}$/g, "");
      expect([text, description.includes(text)]).toEqual([text, true]);
    }
    expect(others.user_data).toMatch(/^\$\{local\./);
  });
});
