import { describe, expect, test } from "@jest/globals";
import { readCatalog } from "../../../environments/loading/catalog";

describe("the catalog", () => {
  test("has the account first, then every environment by its name, each from the file that is called like it", () => {
    const { environments, problems } = readCatalog();
    const [account, ...platforms] = environments.map(({ kind, name }) => ({ kind, name }));
    expect(account?.kind).toBe("account");
    const names = platforms.map(({ name }) => name);
    expect(names).toEqual([...names].sort());
    expect(problems).toEqual([]);
  });
});
