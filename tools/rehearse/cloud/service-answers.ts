import type { Block } from "../../provider-schemas/model";
import type { TypeBehaviour } from "../provider/behaviour";
import { fromStateJson } from "../values/codec";
import { rewritten } from "../values/document";
import { isEmpty, isList, isObject, type ObjectValue, type Value } from "../values/value";
import type { ServiceValues } from "./service-values";

/** What a service makes of a value that it was given, by type and attribute, each with who says so. */
const FORMS: Readonly<Record<string, Readonly<Record<string, (value: Value) => Value>>>> = {
  // resource_alicloud_cs_kubernetes_addon.go: Read writes what it has merged.
  alicloud_cs_kubernetes_addon: { config: rewritten },
  // https://github.com/cloudflare/terraform-provider-cloudflare/issues/6239
  cloudflare_origin_ca_certificate: { hostnames: sorted },
};

/** How services answer what they are asked of a resource: not in the words in which they were told. */
export class ServiceAnswers {
  /**
   * @param behaviour which attributes the provider takes from the service, and whose documents it compares by meaning
   * @param values what the service says of those that it was not given
   */
  constructor(
    private readonly behaviour: Readonly<Record<string, TypeBehaviour>>,
    private readonly values: ServiceValues,
  ) {}

  /**
   * A resource as the provider reads it.
   *
   * @param resource as it was made or changed
   */
  of(type: string, block: Block, resource: ObjectValue): ObjectValue {
    const { readBack = [], diffSuppressed = [] } = this.behaviour[type] ?? {};
    const own = this.values[type] ?? {};
    const silent = readBack.filter((name) => isUnset(resource[name]));
    const said = fromStateJson(Object.fromEntries(silent.map((name) => [name, own[name]?.value ?? null])), block);
    const filled = silent.map((name) => [name, said[name] ?? zeroOf(block, name)]);
    const documents = diffSuppressed.map((name) => [name, rewritten(resource[name] ?? null)]);
    const forms = Object.entries(FORMS[type] ?? {}).map(([name, form]) => [name, form(resource[name] ?? null)]);
    const answered = [...documents, ...filled, ...forms].filter(([name]) => String(name) in resource);
    return { ...resource, ...Object.fromEntries(answered) };
  }
}

function isUnset(value: Value | undefined): boolean {
  return value === undefined || value === null || ((isList(value) || isObject(value)) && isEmpty(value));
}

/** What the SDK's `Set` leaves in a state when the service has nothing to say. */
function zeroOf({ attributes = {} }: Block, name: string): Value {
  const type = attributes[name]?.type;
  if (type === undefined) return [];
  if (typeof type !== "string") return type[0] === "map" || type[0] === "object" ? {} : [];
  return { string: "", number: 0, bool: false, dynamic: null }[type];
}

function sorted(value: Value): Value {
  return isList(value) ? [...value].sort() : value;
}
