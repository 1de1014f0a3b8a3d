import { describe, expect, test } from "@jest/globals";
import { chooseStacks } from "../../../tools/deploy/stacks/choice";
import { StackGraph } from "../../../tools/deploy/stacks/graph";

const STACKS = [
  "account",
  "state",
  "production-data",
  "production-network",
  "production-hk-network",
  "staging-network",
];
const ENVIRONMENTS = [
  { name: "account", kind: "account" },
  { name: "production", kind: "platform" },
  { name: "production-hk", kind: "platform" },
  { name: "staging", kind: "platform" },
];
const choose = (...names: string[]) => [...chooseStacks(names, STACKS, ENVIRONMENTS)];

describe("names of stacks and environments", () => {
  test("mean a stack, or every stack of an environment", () => {
    expect(choose("staging-network")).toEqual(["staging-network"]);
    expect(choose("production")).toEqual(["production-data", "production-network"]);
  });

  test("mean the environment with the longest name that fits", () => {
    expect(choose("production-hk")).toEqual(["production-hk-network"]);
  });

  test("mean the stack where an environment is called the same", () => {
    expect(choose("account")).toEqual(["account"]);
  });

  test("count once when they are given twice", () => {
    expect(choose("production-data", "production")).toEqual(["production-data", "production-network"]);
  });

  test("are refused when they are neither, each with the nearest one", () => {
    expect(() => choose("stagin", "staging-netwrok", "x")).toThrow(
      [
        "stagin: is neither a stack nor an environment. Did you mean staging?",
        "staging-netwrok: is neither a stack nor an environment. Did you mean staging-network?",
        `x: is neither a stack nor an environment. Choose from ${STACKS.join(", ")}, or an environment.`,
      ].join("\n"),
    );
  });

  test("are refused when they mean an environment of which nothing was synthesized", () => {
    const choice = () => chooseStacks(["staging"], ["production-data"], ENVIRONMENTS);
    expect(choice).toThrow("staging: is neither a stack nor an environment");
  });
});

describe("the order of stacks", () => {
  const stack = (name: string, ...dependencies: string[]) => ({ name, dependencies, folder: "", configuration: {} });
  const graph = new StackGraph([stack("a"), stack("b", "a"), stack("c", "b"), stack("d", "a")]);

  test("has what comes before a stack and what is behind it, by way of others, too", () => {
    expect([...graph.before("c")].sort()).toEqual(["a", "b"]);
    expect([...graph.behind("a")].sort()).toEqual(["b", "c", "d"]);
    expect([...graph.behind("c"), ...graph.before("a")]).toEqual([]);
  });
});
