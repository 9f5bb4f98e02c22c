#!/usr/bin/env bash
# agentic-flow 2.1.3 (npm): an agent file whose lines end with CRLF, or that starts with a byte-order mark, is not loaded, and
# nothing is said. The same file with LF is. Git on Windows checks files out with CRLF unless told otherwise.
# Seen 2026-11-29: LF reviewer, CRLF none, BOM none.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm pack --silent agentic-flow@2.1.3 >/dev/null
tar xzf agentic-flow-2.1.3.tgz
cat >ask.mjs <<'EOF'
import { mkdtempSync, writeFileSync } from "node:fs";
import { loadAgents } from "./package/dist/utils/agentLoader.js";

const agent = "---\nname: reviewer\ndescription: Reviews changes.\n---\n\nRead the change.\n";
const forms = { LF: agent, CRLF: agent.replaceAll("\n", "\r\n"), BOM: `\uFEFF${agent}` };
for (const [form, text] of Object.entries(forms)) {
  const folder = mkdtempSync("./agents-");
  writeFileSync(`${folder}/reviewer.md`, text);
  console.log(`seen: ${form} ${[...loadAgents(folder).keys()].join() || "none"}`);
}
process.exit(0);
EOF
QUIET=true node ask.mjs | grep '^seen: ' | tee seen
diff seen - <<'EOF'
seen: LF reviewer
seen: CRLF none
seen: BOM none
EOF
