// Loaded into every Node process of a measured command (node --require): notes its peak memory, in MiB, when it exits.
const { appendFileSync } = require("node:fs");

process.on("exit", () => {
  appendFileSync(process.env.PEAK_RECORD ?? "", `${process.resourceUsage().maxRSS / 1024}\n`);
});
