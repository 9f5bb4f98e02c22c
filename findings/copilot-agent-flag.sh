#!/usr/bin/env bash
# GitHub's Copilot CLI 1.0.102 (npm, linux-x64) has no agent at all where a key that wants true or false is `yes` (a text in
# YAML 1.2), in quotes or empty. The list of agents is shorter by it in silence; only who asks for that agent by its name is
# told why. A key that it does not know is passed over. Expected: the key alone does not count, or it is said where agents
# are listed.
# Seen 2026-11-30: as below, in the offline mode that it documents.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
tar xzf "$(npm pack --silent @github/copilot-linux-x64@1.0.102)"
mkdir -p home project/.github/agents
git init --quiet project
agent() {
    printf -- '---\ndescription: Reviews changes.\n%s\n---\n\nRead the change.\n' "$2" >"project/.github/agents/$1.agent.md"
}
key=include-custom-instructions
agent true "$key: true"
agent yes "$key: yes"
agent in-quotes "$key: \"true\""
agent empty "$key:"
agent unknown-key "own-key: yes"
ask() {
    (cd project && HOME=$work/home COPILOT_OFFLINE=true COPILOT_PROVIDER_BASE_URL=http://127.0.0.1:9/v1 COPILOT_MODEL=none \
        timeout 120 unshare --map-root-user --net "$work/package/copilot" --no-auto-update --no-color --agent "$1" -p Hello \
        </dev/null 2>&1) | sed -n 's/^/seen: /p' || true
}
{
    ask none
    ask yes
} | tee seen
diff seen - <<'S'
seen: No such agent: none, available: true, unknown-key
seen: Custom agent 'yes' failed to load: .github/agents/yes.agent.md: custom agent markdown frontmatter is malformed: include-custom-instructions: Expected boolean, received string
S
