import fc from "fast-check";
import type { Json } from "../../../tools/hcl/value";

/** Pieces that mean something to HCL, JSON or a terminal, between others. */
const piece = fc.oneof(
  fc.constantFrom(
    '"',
    "\\",
    "\n",
    "\r",
    "\t",
    "$",
    "%",
    "$${",
    "%%{",
    "{",
    "}",
    "\\n",
    "EOT",
    " ",
    "<<",
    "#",
    "//",
    "~",
  ),
  fc.constantFrom("网", "é", "👩‍👩‍👧", "\u2028", "\ufeff", "\u0000", "\u001b"),
  fc.string({ maxLength: 4 }).map((text) => text.replace(/[$%]/g, "")),
);
const INTERPOLATIONS = ["${var.a}", '${lookup(var.a, "}\\"{")}', '${upper("in ${var.a}")}', "${[for x in var.l : x]}"];

/** Whether every `${` and `%{` of a template is an interpolation with an end, or an escape, that no `$` or `%` stands before. */
function isSound(text: string): boolean {
  const others = INTERPOLATIONS.reduce((rest, each) => rest.replaceAll(each, "_"), text);
  return !/[$%](_|[$%]{2}\{)/.test(others) && !/[$%]\{/.test(others.replace(/(\$\$|%%)\{/g, ""));
}

const literal = fc.array(piece, { maxLength: 12 }).map((pieces) => pieces.join("").normalize("NFC"));
/** A string as Terraform's JSON has it: a template. */
export const template = fc
  .array(fc.oneof(literal, fc.constantFrom(...INTERPOLATIONS)), { maxLength: 4 })
  .map((parts) => parts.join(""))
  .filter(isSound);
const key = fc.oneof(
  fc.constantFrom("a", "for", "null", "a-b", "a/b", "1", "网", "a b"),
  literal.filter((text) => text !== "" && isSound(text)),
);
/** A value of any depth. */
export const { value } = fc.letrec<{ value: Json }>((tie) => ({
  value: fc.oneof(
    { depthSize: "small" },
    template,
    fc.integer(),
    fc.double({ noDefaultInfinity: true, noNaN: true, min: -1e9, max: 1e9 }).map((number) => Number(number.toFixed(3))),
    fc.boolean(),
    fc.constant(null),
    fc.array(tie("value"), { maxLength: 4 }),
    fc.dictionary(key, tie("value"), { maxKeys: 4 }),
  ),
}));
