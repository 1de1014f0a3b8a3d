import { createRequire } from "node:module";
import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { qboxAuthorization, qiniuAuthorization } from "../../../tools/cdn/qiniu/signature";
import { purgeAuthorization, restAuthorization } from "../../../tools/cdn/upyun/signature";

// The vendors' own SDKs, which are CommonJS; upyun's has no types.
const vendors = createRequire(__filename);
const qiniu = vendors("qiniu");
const upyun = vendors("upyun");

const text = fc.string({ minLength: 1, unit: "grapheme" });
const url = fc.webUrl({ withQueryParameters: true, validSchemes: ["https"] });
const method = fc.constantFrom("GET", "POST", "PUT", "DELETE");

describe("Qiniu's signatures", () => {
  test("are those of Qiniu's own SDK, of any request", () => {
    fc.assert(
      fc.property(text, text, url, method, fc.json(), (accessKey, secretKey, address, verb, body) => {
        const mac = new qiniu.auth.digest.Mac(accessKey, secretKey);
        const keys = { accessKey, secretKey };
        const contentType = "application/json";
        const request = { method: verb, url: address, contentType, body };
        const expected = qiniu.util.generateAccessTokenV2(mac, address, verb, contentType, body);
        expect(qiniuAuthorization(keys, request)).toBe(expected);
        expect(qboxAuthorization(keys, address)).toBe(qiniu.util.generateAccessToken(mac, address));
      }),
      { numRuns: 500 },
    );
  });

  test("of one request are these", () => {
    const keys = { accessKey: "ak", secretKey: "sk" };
    const address = "https://api.qiniu.com/domain/x?a=1";
    const request = { method: "POST", url: address, contentType: "application/json", body: '{"a":1}' };
    expect(qiniuAuthorization(keys, request)).toBe("Qiniu ak:ZGwxR7kTfwO536N9AcrELqifPlU=");
    expect(qboxAuthorization(keys, address)).toBe("QBox ak:Cdy7Pcn9q9Q6_QtUI56dPH93t9E=");
  });
});

describe("Upyun's signatures", () => {
  test("are those of Upyun's own SDK, of any request", () => {
    const md5 = fc.option(fc.stringMatching(/^[0-9a-f]{32}$/), { nil: undefined });
    fc.assert(
      fc.property(
        text,
        text,
        method,
        fc.webPath(),
        fc.date({ noInvalidDate: true }),
        md5,
        (name, password, verb, path, day, contentMd5) => {
          const date = day.toUTCString();
          const service = new upyun.Service("ainav-img", name, password);
          const full = `/ainav-img${path}`;
          const expected = upyun.sign.genSign(service, { method: verb, path: full, date, contentMd5 });
          expect(restAuthorization({ name, password }, verb, full, date, contentMd5)).toBe(expected);
        },
      ),
      { numRuns: 500 },
    );
  });

  test("of a purge are those of Upyun's own SDK, of any URLs", () => {
    fc.assert(
      fc.property(text, text, fc.array(url, { minLength: 1 }), (name, password, urls) => {
        const service = new upyun.Service("ainav-img", name, password);
        // The SDK takes the machine's time, and says which it took.
        const expected = upyun.sign.getPurgeHeaderSign(service, urls);
        expect(purgeAuthorization({ name, password }, "ainav-img", urls, expected.Date)).toBe(expected.Authorization);
      }),
    );
  });

  test("of one request are these", () => {
    const operator = { name: "op", password: "pw" };
    const date = "Wed, 09 Nov 2016 14:26:58 GMT";
    expect(restAuthorization(operator, "GET", "/svc/?usage", date)).toBe("UPYUN op:6wW4i3RSvAYCupiMmJeVmeIIrL8=");
    expect(purgeAuthorization(operator, "svc", ["https://a/b"], date)).toMatch(/^UpYun svc:op:[0-9a-f]{32}$/);
  });
});
