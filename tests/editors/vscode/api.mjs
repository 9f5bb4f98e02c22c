// VS Code through the API of its extension host, and what the extension does where there is nothing to do.

import { existsSync, readFileSync, rmSync } from "node:fs";
import path from "node:path";
import { check, eventually, failed, home, label, processes, session, version } from "./host.mjs";

console.log(`VS Code ${version}`);
const place = home();
const extension = path.join(import.meta.dirname, "suite");
const result = path.join(place.work, "result");
const lines = () => (existsSync(result) ? readFileSync(result, "utf8").trim().split("\n").map((line) => JSON.parse(line)) : []);

const payload = [["extensionDevelopmentPath", extension], ["extensionTestsPath", path.join(extension, "run.cjs")]];

/** Runs a suite in a folder. */
async function run(suite, folder) {
  rmSync(result, { force: true });
  await session(place, folder, payload, { RESULT: result, WORKSPACE: folder, SUITE: suite }, async () => {
    const done = await eventually(() => lines().some((line) => line.done), 120000);
    for (const line of lines()) {
      if (line.note) console.log(`--    ${label}: ${line.note}`);
      if (line.name) check(line.name, line.ok, line.detail);
    }
    check("the suite ran through", done);
  });
  check("no process is left behind", await eventually(() => processes(place).length === 0));
}

await run("plain", place.plain);
await run("workspace", place.workspace);
process.exit(failed ? 1 : 0);
