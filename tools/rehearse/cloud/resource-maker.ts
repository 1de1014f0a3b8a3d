import type { Block } from "../../provider-schemas/model";
import { mapBlock } from "../provider/planning";
import { type ObjectValue, UNKNOWN, type Value } from "../values/value";
import { fillRandom, generateValue } from "./generated-values";
import { DEFAULT_IDENTIFIER, ID_TWINS, identifierOf } from "./identifiers";
import { Random } from "./random";

/** Makes up what the cloud decides: ids and computed values. */
export class ResourceMaker {
  private readonly twins = new Map<string, number>();

  /** @param seed what all that is made up follows from */
  constructor(private readonly seed: string) {}

  /** Forgets what it has made: the next run makes the same again. */
  forget(): void {
    this.twins.clear();
  }

  /**
   * Completes a resource. The same one gets the same values in every run; a second one just like it gets others.
   *
   * @param planned the resource, unknown where the cloud decides
   * @param id the id that it has already
   */
  complete(type: string, block: Block, planned: ObjectValue, id?: string): ObjectValue {
    const random = this.randomFor(type, planned);
    const completed = mapBlock(block, planned, (value, attribute, name) => {
      if (attribute.write_only) return null;
      return value === UNKNOWN ? generateValue(attribute.type ?? "dynamic", name, type, random) : value;
    });
    const ownId = id ?? (isKnownId(planned.id) ? planned.id : makeId(type, completed, random));
    const twins = Object.entries({ id: "{id}", ...ID_TWINS[type] }).filter(([name]) => name in completed);
    return {
      ...completed,
      ...Object.fromEntries(twins.map(([name, pattern]) => [name, pattern.replace("{id}", () => ownId)])),
    };
  }

  private randomFor(type: string, planned: ObjectValue): Random {
    const likeness = `${this.seed}/${type}/${JSON.stringify(planned)}`;
    const twin = this.twins.get(likeness) ?? 0;
    this.twins.set(likeness, twin + 1);
    return new Random(`${likeness}/${twin}`);
  }
}

function isKnownId(id: Value | undefined): id is string {
  return typeof id === "string" && id !== "";
}

/** Parts of an id may be made up as well, so it follows from the complete resource. */
function makeId(type: string, completed: ObjectValue, random: Random): string {
  const named = identifierOf(type).replaceAll(/\{(\w+)\}/g, (_, name) => {
    const value = completed[name];
    return typeof value === "string" || typeof value === "number" ? String(value) : "";
  });
  const id = fillRandom(named, random);
  return /[a-z0-9]/i.test(id) ? id : fillRandom(DEFAULT_IDENTIFIER, random);
}
