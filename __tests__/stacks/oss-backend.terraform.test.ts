/**
 * The backend block of every stack, run by Terraform against servers on this machine that speak OSS's and Tablestore's
 * protocols. The tests run side by side: Terraform waits ten seconds before it refuses a state with a wrong checksum.
 */
import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "@jest/globals";
import type { Checkout } from "../support/oss-backend/checkout";
import { Site } from "../support/oss-backend/site";
import type { Block } from "../support/synthesis";

const BUCKET = "ainav-terraform-state-1234567890123456";
const PRODUCER = "production-producer";
const CONSUMER = "production-consumer";
const KEY = "ainav/production/producer";
/** The lock's row. The checksum's is called the same, with -md5 after it. */
const LOCK = `${BUCKET}/${KEY}`;
const CHECKSUM = `${LOCK}-md5`;

const INIT = ["init", "-input=false"];
const PLAN = ["plan", "-input=false"];
const APPLY = ["apply", "-input=false", "-auto-approve"];
/** An apply that changes the state: the resource is made anew. */
const REPLACE = [...APPLY, "-replace=terraform_data.made"];
const PUSH_ERRORED = ["state", "push", "errored.tfstate"];

/** Gives a test its servers and its scratch folder. */
function inSite(run: (site: Site) => Promise<void>): () => Promise<void> {
  return async () => {
    const site = await Site.open();
    try {
      await run(site);
    } finally {
      await site.close();
    }
  };
}

/** Runs Terraform where it has to succeed; gives back what the last run says. */
async function succeed(where: Checkout, stack: string, ...runs: readonly (readonly string[])[]): Promise<string> {
  let said = "";
  for (const args of runs) {
    const { exitCode, stdout, stderr } = await where.start(stack, args);
    expect({ stack, args, exitCode, stderr }).toMatchObject({ exitCode: 0 });
    said = stdout;
  }
  return said;
}

/** Runs Terraform in the producer, where it has to fail; gives back why, as one line. */
async function refuse(where: Checkout, args: readonly string[], env: Record<string, string> = {}): Promise<string> {
  const { exitCode, stdout, stderr } = await where.start(PRODUCER, args, env);
  expect({ args, exitCode, stdout }).toMatchObject({ exitCode: 1 });
  return stderr.replaceAll(/\s+/g, " ");
}

/** What Terraform wrote into the lock that it holds. */
function heldLock({ locks }: Site): { ID: string; Who: string } {
  return JSON.parse(locks.rows.get(LOCK)?.Info ?? "null");
}

function md5(body: Buffer): string {
  return createHash("md5").update(body).digest("hex");
}

/** The resources in a stack's state, as it lies in the bucket. */
function resources({ objects }: Site, key = KEY): Block[] {
  return JSON.parse(objects.current(key).body.toString()).resources;
}

