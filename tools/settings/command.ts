/** `npm run settings`: writes docs/settings.md, the page of every knob, from the schema. */
import { writeFileSync } from "node:fs";
import { settingsPage } from "./page";

writeFileSync("docs/settings.md", settingsPage());
console.log("docs/settings.md");
