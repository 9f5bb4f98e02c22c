#!/usr/bin/env bash
# agentic-flow 2.1.3 (npm) reads front matter line by line and not as YAML: of a block scalar the description is its sign, of a
# flow list the brackets go into the names of the tools, and a block list of tools counts as none given.
# Seen 2026-11-29: as below.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm pack --silent agentic-flow@2.1.3 >/dev/null
tar xzf agentic-flow-2.1.3.tgz
cat >ask.mjs <<'EOF'
import { mkdtempSync, writeFileSync } from "node:fs";
import { loadAgents } from "./package/dist/utils/agentLoader.js";

const forms = {
  block: "description: |-\n  Reviews changes.\n  Use it often.",
  flow: "description: Reviews changes.\ntools: [Read, Grep]",
  list: "description: Reviews changes.\ntools:\n  - Read\n  - Grep",
};
for (const [form, keys] of Object.entries(forms)) {
  const folder = mkdtempSync("./agents-");
  writeFileSync(`${folder}/reviewer.md`, `---\nname: reviewer\n${keys}\n---\n\nRead the change.\n`);
  const [agent] = loadAgents(folder).values();
  console.log(`seen: ${form} ${JSON.stringify([agent.description, agent.tools ?? null])}`);
}
process.exit(0);
EOF
QUIET=true node ask.mjs | grep '^seen: ' | tee seen
diff seen - <<'EOF'
seen: block ["|-",null]
seen: flow ["Reviews changes.",["[Read","Grep]"]]
seen: list ["Reviews changes.",null]
EOF