describe("a stack's state in OSS", () => {
  test.concurrent(
    "is one encrypted object, with its checksum in the lock table and no lock left",
    inSite(async (site) => {
      await succeed(site.checkout("alice"), PRODUCER, INIT, APPLY);
      expect(site.objects.keys).toEqual(["ainav/production/producer"]);
      const { headers, body } = site.objects.current(KEY);
      expect(headers).toMatchObject({ "x-oss-server-side-encryption": "AES256", "content-type": "application/json" });
      // The backend asks in the header for a bucket's ACL, not in the one for an object's, x-oss-object-acl: count on
      // nothing but the bucket's own ACL to keep the object private.
      expect(headers).toMatchObject({ "x-oss-acl": "private" });
      expect(headers).not.toHaveProperty("x-oss-object-acl");
      expect(resources(site)).toMatchObject([{ type: "terraform_data", name: "made" }]);
      expect([...site.locks.rows]).toEqual([[`${BUCKET}/ainav/production/producer-md5`, { Digest: md5(body) }]]);
    }),
  );

  test.concurrent(
    "is written under the lock, which is released last",
    inSite(async (site) => {
      const alice = site.checkout("alice");
      await succeed(alice, PRODUCER, INIT);
      site.locks.requests.length = 0;
      await succeed(alice, PRODUCER, APPLY);
      const writes = site.locks.requests.filter((request) => !/^(DescribeTable|GetRow )/.test(request));
      expect(writes).toEqual([`PutRow ${LOCK}`, `PutRow ${CHECKSUM}`, `DeleteRow ${LOCK}`]);
    }),
  );

  test.concurrent(
    "hands its outputs to another stack",
    inSite(async (site) => {
      const alice = site.checkout("alice");
      await succeed(alice, PRODUCER, INIT, APPLY);
      await succeed(alice, CONSUMER, INIT, APPLY);
      expect(site.objects.keys).toEqual(["ainav/production/consumer", "ainav/production/producer"]);
      const taken = resources(site, "ainav/production/consumer").find(({ name }) => name === "taken");
      expect(taken?.instances[0].attributes.input).toMatchObject({ value: { value: "from the producer" } });
    }),
  );

  test.concurrent(
    "shows its neighbours' states as workspaces, although they are not",
    inSite(async (site) => {
      site.objects.upload("ainav/production/network", Buffer.from("{}"));
      const alice = site.checkout("alice");
      await succeed(alice, PRODUCER, INIT);
      // The backend takes whatever lies below the same prefix for a workspace: nobody may select or delete one.
      expect(await succeed(alice, PRODUCER, ["workspace", "list"])).toMatch(/^\* default\n {2}network\s*$/);
    }),
  );

  test.concurrent(
    "moves in from a local file, also beside another stack's",
    inSite(async (site) => {
      site.objects.upload("ainav/production/network", Buffer.from("{}"));
      const alice = site.checkout("alice");
      alice.synthesize({ stateBackend: "local" });
      await succeed(alice, PRODUCER, INIT, APPLY);
      const local = JSON.parse(readFileSync(path.join(alice.root, "tfstate/production/producer.tfstate"), "utf8"));
      expect(site.objects.keys).not.toContain(KEY);

      alice.synthesize({ stateBackend: "oss" });
      await succeed(alice, PRODUCER, ["init", "-migrate-state", "-force-copy", "-input=false"]);
      expect(await succeed(alice, PRODUCER, ["state", "list"])).toBe("terraform_data.made");
      expect(resources(site)).toEqual(local.resources);
      expect(await succeed(alice, PRODUCER, PLAN)).toContain("No changes.");
      expect([...site.locks.rows.keys()]).toEqual([CHECKSUM]);
    }),
  );

  test.concurrent(
    "moves out, when OSS refuses the backend, as a file that is pushed",
    inSite(async (site) => {
      const alice = site.checkout("alice");
      await succeed(alice, PRODUCER, INIT, APPLY);
      const refused = { ALICLOUD_SECRET_KEY: "other" };
      await refuse(alice, ["state", "pull"], refused);
      alice.synthesize({ stateBackend: "local" });
      await refuse(alice, ["init", "-migrate-state", "-force-copy", "-input=false"], refused);

      const download = path.join(alice.root, "producer.tfstate");
      writeFileSync(download, site.objects.current(KEY).body);
      await succeed(alice, PRODUCER, ["init", "-reconfigure", "-input=false"], ["state", "push", download]);
      expect(await succeed(alice, PRODUCER, PLAN)).toContain("No changes.");
    }),
  );

  test.concurrent.each([
    ["an unknown key", { ALICLOUD_ACCESS_KEY: "other" }, "InvalidAccessKeyId"],
    ["a wrong secret", { ALICLOUD_SECRET_KEY: "other" }, "SignatureDoesNotMatch"],
    ["an expired token", { ALICLOUD_SECURITY_TOKEN: "other" }, "InvalidSecurityToken"],
  ])("is refused to %s, at init and later, and nothing is written", (_, env, code) =>
    inSite(async (site) => {
      const alice = site.checkout("alice");
      expect(await refuse(alice, INIT, env)).toContain(`StatusCode=403, ErrorCode=${code}`);
      await succeed(alice, PRODUCER, INIT);
      expect(await refuse(alice, APPLY, env)).toContain('Code:"OTSAuthFailed"');
      expect({ objects: site.objects.keys, rows: [...site.locks.rows] }).toEqual({ objects: [], rows: [] });
    })(),
  );
});

describe("the lock of a stack", () => {
  test.concurrent(
    "refuses a second writer, names the first, and is given back",
    inSite(async (site) => {
      const [alice, bob] = [site.checkout("alice"), site.checkout("bob")];
      await succeed(alice, PRODUCER, INIT, APPLY);
      await succeed(bob, PRODUCER, INIT);
      const upload = site.objects.holdNextUpload();
      const first = alice.start(PRODUCER, REPLACE);
      await Promise.race([upload.arrived, first]);

      const { ID, Who } = heldLock(site);
      const refusal = await refuse(bob, REPLACE);
      expect(refusal).toContain("Error acquiring the state lock");
      expect(refusal).toContain(`ID: ${ID} Path: ${LOCK} Operation: OperationTypeApply Who: ${Who} `);
      expect(site.objects.versions(KEY)).toHaveLength(1);

      upload.release();
      expect(await first).toMatchObject({ exitCode: 0 });
      expect(site.objects.versions(KEY)).toHaveLength(2);
      await succeed(bob, PRODUCER, REPLACE);
      expect(site.objects.versions(KEY)).toHaveLength(3);
    }),
  );

  test.concurrent(
    "outlives a run that is killed, until it is freed by its id",
    inSite(async (site) => {
      const [alice, bob] = [site.checkout("alice"), site.checkout("bob")];
      await succeed(alice, PRODUCER, INIT);
      await succeed(bob, PRODUCER, INIT);
      const upload = site.objects.holdNextUpload();
      const killed = alice.start(PRODUCER, APPLY);
      await Promise.race([upload.arrived, killed]);
      killed.kill("SIGKILL");
      expect(await killed).toMatchObject({ signal: "SIGKILL" });

      const { ID } = heldLock(site);
      expect(await refuse(bob, APPLY)).toContain(`ID: ${ID} `);
      expect(await refuse(bob, ["force-unlock", "-force", "another"])).toContain("does not match existing lock");
      await succeed(bob, PRODUCER, ["force-unlock", "-force", ID]);
      expect(site.locks.rows.has(LOCK)).toBe(false);
      // What the killed run made is not in the state: here, it is made again.
      expect(await succeed(bob, PRODUCER, APPLY)).toContain("Plan: 1 to add");
      expect(site.objects.versions(KEY)).toHaveLength(1);
    }),
  );
});

