import type { AssemblyStack } from "../../terraform/assembly";

/** The order among stacks, as the synth's manifest has it. */
export class StackGraph {
  /** @param stacks every stack, each behind those that it depends on */
  constructor(readonly stacks: readonly AssemblyStack[]) {}

  /** The stack of a name. @throws when there is none, which is a fault of the program */
  get(name: string): AssemblyStack {
    const found = this.stacks.find((stack) => stack.name === name);
    if (!found) throw new Error(`there is no stack ${name}`);
    return found;
  }

  /** The stacks of some names, in the order of a deploy. */
  named(names: ReadonlySet<string>): AssemblyStack[] {
    return this.stacks.filter(({ name }) => names.has(name));
  }

  /** The names of all stacks that have to be there before this one, also those that others of them need. */
  before(name: string): Set<string> {
    const found = new Set<string>();
    const visit = (wanted: string) => {
      for (const dependency of this.get(wanted).dependencies) {
        if (found.has(dependency)) continue;
        found.add(dependency);
        visit(dependency);
      }
    };
    visit(name);
    return found;
  }

  /** The names of all stacks that need this one, also by way of others. */
  behind(name: string): Set<string> {
    const names = this.stacks.map((stack) => stack.name);
    return new Set(names.filter((other) => this.before(other).has(name)));
  }
}
