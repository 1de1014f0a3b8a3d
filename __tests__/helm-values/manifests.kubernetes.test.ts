import { describe, expect, test } from "@jest/globals";
import { IN_KMS, isThere, LOCAL_RELEASES, objects, type Variant } from "../support/helm/programs";
import { findings, refused } from "../support/kubernetes/checkers";
import type { Block } from "../support/synthesis";

/** What kube-score finds and we leave, with the reason. */
const ACCEPTED: Readonly<Record<string, string>> = {
  "NetworkPolicy/networking.k8s.io/v1/search/search: The NetworkPolicys selector doesn't match any pods":
    "the pods come from Meilisearch's own chart",
};

const VARIANTS: Readonly<Record<string, Variant>> = {
  "with secrets in OOS": {},
  "with secrets in KMS": IN_KMS,
  "while search runs on a host": { search: { host: "search.example" } },
};

/** What every local chart renders, in every variant that has it. */
const rendered = LOCAL_RELEASES.flatMap((release) =>
  Object.entries(VARIANTS)
    .filter(([, variant]) => isThere(release, variant))
    .map(([what, variant]) => [release, what, objects(release, variant)] as const),
);
const all = rendered.flatMap(([, , found]) => found);

/** A copy of the first object of a kind, with one place changed. */
function changed(kind: string, change: (manifest: Block) => void): Block {
  const copy = structuredClone(all.find((manifest) => manifest.kind === kind)) as Block;
  change(copy);
  return copy;
}

/** Mistakes deep inside custom resources, and what is said of them. */
const MISTAKES: readonly [what: string, kind: string, change: (manifest: Block) => void, refusal: string][] = [
  [
    "a misspelt field of a rule",
    "PrometheusRule",
    ({ spec }) => {
      spec.groups[0].rules[0].anotations = {};
    },
    "'anotations' not allowed",
  ],
  [
    "a duration of a rule that is none",
    "PrometheusRule",
    ({ spec }) => {
      spec.groups[0].rules[0].for = "two minutes";
    },
    "'two minutes' does not match",
  ],
  [
    "a misspelt field of an issuer",
    "ClusterIssuer",
    ({ spec }) => {
      spec.acme.solvers[0].dns01.cloudflare.apiTokenSecret = { name: "x", key: "y" };
    },
    "'apiTokenSecret' not allowed",
  ],
  [
    "a misspelt field of a secret's source",
    "ExternalSecret",
    ({ spec }) => {
      spec.data[0].secretStoreRef.nmae = "x";
    },
    "'nmae' not allowed",
  ],
  [
    "a secret without its name in the store",
    "ExternalSecret",
    ({ spec }) => {
      delete spec.data[0].key;
    },
    "missing property 'key'",
  ],
  [
    "a role that is written with another name",
    "SecretStore",
    ({ spec }) => {
      spec.OOS.OOSAuth.ramRoleArn = spec.OOS.OOSAuth.ramRoleARN;
    },
    "'ramRoleArn' not allowed",
  ],
  [
    "a kind of which there is no schema",
    "ClusterIssuer",
    (manifest) => {
      manifest.kind = "ClusterIsuer";
    },
    "could not find schema",
  ],
];

describe("kubeconform, strictly, by the schemas of the cluster's version and of its operators", () => {
  test.each(rendered)("finds nothing wrong with what %s renders %s", async (_release, _variant, found) => {
    expect(found).not.toEqual([]);
    expect(await refused(found)).toEqual([]);
  });

  test.each([...new Set(all.map(({ kind }) => kind))])("would find a field that %s does not have", async (kind) => {
    const misspelt = changed(kind, ({ metadata, spec }) => {
      metadata.lables = {};
      if (spec !== undefined) spec.unheardOf = true;
    });
    const places = misspelt.spec === undefined ? ["lables"] : ["lables", "unheardOf"];
    const [refusal, ...others] = await refused([misspelt]);
    expect(others).toEqual([]);
    for (const place of places) expect(refusal).toContain(`'${place}' not allowed`);
  });

  test.each(MISTAKES)("would find %s", async (_what, kind, change, refusal) => {
    expect(await refused([changed(kind, change)])).toEqual([expect.stringContaining(refusal)]);
  });
});

describe("kube-score", () => {
  test("finds nothing critical except listed exceptions with reasons, and finds each of these", async () => {
    const found = (await findings(all, "critical")).map(([object, what]) => `${object}: ${what}`);
    expect([...new Set(found)].sort()).toEqual(Object.keys(ACCEPTED).sort());
  });
});
