// Answers each HCL text that it is sent with its JSON. It is a process of its own, because one that has loaded the parser
// (WASM) does not end.
const { parse } = require("@cdktf/hcl2json");

process.on("message", async ({ id, text }) => {
  try {
    process.send?.({ id, json: await parse("main.tf", text) });
  } catch (error) {
    process.send?.({ id, error: String(error) });
  }
});
process.on("disconnect", () => process.exit());
