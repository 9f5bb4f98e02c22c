#!/usr/bin/env bash
# Augment's auggie 0.36.0 (npm) takes a rule for one that applies always when it does not read its type as one of three
# words, and says nothing of it: an unknown word does so, `alwaysApply: false`, and a byte order mark in front of `type:
# manual`. Only with a description beside it an unknown word means `agent_requested`. Expected: a rule that is not to apply
# always does not.
# Seen 2026-11-30: as below, without a network or a login.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
tar xzf "$(npm pack --silent @augmentcode/auggie@0.36.0)"
mkdir -p home project/.augment/rules
git init --quiet project
rule() {
    printf -- '%b\nWrite short functions.\n' "$2" >"project/.augment/rules/$1.md"
}
rule manual '---\ntype: manual\n---\n'
rule manual-mark '\xef\xbb\xbf---\ntype: manual\n---\n'
rule unknown '---\ntype: on-demand\n---\n'
rule unknown-described '---\ntype: on-demand\ndescription: About functions.\n---\n'
rule always-false '---\nalwaysApply: false\n---\n'
cd project
HOME=$work/home NO_COLOR=1 timeout 120 unshare --map-root-user --net \
    node "$work/package/augment.mjs" rules list </dev/null >../list 2>../errors
cd ..
python3 - <<'P' | tee seen
import re

kind, seen = None, []
for line in open("list"):
    if heading := re.search(r"(\w+): \d+", line):
        kind = heading[1]
    if rule := re.search(r"([\w-]+)\.md", line):
        seen.append(f"seen: {rule[1]}: {kind}")
print(*sorted(seen), sep="\n")
print("seen: said of them:", "something" if ".md" in open("errors").read() else "nothing")
P
diff seen - <<'S'
seen: always-false: always_apply
seen: manual-mark: always_apply
seen: manual: manual
seen: unknown-described: agent_requested
seen: unknown: always_apply
seen: said of them: nothing
S
