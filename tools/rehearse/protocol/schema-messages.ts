import type { Attribute, Block, NestedType, ProviderSchema, ResourceSchema } from "../../provider-schemas/model";

/** A provider's schema as the messages of GetProviderSchema. */
export function schemaMessages({ provider, resource_schemas, data_source_schemas }: ProviderSchema) {
  const all = (schemas: Readonly<Record<string, ResourceSchema>>) =>
    Object.fromEntries(Object.entries(schemas).map(([type, schema]) => [type, schemaMessage(schema)]));
  return {
    provider: schemaMessage(provider),
    resource_schemas: all(resource_schemas),
    data_source_schemas: all(data_source_schemas),
  };
}

function schemaMessage({ version, block }: ResourceSchema) {
  return { version, block: blockMessage(block) };
}

function blockMessage({ attributes = {}, block_types = {}, deprecated = false }: Block): object {
  return {
    deprecated,
    attributes: attributeMessages(attributes),
    block_types: Object.entries(block_types).map(([type_name, { nesting_mode, block, min_items, max_items }]) => ({
      type_name,
      block: blockMessage(block),
      nesting: nesting_mode.toUpperCase(),
      min_items: min_items ?? 0,
      max_items: max_items ?? 0,
    })),
  };
}

function attributeMessages(attributes: Readonly<Record<string, Attribute>>): object[] {
  return Object.entries(attributes).map(([name, { type, nested_type, required, optional, computed, ...rest }]) => ({
    name,
    ...(nested_type ? { nested_type: nestedTypeMessage(nested_type) } : { type: Buffer.from(JSON.stringify(type)) }),
    required: required ?? false,
    optional: optional ?? false,
    computed: computed ?? false,
    sensitive: rest.sensitive ?? false,
    write_only: rest.write_only ?? false,
    deprecated: rest.deprecated ?? false,
  }));
}

function nestedTypeMessage({ attributes, nesting_mode }: NestedType): object {
  return { attributes: attributeMessages(attributes), nesting: nesting_mode.toUpperCase() };
}
