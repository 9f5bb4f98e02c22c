#!/usr/bin/env bash
# Gemini CLI 0.61.0 (npm @google/gemini-cli-core) includes a file that is named by `@path` in a fence of tildes, in an indented
# block and in a comment of HTML. Expected, by its own documentation (docs/reference/memport.md, "Code region detection"): what
# stands in code is not imported, since the library `marked` finds code blocks. Only backticks are seen.
# Seen 2026-11-30: as below, without a network or a login.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm install --silent --no-audit --no-fund --ignore-scripts @google/gemini-cli-core@0.61.0 >log 2>&1 || { cat log; exit 1; }
mkdir project
echo included >project/a.md
cat >ask.mjs <<'M'
import { processImports } from '@google/gemini-cli-core/dist/src/utils/memoryImportProcessor.js';

const folder = `${process.cwd()}/project`;
const texts = {
  'in prose': 'See @./a.md\n',
  'fence of backticks': '```\n@./a.md\n```\n',
  'code span': '`@./a.md`\n',
  'fence of tildes': '~~~\n@./a.md\n~~~\n',
  'indented block': 'Words\n\n    @./a.md\n',
  'comment': '<!-- @./a.md -->\n',
};
for (const [name, text] of Object.entries(texts)) {
  const { content } = await processImports(text, folder, false, undefined, folder);
  console.log(`seen: ${name}: ${content.includes('included') ? 'imported' : 'left alone'}`);
}
M
node ask.mjs | tee seen
diff seen - <<'S'
seen: in prose: imported
seen: fence of backticks: left alone
seen: code span: left alone
seen: fence of tildes: imported
seen: indented block: imported
seen: comment: imported
S
