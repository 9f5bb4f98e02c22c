# shellcheck shell=bash
# Counts checks, for scripts that have a folder `work`.

passed=0 failed=0

# check NAME COMMAND...: one line, with what it printed if it failed.
check() {
  local name=$1
  shift
  if "$@" >"$work/log" 2>&1; then
    passed=$((passed + 1))
    echo "ok    $name"
  else
    failed=$((failed + 1))
    echo "FAIL  $name ($*)"
    sed 's/^/      | /' "$work/log"
  fi
}
