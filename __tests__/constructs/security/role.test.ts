import { describe, expect, test } from "@jest/globals";
import { Role } from "../../../constructs/security/role";
import { Bucket } from "../../../constructs/storage/bucket";
import { synthesizeStack } from "../../support/synthesis";

const trustedBy = { principal: { Service: ["ecs.aliyuncs.com"] } };

describe("a role", () => {
  test("has one policy with every statement that it was given, in the order in which they came", () => {
    const stack = synthesizeStack((scope) => {
      const role = new Role(scope, "role", { roleName: "worker", description: "Works", trustedBy });
      const bucket = Bucket.fromBucketName(scope, "uploads", "ainav-uploads");
      bucket.grantReadWrite(role);
      role.addToPolicy({ effect: "Deny", actions: ["oss:DeleteBucket"], resources: ["*"] });
    });
    expect(JSON.parse(stack.resource("alicloud_ram_role").assume_role_policy_document).Statement).toEqual([
      { Effect: "Allow", Action: "sts:AssumeRole", Principal: { Service: ["ecs.aliyuncs.com"] } },
    ]);
    expect(JSON.parse(stack.resource("alicloud_ram_policy").policy_document)).toEqual({
      Version: "1",
      Statement: [
        {
          Effect: "Allow",
          Action: ["oss:ListObjects", "oss:GetBucketInfo"],
          Resource: ["acs:oss:*:*:ainav-uploads"],
        },
        {
          Effect: "Allow",
          Action: ["oss:GetObject", "oss:PutObject", "oss:DeleteObject"],
          Resource: ["acs:oss:*:*:ainav-uploads/*"],
        },
        { Effect: "Deny", Action: ["oss:DeleteBucket"], Resource: ["*"] },
      ],
    });
    expect(stack.resource("alicloud_ram_role_policy_attachment")).toMatchObject({
      role_name: "${alicloud_ram_role.role.role_name}",
      policy_type: "Custom",
    });
  });

  test("that may do nothing is refused, with its place in the tree", () => {
    expect(() =>
      synthesizeStack((scope) => new Role(scope, "idle", { roleName: "idle", description: "Idles", trustedBy })),
    ).toThrow("[test/idle] the role may do nothing: add a statement to its policy, or drop the role");
  });

  test("is refused when its policy is longer than RAM takes", () => {
    expect(() =>
      synthesizeStack((scope) => {
        const role = new Role(scope, "wordy", { roleName: "wordy", description: "Talks", trustedBy });
        role.addToPolicy({ effect: "Allow", actions: Array(700).fill("oss:GetObject"), resources: ["*"] });
      }),
    ).toThrow(/\[test\/wordy\] the policy has \d+ characters, RAM takes 6144: shorten it with wildcards/);
  });
});
