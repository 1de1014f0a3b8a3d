import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import type { ChinaCdn } from "../../../environments/schema/edge/china-cdn";
import type { Edge } from "../../../environments/schema/edge/edge";
import type { PlatformEnvironment } from "../../../environments/schema/environment";
import { owner } from "../../support/fixture/environments/owner";
import { production } from "../../support/fixture/environments/production";
import { checked } from "../../support/fixture/stacks";
import { DeployedEnvironment } from "../../support/terraform/deployed-environment";

const TARGETS = owner.chinaCdnTargets as NonNullable<typeof owner.chinaCdnTargets>;

/** Production with a change of its edge. */
function productionWith(change: Partial<ChinaCdn>, originHost?: string) {
  const environment = checked(production);
  const edge = environment.edge as Edge;
  edge.originHost = originHost;
  Object.assign(edge.chinaCdn, change);
  return environment;
}

let deployed: DeployedEnvironment;
beforeAll(async () => {
  deployed = await DeployedEnvironment.start(productionWith({ enabled: true }));
});
afterAll(() => deployed.stop());

/** Deploys and plans again. */
async function become(environment: PlatformEnvironment): Promise<void> {
  const stacks = deployed.synthesize(environment);
  expect(await deployed.errorsOf("deploy", stacks)).toEqual([]);
  expect(await deployed.errorsOf("second plan", stacks)).toEqual([]);
}

/** Where a name leads, and whether through Cloudflare. */
function target(name: string): [unknown, unknown] {
  const found = deployed.simulator.cloud
    .all()
    .filter(({ type }) => type === "cloudflare_dns_record")
    .find(({ attributes }) => attributes.type === "CNAME" && attributes.name === name);
  return [found?.attributes.content, found?.attributes.proxied];
}

describe("the switches of the edge, on a deployed production", () => {
  test("turn the China CDNs on and off, and the origin to another region and back, without making anything anew", async () => {
    await become(productionWith({ enabled: false }));
    const before = deployed.holding(() => true);
    const [ownOrigin] = target("ainav.cn");
    expect(target("static.ainav.cn")).toEqual(["ainav.cn", true]);

    await become(productionWith({ enabled: true }));
    expect(target("static.ainav.cn")).toEqual([TARGETS.static, false]);
    expect(target("img.ainav.cn")).toEqual([TARGETS.images, false]);
    expect(target("cn.ainav.cn")).toEqual([TARGETS.pages, false]);
    expect(deployed.holding(() => true)).toEqual(before);

    await become(productionWith({ enabled: true }, "alb-example.ap-southeast-1.alb.aliyuncs.com"));
    expect(target("ainav.cn")).toEqual(["alb-example.ap-southeast-1.alb.aliyuncs.com", true]);
    expect(deployed.holding(() => true)).toEqual(before);

    await become(productionWith({ enabled: false }));
    expect(target("ainav.cn")).toEqual([ownOrigin, true]);
    expect(target("cn.ainav.cn")).toEqual(["ainav.cn", true]);
    expect(deployed.holding(() => true)).toEqual(before);
  });
});
