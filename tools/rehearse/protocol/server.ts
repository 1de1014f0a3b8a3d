import path from "node:path";
import {
  Server,
  ServerCredentials,
  type ServerUnaryCall,
  type ServiceDefinition,
  type sendUnaryData,
} from "@grpc/grpc-js";
import { loadSync } from "@grpc/proto-loader";
import type { Diagnostic } from "../provider/answer";
import type { SimulatedProvider } from "../provider/provider";
import { decodeValue, encodeValue } from "../values/codec";
import { isObject, type ObjectValue, type Value } from "../values/value";
import { schemaMessages } from "./schema-messages";

const DEFINITION = "tools/rehearse/protocol/tfplugin6.proto";
/** Schemas are megabytes; gRPC's own limit is four. */
const LARGEST_MESSAGE = 256 * 1024 * 1024;

/** A value on the wire. */
interface DynamicValue {
  readonly msgpack?: Uint8Array;
  readonly json?: Uint8Array;
}

/** A request of the protocol: which fields there are depends on the call. */
interface Request {
  readonly type_name: string;
  readonly id: string;
  readonly config: DynamicValue | null;
  readonly current_state: DynamicValue | null;
  readonly prior_state: DynamicValue | null;
  readonly proposed_new_state: DynamicValue | null;
  readonly planned_state: DynamicValue | null;
  readonly raw_state: { readonly json: Uint8Array } | null;
  readonly source_state: { readonly json: Uint8Array } | null;
  readonly target_type_name: string;
}

/**
 * Serves a simulated provider over the plugin protocol, version 6, on a Unix socket.
 *
 * @param socket the socket's path
 * @returns stops the server
 */
export async function serve(provider: SimulatedProvider, socket: string): Promise<() => void> {
  const definition = loadSync(path.resolve(DEFINITION), {
    keepCase: true,
    longs: Number,
    enums: String,
    defaults: true,
  });
  const server = new Server({
    "grpc.max_receive_message_length": LARGEST_MESSAGE,
    "grpc.max_send_message_length": LARGEST_MESSAGE,
  });
  const calls = Object.entries(handlers(provider)).map(([name, handle]) => [name, unary(handle)]);
  server.addService(definition["tfplugin6.Provider"] as ServiceDefinition, Object.fromEntries(calls));
  await new Promise<void>((resolve, reject) => {
    server.bindAsync(`unix:${socket}`, ServerCredentials.createInsecure(), (error) =>
      error ? reject(error) : resolve(),
    );
  });
  return () => server.forceShutdown();
}

/** Answers a call; what a handler throws becomes a diagnostic, so that Terraform shows it instead of a broken plugin. */
function unary(handle: (request: Request) => object | Promise<object>) {
  return async (call: ServerUnaryCall<Request, object>, answer: sendUnaryData<object>) => {
    try {
      answer(null, await handle(call.request));
    } catch (error) {
      const detail = error instanceof Error ? (error.stack ?? error.message) : String(error);
      answer(null, { diagnostics: [{ severity: "ERROR", summary: "The simulated provider failed", detail }] });
    }
  };
}

function handlers(provider: SimulatedProvider): Record<string, (request: Request) => object | Promise<object>> {
  const capabilities = { get_provider_schema_optional: true };
  return {
    GetMetadata: () => ({
      server_capabilities: capabilities,
      resources: Object.keys(provider.schema.resource_schemas).map((type_name) => ({ type_name })),
      data_sources: Object.keys(provider.schema.data_source_schemas).map((type_name) => ({ type_name })),
    }),
    GetProviderSchema: () => ({ ...schemaMessages(provider.schema), server_capabilities: capabilities }),
    GetResourceIdentitySchemas: () => ({}),
    ValidateProviderConfig: () => ({}),
    ConfigureProvider: ({ config }) => {
      provider.configure(objectOf(config));
      return {};
    },
    ValidateResourceConfig: ({ type_name, config }) => ({
      diagnostics: provider.validate(type_name, objectOf(config)).map(diagnosticMessage),
    }),
    ValidateDataResourceConfig: () => ({}),
    UpgradeResourceState: ({ type_name, raw_state }) => ({
      upgraded_state: dynamic(provider.upgrade(type_name, parseJson(raw_state?.json))),
    }),
    MoveResourceState: ({ target_type_name, source_state }) => ({
      target_state: dynamic(provider.upgrade(target_type_name, parseJson(source_state?.json))),
    }),
    ReadResource: ({ type_name, current_state }) => ({
      new_state: dynamic(provider.read(type_name, objectOf(current_state))),
    }),
    PlanResourceChange: ({ type_name, prior_state, proposed_new_state }) => {
      const { planned, requiresReplace } = provider.plan(
        type_name,
        decodeValue(prior_state),
        decodeValue(proposed_new_state),
      );
      return {
        planned_state: dynamic(planned),
        legacy_type_system: provider.hasLegacyTypes,
        requires_replace: requiresReplace.map((attribute_name) => ({ steps: [{ attribute_name }] })),
      };
    },
    ApplyResourceChange: async ({ type_name, prior_state, planned_state }) => {
      const { value, diagnostics } = await provider.apply(
        type_name,
        decodeValue(prior_state),
        decodeValue(planned_state),
      );
      const messages = diagnostics.map(diagnosticMessage);
      return {
        new_state: dynamic(value ?? null),
        diagnostics: messages,
        legacy_type_system: provider.hasLegacyTypes,
      };
    },
    ImportResourceState: ({ type_name, id }) => {
      const { value, diagnostics } = provider.import(type_name, id);
      return {
        imported_resources: value ? [{ type_name, state: dynamic(value) }] : [],
        diagnostics: diagnostics.map(diagnosticMessage),
      };
    },
    ReadDataSource: ({ type_name, config }) => ({ state: dynamic(provider.readData(type_name, objectOf(config))) }),
    StopProvider: () => ({}),
  };
}

function dynamic(value: Value): DynamicValue {
  return { msgpack: encodeValue(value) };
}

function objectOf(value: DynamicValue | null): ObjectValue {
  const decoded = decodeValue(value);
  return isObject(decoded) ? decoded : {};
}

function parseJson(json: Uint8Array | undefined): unknown {
  return json?.length ? JSON.parse(Buffer.from(json).toString("utf8")) : null;
}

function diagnosticMessage({ severity, summary, detail, attribute }: Diagnostic): object {
  const path = attribute === undefined ? {} : { attribute: { steps: [{ attribute_name: attribute }] } };
  return { severity, summary, detail, ...path };
}
