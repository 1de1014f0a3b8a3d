import { expect, test } from "@jest/globals";
import { unwritable } from "../../../tools/synth/unwritable";

const full = "the disk is full; make room, or name a folder on another one.";

/** As Node makes it. */
function errorOf(code: string, syscall: string, places: { readonly path?: string; readonly dest?: string }): Error {
  return Object.assign(new Error(`${code}: ${syscall}`), { code, syscall, ...places });
}

test.each([
  ["a write, whose error names no file", errorOf("ENOSPC", "write", {})],
  ["a copy, whose error names the source first", errorOf("ENOSPC", "copyfile", { path: "/cache/a", dest: "/out/a" })],
  ["a new folder", errorOf("ENOSPC", "mkdir", { path: "/out/a" })],
])("a full disk at %s is the output's", (_, error) => {
  expect(unwritable("out", error, ["/out"])?.message).toBe(`--output: "out": ${full}`);
});

test.each([
  ["of a file elsewhere", errorOf("EACCES", "open", { path: "/cache/a" })],
  ["of a file that has no name", errorOf("EPERM", "write", {})],
  ["of another kind", errorOf("EIO", "open", { path: "/out/a" })],
  ["that no file system made", new Error("no")],
])("an error %s is not the output's", (_, error) => {
  expect(unwritable("out", error, ["/out"])).toBeUndefined();
});
