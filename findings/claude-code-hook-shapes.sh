#!/usr/bin/env bash
# Claude Code 2.1.332 (npm, linux-x64) drops an agent, and its list of agents says nothing of it, when a key that it does not
# know holds what looks like a matcher of a hook. The same below `metadata` is left alone, and so is a list of plain words.
# Seen 2026-11-29: as below, offline and without a login.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
package=@anthropic-ai/claude-code-linux-x64@2.1.332
tar xzf "$(npm pack --silent "$package")"
mkdir -p home project/.claude/agents
matcher='[{ matcher: Bash, hooks: [{ type: command, command: "true" }] }]'
agent() {
    printf -- '---\nname: %s\ndescription: Reviews changes.\n%s\n---\n\nRead the change.\n' "$1" "$2" \
        >"project/.claude/agents/$1.md"
}
agent own-key "team: $matcher"
agent below-metadata "metadata: { team: $matcher }"
agent plain-words "team: [core, web]"
cd project
HOME=$work/home git init --quiet .
HOME=$work/home CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC=1 \
    "$work/package/claude" -p /context --output-format stream-json --verbose </dev/null >"$work/events" || true
python3 - "$work/events" <<'P' | tee "$work/seen"
import json, sys

for line in open(sys.argv[1]):
    event = json.loads(line)
    if event.get("subtype") == "init":
        for name in ("own-key", "below-metadata", "plain-words"):
            print("seen:", name, "listed" if name in event["agents"] else "not listed")
P
diff "$work/seen" - <<'S'
seen: own-key not listed
seen: below-metadata listed
seen: plain-words listed
S
