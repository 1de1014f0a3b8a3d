import { connect } from "node:net";
import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { CloudApi } from "../../../tools/validate/cloud-api";

let api: CloudApi;
beforeEach(async () => {
  api = await CloudApi.start();
});
afterEach(() => api.stop());

interface Body {
  readonly Images: { readonly Image: readonly Record<string, string>[] };
  readonly TotalCount: number;
  readonly Message: string;
}

/** Calls an action as the provider's older SDK does: parameters in the address of a POST. */
async function call(parameters: Record<string, string>) {
  const response = await fetch(`http://${api.host}/?${new URLSearchParams(parameters)}`, { method: "POST" });
  return { status: response.status, body: (await response.json()) as Body };
}

describe("the API of a plan without a network", () => {
  test("answers which images there are, from the rehearsal's picture", async () => {
    const { status, body } = await call({ Action: "DescribeImages", PageNumber: "1", PageSize: "100" });
    expect(status).toBe(200);
    expect(body.Images.Image).toHaveLength(body.TotalCount);
    expect(body.Images.Image).toContainEqual(
      expect.objectContaining({ ImageName: expect.stringMatching(/^aliyun_3_x64_20G_alibase_/), Status: "Available" }),
    );
  });

  test("answers for one image by its id, and has no second page", async () => {
    const all = await call({ Action: "DescribeImages" });
    const ImageId = String(all.body.Images.Image[0]?.ImageId);
    expect((await call({ Action: "DescribeImages", ImageId })).body.Images.Image).toMatchObject([{ ImageId }]);
    expect((await call({ Action: "DescribeImages", ImageId: "no-such-image" })).body.TotalCount).toBe(0);
    expect((await call({ Action: "DescribeImages", PageNumber: "2" })).body.Images.Image).toEqual([]);
  });

  test("reads a form and a header too, as the newer SDKs send them", async () => {
    const body = new URLSearchParams({ Action: "DescribeImages", ImageId: "no-such-image" });
    const asForm = await fetch(`http://${api.host}/`, { method: "POST", body });
    expect(await asForm.json()).toMatchObject({ TotalCount: 0 });
    const headers = { "x-acs-action": "DescribeImages" };
    expect((await fetch(`http://${api.host}/`, { method: "POST", headers })).status).toBe(200);
  });

  test("names the call that it has no answer to, in a way that no client tries again", async () => {
    const { status, body } = await call({ Action: "DescribeZones" });
    expect(status).toBe(404);
    expect(body).toMatchObject({
      Code: "InvalidAction.NotFound",
      Message: expect.stringMatching(/^no answer to DescribeZones .*tools\/validate\/api-answers\.ts/),
    });
    const rest = (await (await fetch(`http://${api.host}/logstores?offset=0`)).json()) as Body;
    expect(rest.Message).toMatch(/^no answer to GET \/logstores /);
  });

  test("refuses connections to other servers, and names those servers", async () => {
    const [host, port] = api.host.split(":");
    const answer = await new Promise<string>((resolve, reject) => {
      let text = "";
      const socket = connect(Number(port), host, () => socket.write("CONNECT ecs.aliyuncs.com:443 HTTP/1.1\r\n\r\n"));
      socket.on("data", (chunk) => {
        text += chunk;
      });
      socket.on("end", () => resolve(text)).on("error", reject);
    });
    expect(answer).toMatch(/^HTTP\/1\.1 403 no answer to a connection to ecs\.aliyuncs\.com:443 /);
  });

  test("is the proxy of every call but those on this machine", () => {
    expect(api.variables).toMatchObject({ HTTPS_PROXY: `http://${api.host}`, http_proxy: `http://${api.host}` });
    expect(api.variables.NO_PROXY).toContain("127.0.0.1");
  });

  test("frees its port, also while somebody is connected", async () => {
    const [host, port] = api.host.split(":");
    const socket = connect(Number(port), host);
    await new Promise((resolve) => socket.once("connect", resolve));
    const closed = new Promise((resolve) => socket.once("close", resolve));
    await api.stop();
    await closed;
    const refused = new Promise((resolve) => connect(Number(port), host).once("error", resolve));
    expect(await refused).toMatchObject({ code: "ECONNREFUSED" });
    api = await CloudApi.start();
  });
});
