import { describe, expect, test } from "@jest/globals";
import { bucketName } from "../../../stacks/conventions/names";
import { desiredDomains } from "../../../tools/cdn/state/desired";
import { BUCKET, World } from "../../support/cdn/world";

const { data } = new World();
const [statics, pages, images] = desiredDomains(data);

describe("the desired hosts", () => {
  test("pull static files and images from the bucket itself, over HTTPS", () => {
    expect(BUCKET).toBe(`${bucketName(data.owner, "production", "assets")}.oss-cn-hongkong.aliyuncs.com`);
    const origin = { host: BUCKET, port: 443, hostHeader: BUCKET };
    expect(statics).toMatchObject({ host: "static.ainav.cn", provider: "qiniu", origin });
    expect(images).toMatchObject({ host: "img.ainav.cn", provider: "upyun", service: "ainav-img", origin });
    expect(statics?.origin.secretHeader).toBeUndefined();
  });

  test("pull pages past Cloudflare, by a port, a Host and a secret header of their own", () => {
    expect(pages).toMatchObject({
      host: "cn.ainav.cn",
      provider: "qiniu",
      origin: { host: "origin-cn.ainav.cn", port: 8443, hostHeader: "cn.ainav.cn", secretHeader: "x-cdn-auth" },
    });
  });

  test("keep hashed files a year, other files an hour, images 30 days, pages as the origin says, and never the API", () => {
    expect(statics?.cache.rules.map(({ match, seconds }) => [match, seconds])).toEqual([
      ["all", 3600],
      ["suffix", 31_536_000],
      ["path", 31_536_000],
    ]);
    expect(images?.cache.rules).toEqual([{ match: "all", values: [], seconds: 2_592_000 }]);
    expect(pages?.cache.rules).toEqual([
      { match: "all", values: [], seconds: "follow" },
      { match: "path", values: ["/api/"], seconds: 0 },
    ]);
    expect([statics, pages].map((domain) => domain?.cache.ignoreQuery)).toEqual([true, false]);
  });

  test("insist on HTTPS everywhere, and carry the ICP number", () => {
    for (const domain of [statics, pages, images]) {
      expect(domain).toMatchObject({
        geoCover: "china",
        registerNo: "粤ICP备2026000001号",
        https: { force: true, http2: true },
        responseHeaders: { "Strict-Transport-Security": "max-age=63072000", "X-Content-Type-Options": "nosniff" },
      });
    }
  });

  test("follow the environment's labels, domain, region and name", () => {
    const other = desiredDomains({
      ...data,
      owner: { ...data.owner, domain: "example.com" },
      environmentName: "disaster-recovery",
      region: "ap-southeast-1",
      chinaCdn: { ...data.chinaCdn, staticLabel: "s", originLabel: "o" },
    });
    expect(other[0]?.host).toBe("s.example.com");
    expect(other[0]?.origin.host).toMatch(/^ainav-disaster-recovery-assets-.*\.oss-ap-southeast-1\.aliyuncs\.com$/);
    expect(other[1]?.origin.host).toBe("o.example.com");
  });
});
