// VS Code through the API of its extension host, and what the extension does where there is nothing to do.

import { existsSync, readFileSync, rmSync } from "node:fs";
import path from "node:path";
import { check, eventually, failed, home, label, leave, servers, session, version } from "./host.mjs";

console.log(`VS Code ${version}`);
const place = home();
const suite = path.join(import.meta.dirname, "suite");
const result = path.join(place.work, "result");
const lines = () => (existsSync(result) ? readFileSync(result, "utf8").trim().split("\n").map((line) => JSON.parse(line)) : []);

const payload = [["extensionDevelopmentPath", suite], ["extensionTestsPath", path.join(suite, "run.cjs")]];

/** Runs the suite in a folder; without OFFERED it is the one for a folder without agents. */
async function run(folder, offered) {
  rmSync(result, { force: true });
  await session(place, folder, payload, { RESULT: result, WORKSPACE: folder, OFFERED: offered }, async () => {
    const done = await eventually(() => lines().some((line) => line.done), 120000);
    for (const line of lines()) {
      if (line.note) console.log(`--    ${label}: ${line.note}`);
      if (line.name) check(line.name, line.ok, line.detail);
    }
    check("the suite ran through", done);
  });
  check("no process is left behind", await eventually(() => servers(place).length === 0));
}

await run(place.plain, "");
await run(place.workspace, process.env.OFFERED);
leave(place);
process.exit(failed ? 1 : 0);
