#!/usr/bin/env bash
# Claude Code 2.1.332 (npm, linux-x64) follows a link in .claude/agents that leads up to the project, and takes every markdown
# file of the project that has a name and a description for an agent: documentation and skills too. Only a folder that it has
# been in already is left out, so that the agents themselves are not there twice.
# Seen 2026-11-30: as below, offline and without a login.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
package=@anthropic-ai/claude-code-linux-x64@2.1.332
tar xzf "$(npm pack --silent "$package")"
mkdir -p home project/.claude/agents project/.claude/skills/a-skill project/docs
file() {
    printf -- '---\nname: %s\ndescription: Reviews changes.\n---\n\nRead the change.\n' "$1" >"project/$2"
}
file own-agent .claude/agents/own-agent.md
file a-skill .claude/skills/a-skill/SKILL.md
file a-page docs/page.md
ask() {
    (cd project && HOME=$work/home CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC=1 \
        "$work/package/claude" -p /context --output-format stream-json --verbose </dev/null) >"$work/events" || true
    python3 - "$work/events" "$1" <<'P' | tee -a "$work/seen"
import json, sys

for line in open(sys.argv[1]):
    event = json.loads(line)
    if event.get("subtype") == "init":
        names = [name for name in event["agents"] if name in ("own-agent", "a-skill", "a-page")]
        print("seen:", sys.argv[2], *sorted(names))
P
}
HOME=$work/home git -C project init --quiet .
ask "without the link:"
ln -s ../.. project/.claude/agents/up
ask "with the link:"
diff "$work/seen" - <<'S'
seen: without the link: own-agent
seen: with the link: a-page a-skill own-agent
S
