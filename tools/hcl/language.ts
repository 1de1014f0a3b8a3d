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

/** Blocks of a configuration that are no provider's, in the order in which they are written. */
export const LANGUAGE_BLOCKS: Readonly<Record<string, NestedSchema>> = {
  terraform: block({
    bare: ["experiments"],
    blocks: {
      required_providers: block(),
      backend: block({}, 1),
      cloud: block({ blocks: { workspaces: block() } }),
      provider_meta: block({}, 1),
    },
  }),
  variable: block({ bare: ["type"], blocks: { validation: block() } }, 1),
  locals: block(),
  module: block({ bare: ["depends_on", "providers"] }, 1),
  moved: block({ bare: ["from", "to"] }),
  import: block({ bare: ["to", "provider"] }),
  removed: block({ bare: ["from"], blocks: { lifecycle: block(), provisioner: PROVISIONER } }),
  output: block({ bare: ["depends_on"], blocks: { precondition: block() } }, 1),
};
