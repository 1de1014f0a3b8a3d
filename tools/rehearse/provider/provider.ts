import type { Block, ProviderSchema, ResourceSchema } from "../../provider-schemas/model";
import type { Cloud } from "../cloud/cloud";
import { CloudError } from "../cloud/cloud-error";
import { planVersion } from "../cloud/launch-template";
import { fromStateJson } from "../values/codec";
import { isObject, type ObjectValue, type Value } from "../values/value";
import type { Answer, Diagnostic } from "./answer";
import type { TypeBehaviour } from "./behaviour";
import { validateConfig } from "./config-rules";
import { deprecations } from "./deprecations";
import type { LocalType } from "./local-type";
import { LOCAL_TYPES } from "./local-types";
import { mapBlock, planCreate, planUpdate, replacedBy } from "./planning";
import { withDefaults, withoutNoise } from "./sdk-planning";

/** A simulated provider: plans and applies by its schema, on a simulated cloud. */
export class SimulatedProvider {
  private region = "cn-hongkong";

  /**
   * @param source the provider's name, such as `aliyun/alicloud`
   * @param behaviour per type, what the schema does not tell; of a provider that is made with Terraform's plugin SDK
   */
  constructor(
    readonly source: string,
    readonly schema: ProviderSchema,
    private readonly cloud: Cloud,
    private readonly behaviour?: Readonly<Record<string, TypeBehaviour>>,
  ) {}

  /** Whether plans and states may differ from configurations in what the SDK takes for the same, such as null and "". */
  get hasLegacyTypes(): boolean {
    return this.behaviour !== undefined;
  }

  /** Takes the provider's configuration: of several, aliases, the last one's region is what data sources answer for. */
  configure(config: ObjectValue): void {
    this.cloud.welcome();
    if (typeof config.region === "string") this.region = config.region;
  }

  /** What the provider itself would refuse or warn of before any plan. */
  validate(type: string, config: ObjectValue): readonly Diagnostic[] {
    return [...deprecations(this.resource(type).block, config), ...validateConfig(this.behaviourOf(type), config)];
  }

  upgrade(type: string, state: unknown): ObjectValue {
    return fromStateJson(state, this.resource(type).block);
  }

  read(type: string, state: ObjectValue): ObjectValue | null {
    const local = LOCAL_TYPES[type];
    if (local) return local.isOver(state, this.cloud.now()) ? null : state;
    return this.cloud.read(type, state) ?? null;
  }

  plan(type: string, prior: Value, proposed: Value): { planned: Value; requiresReplace: string[] } {
    if (!isObject(proposed)) return { planned: null, requiresReplace: [] };
    const { block } = this.resource(type);
    const behaviour = this.behaviourOf(type);
    const wanted = withDefaults(block, behaviour, proposed);
    if (!isObject(prior)) return { planned: withoutWriteOnly(block, planCreate(block, wanted)), requiresReplace: [] };
    const local = LOCAL_TYPES[type];
    const updated = withoutWriteOnly(block, planUpdate(block, prior, wanted));
    const quiet = this.hasLegacyTypes ? withoutNoise(block, behaviour, prior, updated) : updated;
    const planned = local ? local.planUpdate(prior, quiet) : planVersion(type, prior, quiet);
    const forceNew = local?.forceNew ?? behaviour.forceNew ?? [];
    return { planned, requiresReplace: replacedBy(forceNew, prior, planned) };
  }

  /** Does what was planned. When the cloud refuses, the state stays what it was. */
  async apply(type: string, prior: Value, planned: Value): Promise<Answer<Value>> {
    const local = LOCAL_TYPES[type];
    if (local) return { value: applyLocally(local, prior, planned, this.cloud.now()), diagnostics: [] };
    await this.cloud.whenFree();
    const { block } = this.resource(type);
    try {
      if (!isObject(planned)) {
        if (isObject(prior)) this.cloud.delete(type, prior);
        return { value: null, diagnostics: [] };
      }
      const value = isObject(prior)
        ? this.cloud.update(type, block, prior, planned)
        : await this.cloud.createPart(type, block, planned);
      return { value, diagnostics: [] };
    } catch (error) {
      return { value: prior, diagnostics: [describe(error)] };
    }
  }

  import(type: string, id: string): Answer<ObjectValue> {
    try {
      return { value: this.cloud.find(type, id).attributes, diagnostics: [] };
    } catch (error) {
      return { diagnostics: [describe(error)] };
    }
  }

  readData(type: string, config: ObjectValue): ObjectValue {
    const schema = this.schema.data_source_schemas[type];
    if (!schema) throw new Error(`${this.source} has no data source ${type}`);
    return this.cloud.answer(type, schema.block, planCreate(schema.block, config), this.region);
  }

  private behaviourOf(type: string): TypeBehaviour {
    return this.behaviour?.[type] ?? {};
  }

  private resource(type: string): ResourceSchema {
    const schema = this.schema.resource_schemas[type];
    if (!schema) throw new Error(`${this.source} has no resource ${type}`);
    return schema;
  }
}

function applyLocally(type: LocalType, prior: Value, planned: Value, now: Date): Value {
  return isObject(planned) && !isObject(prior) ? type.create(planned, now) : planned;
}

/** Write-only attributes are never in a plan or a state. */
function withoutWriteOnly(block: Block, value: ObjectValue): ObjectValue {
  return mapBlock(block, value, (inner, attribute) => (attribute.write_only ? null : inner));
}

function describe(error: unknown): Diagnostic {
  if (!(error instanceof CloudError)) throw error;
  return { severity: "ERROR", summary: error.code, detail: error.message };
}
