#!/usr/bin/env bash
# Tests agentls in the real editors: tests/editors/run.sh [neovim] [helix] [emacs] [vscode], all of them by default.
# Installs them first if they are not there (install.sh). AGENTLS_BIN names the program; without it, it is built.
# Prints a line for each check. An editor that fails is given a second try, and both are printed.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
mkdir -p "${AGENTLS_EDITORS:=$root/target/editors}"
AGENTLS_EDITORS=$(cd "$AGENTLS_EDITORS" && pwd)
export AGENTLS_EDITORS SHOTS=$AGENTLS_EDITORS/shots VSIX=$AGENTLS_EDITORS/agentls.vsix
[ $# -gt 0 ] || set -- neovim helix emacs vscode
passed=0 failed=0

"$here/install.sh" "$@"
if [ -z "${AGENTLS_BIN:-}" ]; then
  (cd "$root" && cargo build --quiet --locked --bin agentls)
  AGENTLS_BIN=${CARGO_TARGET_DIR:-$root/target}/debug/agentls
fi
AGENTLS_BIN=$(realpath "$AGENTLS_BIN")
"$AGENTLS_BIN" --version
rm -rf "$SHOTS"
mkdir -p "$SHOTS"

# try NAME COMMAND...: counts the lines of the last try. What hangs is ended.
try() {
  local name=$1 log start=$SECONDS result=0
  shift
  log=$(mktemp)
  timeout --kill-after=10 300 "$@" 2>&1 | tee "$log" || result=$?
  if [ "$result" != 0 ]; then
    echo "--    $name: a second try"
    result=0
    timeout --kill-after=10 300 "$@" 2>&1 | tee "$log" || result=$?
  fi
  passed=$((passed + $(grep -c '^ok ' "$log" || true)))
  local faults
  faults=$(grep -c '^FAIL' "$log" || true)
  # A test that ended without a word has failed as well.
  [ "$result" = 0 ] || [ "$faults" -gt 0 ] || faults=1
  failed=$((failed + faults))
  rm -f "$log"
  echo "--    $name took $((SECONDS - start)) s"
}

package() {
  cd "$root/editors/vscode"
  npm ci --no-audit --no-fund --loglevel=error
  # The tests do not need what debuggers need, and the package is packed and unpacked the faster.
  strip -o "$AGENTLS_EDITORS/agentls" "$AGENTLS_BIN"
  AGENTLS_BIN=$AGENTLS_EDITORS/agentls AGENTLS_VSIX=$VSIX npm run --silent package
}

for editor in "$@"; do
  case $editor in
    neovim)
      for program in "$AGENTLS_EDITORS"/nvim-*/bin/nvim; do try "$("$program" --version | head -n 1)" "$here/neovim.sh" "$program" "$AGENTLS_BIN" "$SHOTS"; done
      ;;
    helix)
      for program in "$AGENTLS_EDITORS"/helix-*/bin/hx; do try "$("$program" --version)" "$here/helix.sh" "$program" "$AGENTLS_BIN" "$SHOTS"; done
      ;;
    emacs)
      for program in "$AGENTLS_EDITORS"/emacs-*/bin/emacs; do try "$("$program" --version | head -n 1)" "$here/emacs.sh" "$program" "$AGENTLS_BIN" "$SHOTS"; done
      ;;
    vscode)
      (package) >"$AGENTLS_EDITORS/package.log" 2>&1 || { cat "$AGENTLS_EDITORS/package.log"; exit 1; }
      for VSCODE in "$AGENTLS_EDITORS"/vscode-*; do
        export VSCODE
        try "${VSCODE##*/} by its API" "$VSCODE/bin/node" "$here/vscode/api.mjs"
        try "${VSCODE##*/} by its page" "$VSCODE/bin/node" "$here/vscode/page.mjs"
        try "${VSCODE##*/} key by key" "$VSCODE/bin/node" "$here/vscode/typing.mjs"
      done
      AGENTLS_BIN=$AGENTLS_BIN try "the page of the graph" "$VSCODE/bin/node" "$here/vscode/graph.mjs"
      "$VSCODE/bin/node" "$here/render.mjs"
      ;;
  esac
done
echo "$passed passed, $failed failed"
[ "$failed" = 0 ]
