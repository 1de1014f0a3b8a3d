import { appendFileSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import type { Block } from "../../../tools/provider-schemas/model";
import { Cloud } from "../../../tools/rehearse/cloud/cloud";
import { CloudFile } from "../../../tools/rehearse/cloud/cloud-file";
import { UNKNOWN } from "../../../tools/rehearse/values/value";

const BLOCK: Block = {
  attributes: { id: { type: "string", computed: true }, name: { type: "string" }, blob: { type: "dynamic" } },
};
const VPC = { id: UNKNOWN, name: "one", blob: new Uint8Array([1, 2]) };

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "cloud-file-"));
  file = path.join(folder, "below/cloud.jsonl");
});
afterEach(() => rmSync(folder, { recursive: true }));

/** The cloud as another call of the command finds it. */
function nextCall(): Cloud {
  return new Cloud("seed", new CloudFile(file));
}

describe("a cloud that is kept in a file", () => {
  test("holds at the next call what it held, and knows what is gone", () => {
    const cloud = nextCall();
    const kept = cloud.create("alicloud_vpc", BLOCK, VPC);
    const gone = cloud.create("alicloud_vpc", BLOCK, { ...VPC, name: "two" });
    cloud.delete("alicloud_vpc", gone);
    cloud.drift("alicloud_vpc", String(kept.id), "name", "renamed");

    const next = nextCall();
    expect(next.all()).toEqual(cloud.all());
    expect(next.read("alicloud_vpc", kept)).toMatchObject({ name: "renamed", blob: new Uint8Array([1, 2]) });
    expect(next.read("alicloud_vpc", gone)).toBeUndefined();
  });

  test("gives no id again that one just like it got in an earlier call", () => {
    const first = nextCall().create("alicloud_vpc", BLOCK, VPC);
    const second = nextCall().create("alicloud_vpc", BLOCK, VPC);
    expect(second.id).not.toBe(first.id);
    expect(nextCall().all()).toHaveLength(2);
  });

  test("still refuses a name that an earlier call has taken", () => {
    const policy = { id: UNKNOWN, policy_name: "same" };
    const block: Block = { attributes: { ...BLOCK.attributes, policy_name: { type: "string" } } };
    nextCall().create("alicloud_ram_policy", block, policy);
    expect(() => nextCall().create("alicloud_ram_policy", block, policy)).toThrow("same exists already");
  });

  test("loses no more than the change at which its writer was killed", () => {
    const made = nextCall().create("alicloud_vpc", BLOCK, VPC);
    appendFileSync(file, '{"put":{"type":"alicl');
    expect(
      nextCall()
        .all()
        .map(({ id }) => id),
    ).toEqual([made.id]);
  });

  test("does not grow with what has changed since", () => {
    const cloud = nextCall();
    const made = cloud.create("alicloud_vpc", BLOCK, VPC);
    for (const name of ["a", "b", "c"]) cloud.drift("alicloud_vpc", String(made.id), "name", name);
    nextCall();
    expect(readFileSync(file, "utf8").trim().split("\n")).toHaveLength(1);
  });
});
