#!/usr/bin/env bash
# Deno 2.9.6 (npm deno), `deno fmt`, changes what a block scalar in front matter says: spaces at the ends of its lines go,
# which are markdown's line breaks in descriptions of agents, and of the empty lines that `|+` keeps, one is left.
# Expected: a formatter changes no value, as Prettier 3.10.1 does not.
# Seen 2026-12-01: as below, without a configuration.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm install --silent --no-audit --no-fund deno@2.9.6 prettier@3.10.1 yaml@2.8.2 >log 2>&1 || { cat log; exit 1; }
printf -- '---\nname: reviewer\ndescription: |\n  Use it for:  \n  reviews.\nnotes: |+\n  One.\n\n\n\ncolor: blue\n---\n\nYou review.\n' >agent.md
cp agent.md deno.md
cp agent.md prettier.md
npx deno fmt -q deno.md
npx prettier --write prettier.md >log
cat >values.mjs <<'M'
import { readFileSync } from 'node:fs';
import { parse } from 'yaml';

for (const name of ['agent', 'prettier', 'deno']) {
  const { description, notes } = parse(readFileSync(`${name}.md`, 'utf8').split('---')[1]);
  console.log(`seen: ${name}: ${JSON.stringify(description)} ${JSON.stringify(notes)}`);
}
M
node values.mjs | tee seen
diff seen - <<'S'
seen: agent: "Use it for:  \nreviews.\n" "One.\n\n\n\n"
seen: prettier: "Use it for:  \nreviews.\n" "One.\n\n\n\n"
seen: deno: "Use it for:\nreviews.\n" "One.\n\n"
S
