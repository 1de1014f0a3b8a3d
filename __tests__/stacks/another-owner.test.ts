import { describe, expect, test } from "@jest/globals";
import { PHASES } from "../../environments/schema/environment";
import type { Owner } from "../../environments/schema/owner";
import { addEnvironments } from "../../stacks/environment";
import { FIXTURE, FIXTURE_OWNER } from "../support/fixture/fixture";
import { checked } from "../support/fixture/stacks";
import { synthesize } from "../support/synthesis";

const ANOTHER: Owner = {
  ...FIXTURE_OWNER,
  project: "shop",
  domain: "shop.example",
  githubRepository: "shop/platform",
  alarmContacts: [{ name: "night", email: "night@shop.example" }],
  registryNamespace: "shop-images",
  imageRegistries: { "cn-hongkong": "registry.hk.example", "ap-southeast-1": "registry.sg.example" },
  databaseName: "catalog",
  databaseAccountPrefix: "clerk",
  upyunService: "shop-img",
  icpNumber: "京ICP备12345678号",
  chinaCdnTargets: { static: "s.example", images: "i.example", pages: "p.example" },
};

/** Folders on hosts have this name, whoever the owner is. */
const PROGRAM_NAMES = /(opt|etc|nginx|log|lib)\/ainav\//g;

describe.each(PHASES)("in the phase %s, another owner", (phase) => {
  test("finds no name of the first one in any stack", () => {
    const environments = FIXTURE.environments.map((input) =>
      input.kind === "platform" ? checked({ ...input, ...(input.cluster && { phase }) }) : checked(input),
    );
    const { stacks } = synthesize((app) => addEnvironments(app, environments, ANOTHER));
    for (const [name, stack] of Object.entries(stacks)) {
      const left = JSON.stringify(stack.json)
        .replaceAll(PROGRAM_NAMES, "")
        .match(/.{60}ainav.{60}/g);
      expect([name, left]).toEqual([name, null]);
    }
  });
});