describe("a state that went wrong", () => {
  test.concurrent(
    "is refused as an older version, until the checksum is what Terraform says, or gone",
    inSite(async (site) => {
      const alice = site.checkout("alice");
      await succeed(alice, PRODUCER, INIT, APPLY, REPLACE);
      const [old, last] = site.objects.versions(KEY).map(({ body }) => body) as [Buffer, Buffer];
      site.objects.upload(KEY, old);
      const refusal = await refuse(alice, PLAN);
      expect(refusal).toContain("state data in OSS does not have the expected content");
      const [, checksum = ""] = /Digest value .* to the following value: ([0-9a-f]*)/.exec(refusal) ?? [];
      expect(checksum).toBe(md5(old));

      site.locks.rows.set(CHECKSUM, { Digest: checksum });
      expect(await succeed(alice, PRODUCER, PLAN)).toContain("No changes.");

      // Without a checksum nothing is compared. The next write records one again.
      site.objects.upload(KEY, last);
      site.locks.rows.delete(CHECKSUM);
      expect(await succeed(alice, PRODUCER, PLAN)).toContain("No changes.");
      await succeed(alice, PRODUCER, REPLACE);
      expect(site.locks.rows.get(CHECKSUM)).toEqual({ Digest: md5(site.objects.current(KEY).body) });
    }),
  );

  test.concurrent(
    "is refused when it is cut short, until the version that Terraform wrote last is back",
    inSite(async (site) => {
      const alice = site.checkout("alice");
      await succeed(alice, PRODUCER, INIT, APPLY);
      const { body } = site.objects.current(KEY);
      site.objects.upload(KEY, body.subarray(0, body.length / 2));
      expect(await refuse(alice, PLAN)).toContain("state data in OSS does not have the expected content");

      site.objects.upload(KEY, body);
      expect(await succeed(alice, PRODUCER, PLAN)).toContain("No changes.");
    }),
  );

  test.concurrent(
    "is refused when it is gone, but taken for empty once its checksum is gone as well",
    inSite(async (site) => {
      const alice = site.checkout("alice");
      await succeed(alice, PRODUCER, INIT, APPLY);
      site.objects.remove(KEY);
      expect(await refuse(alice, PLAN)).toMatch(/does not have the expected content.* to the following value: $/);

      site.locks.rows.delete(CHECKSUM);
      expect(await succeed(alice, PRODUCER, PLAN)).toContain("Plan: 1 to add");
    }),
  );

  test.concurrent(
    "is kept in errored.tfstate when its upload fails, and pushed from there",
    inSite(async (site) => {
      const alice = site.checkout("alice");
      await succeed(alice, PRODUCER, INIT);
      site.objects.cutNextUpload("before storing");
      const failure = await refuse(alice, APPLY);
      expect(failure).toContain("Error: Failed to save state");
      expect(failure).toContain("terraform state push errored.tfstate");
      expect({ objects: site.objects.keys, rows: [...site.locks.rows] }).toEqual({ objects: [], rows: [] });

      await succeed(alice, PRODUCER, PUSH_ERRORED);
      expect(await succeed(alice, PRODUCER, PLAN)).toContain("No changes.");
    }),
  );

  test.concurrent(
    "is not pushed when OSS already has it, before its checksum is put right",
    inSite(async (site) => {
      const alice = site.checkout("alice");
      await succeed(alice, PRODUCER, INIT, APPLY);
      site.objects.cutNextUpload("after storing");
      await refuse(alice, REPLACE);
      expect(await refuse(alice, PUSH_ERRORED)).toContain("state data in OSS does not have the expected content");

      site.locks.rows.set(CHECKSUM, { Digest: md5(site.objects.current(KEY).body) });
      await succeed(alice, PRODUCER, PUSH_ERRORED);
      expect(await succeed(alice, PRODUCER, PLAN)).toContain("No changes.");
    }),
  );
});
