// Puts the parts of the page of `agentls graph` into dist/page.json, for the command that shows it in an editor.

import { mkdirSync, readFileSync, writeFileSync } from "node:fs";

const folder = new URL("../../../server/cli/graph/", import.meta.url);
const read = (file) => readFileSync(new URL(file, folder), "utf8");

// The order of the scripts is where the program puts them together.
const scripts = [...read("page.rs").matchAll(/include_str!\("(page\/\w+\.js)"\)/g)].map(([, file]) => read(file));
const page = { markup: read("page/page.html"), style: read("page/page.css"), script: `"use strict";\n${scripts.join("")}` };
mkdirSync("dist", { recursive: true });
writeFileSync("dist/page.json", JSON.stringify(page));
