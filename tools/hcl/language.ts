import { type BodySchema, type NestedSchema, PLAIN } from "./body-schema";

/** What Terraform's language itself has in the blocks of a configuration. */

const block = (body: Partial<BodySchema> = {}, labels = 0): NestedSchema => ({ labels, body: { ...PLAIN, ...body } });

const CONDITIONS = { precondition: block(), postcondition: block() };

const LIFECYCLE = block({ blocks: CONDITIONS, bare: ["ignore_changes", "replace_triggered_by"] });

const PROVISIONER = block({ blocks: { connection: block() }, bare: ["when", "on_failure"] }, 1);

/** The body of a resource or a data source: what its type has, and what every one has. */
export function instanceBody(type: BodySchema): BodySchema {
  const blocks = { ...type.blocks, lifecycle: LIFECYCLE, provisioner: PROVISIONER, connection: block() };
  return { ...type, blocks, bare: ["provider", "depends_on"] };
}

/** Types that are built into Terraform. All of their members are attributes. */
export const BUILT_IN_TYPES = ["terraform_data", "terraform_remote_state"];

/** The body of a backend, with the names of its nested blocks. */
function backend(...names: readonly string[]): BodySchema {
  const blocks = Object.fromEntries(names.map((name) => [name, block({ literal: "all" })]));
  return { ...PLAIN, literal: "all", blocks };
}

/** Bodies of backends that nest blocks. Terraform tells nobody their schemas, so the list is from its documentation. */
const BACKENDS: Readonly<Record<string, BodySchema>> = {
  kubernetes: backend("exec"),
  oss: backend("assume_role", "assume_role_with_oidc"),
  remote: backend("workspaces"),
};

/** Blocks of a configuration that are no provider's, in the order in which they are written. */
export const LANGUAGE_BLOCKS: Readonly<Record<string, NestedSchema>> = {
  terraform: block({
    bare: ["experiments"],
    literal: ["required_version"],
    blocks: {
      required_providers: block({ literal: "all" }),
      backend: { labels: 1, body: backend(), bodies: BACKENDS },
      cloud: { labels: 0, body: backend("workspaces") },
      provider_meta: block({}, 1),
    },
  }),
  variable: block({ bare: ["type"], literal: ["default", "description"], blocks: { validation: block() } }, 1),
  locals: block(),
  module: block({ bare: ["depends_on", "providers"], literal: ["source", "version"] }, 1),
  moved: block({ bare: ["from", "to"] }),
  import: block({ bare: ["to", "provider"] }),
  removed: block({ bare: ["from"], blocks: { lifecycle: block(), provisioner: PROVISIONER } }),
  output: block({ bare: ["depends_on"], literal: ["description"], blocks: { precondition: block() } }, 1),
};
