#!/usr/bin/env bash
# Kilo's CLI 7.7.9 (npm, linux-x64) leaves an agent out when one key has another type than it wants: `tools` as text or list,
# as in agents of Claude Code, `disable: no`, which YAML 1.2 reads as text, or `tools:` without a value, while `model:`
# without one is fine. The list of agents says nothing of it, only the log does. Expected: a message where agents are listed.
# Seen 2026-11-30: as below, without a network or a login.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
tar xzf "$(npm pack --silent @kilocode/cli-linux-x64@7.7.9)"
mkdir -p home project/.kilo/agents
git init --quiet project
agent() {
    printf -- '---\ndescription: Reviews changes.\n%s\n---\n\nRead the change.\n' "$2" >"project/.kilo/agents/$1.md"
}
agent tools-mapping 'tools: { read: true }'
agent tools-text 'tools: read, grep'
agent tools-list 'tools: [read, grep]'
agent tools-empty 'tools:'
agent model-empty 'model:'
agent disable-false 'disable: false'
agent disable-no 'disable: no'
export HOME=$work/home KILO_TELEMETRY_LEVEL=off KILO_DISABLE_MODELS_FETCH=1 KILO_DISABLE_AUTOUPDATE=1
cd project
timeout 120 unshare --map-root-user --net "$work/package/bin/kilo" agent list </dev/null >../list 2>../errors
cd ..
for agent in tools-mapping tools-text tools-list tools-empty model-empty disable-false disable-no; do
    listed=$(grep -q "^$agent (" list && echo listed || echo not listed)
    logged=$(grep -rq "$agent.md" home/.local/share/kilo/log && echo in the log || echo not in the log)
    echo "seen: $agent: $listed, $logged"
done | tee seen
echo "seen: said of them: $(grep -c '\.md' errors || true)" | tee -a seen
diff seen - <<'S'
seen: tools-mapping: listed, not in the log
seen: tools-text: not listed, in the log
seen: tools-list: not listed, in the log
seen: tools-empty: not listed, in the log
seen: model-empty: listed, not in the log
seen: disable-false: listed, not in the log
seen: disable-no: not listed, in the log
seen: said of them: 0
S
