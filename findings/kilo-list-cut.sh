#!/usr/bin/env bash
# Kilo's CLI 7.7.9 (npm, linux-x64) ends before a pipe has taken its list of agents: who reads slower than it writes, as a
# pager does, gets the beginning only, and the exit status is 0. A file gets all of it. Expected: it waits until all is
# written.
# Seen 2026-11-30: as below, without a network or a login, in a project without agents of its own.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
tar xzf "$(npm pack --silent @kilocode/cli-linux-x64@7.7.9)"
mkdir -p home project
git init --quiet project
list() {
    (cd project && HOME=$work/home KILO_TELEMETRY_LEVEL=off KILO_DISABLE_MODELS_FETCH=1 KILO_DISABLE_AUTOUPDATE=1 \
        timeout 120 unshare --map-root-user --net "$work/package/bin/kilo" agent list </dev/null)
    echo "$?" >status
}
list >file 2>errors
list 2>errors | { read -r line; sleep 10; echo "$line"; cat; } >pipe
{
    [ "$(wc -c <pipe)" -lt "$(wc -c <file)" ] && echo "seen: the pipe got less than the file"
    [ "$(wc -c <pipe)" -gt 1000 ] && cmp --quiet pipe <(head --bytes="$(wc -c <pipe)" file) && echo "seen: what it got is the beginning"
    echo "seen: exit status $(cat status), $(wc -c <errors) bytes on standard error"
} | tee seen
diff seen - <<'S'
seen: the pipe got less than the file
seen: what it got is the beginning
seen: exit status 0, 0 bytes on standard error
S
