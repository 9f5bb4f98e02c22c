#!/usr/bin/env bash
# Checks the files of the repository. Lines of AGENTLS_PATHS and AGENTLS_ARGS are one argument each.
set -euo pipefail
arguments=()
while IFS= read -r line; do
  # Spaces around a line are layout.
  line=$(sed 's/^[[:space:]]*//; s/[[:space:]]*$//' <<<"$line")
  [ -z "$line" ] || arguments+=("$line")
done <<<"${AGENTLS_ARGS:-}"$'\n'"--"$'\n'"${AGENTLS_PATHS:-.}"

if [ -n "${AGENTLS_SARIF:-}" ]; then
  code=0
  agentls check --format sarif "${arguments[@]}" >"$AGENTLS_SARIF" || code=$?
  # The second run reports problems, and files that cannot be read.
  [ "$code" -le 2 ] || exit "$code"
fi
agentls check --format github "${arguments[@]}"
