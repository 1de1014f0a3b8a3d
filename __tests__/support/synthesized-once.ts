import type { SynthesizedStack } from "./synthesis";

type Stacks = Record<string, SynthesizedStack>;

const kept = new Map<string, Stacks>();

/**
 * Synthesizes stacks, or finds those that an earlier suite of this worker has synthesized of the same data. They are
 * frozen: no suite can change what another one sees.
 *
 * @param data what the stacks are made of, which has to be all that they depend on; compared as JSON
 */
export function synthesizedOnce(data: unknown, synthesize: () => Stacks): Stacks {
  const key = JSON.stringify(data);
  const found = kept.get(key);
  if (found !== undefined) return found;
  const stacks = synthesize();
  freeze(stacks);
  kept.set(key, stacks);
  return stacks;
}

function freeze(value: unknown): void {
  if (typeof value !== "object" || value === null) return;
  Object.freeze(value);
  for (const inner of Object.values(value)) freeze(inner);
}
