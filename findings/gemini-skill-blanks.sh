#!/usr/bin/env bash
# Gemini CLI 0.61.0 (npm) has no skill where a blank stands behind the first `---` of its file or a byte order mark in front
# of it, and its list of skills says nothing of it. Lines that end with CRLF do no harm, nor do blanks behind the second
# `---`. Expected: blanks at the end of a line, which nobody sees, mean nothing, as in YAML; or a SKILL.md that counts for
# nothing is named.
# Seen 2026-11-30: as below, without a network or a login.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
tar xzf "$(npm pack --silent @google/gemini-cli@0.61.0)"
mkdir -p home project
git init --quiet project
skill() {
    mkdir -p "project/.gemini/skills/$1"
    printf -- "$2\nname: $1\ndescription: Reviews changes.$4\n$3\n\nRead the change.\n" >"project/.gemini/skills/$1/SKILL.md"
}
skill plain --- --- ''
skill crlf '---\r' '---\r' '\r'
skill mark '\xef\xbb\xbf---' --- ''
skill blank-first '--- ' --- ''
skill blank-second --- '--- ' ''
cd project
HOME=$work/home NO_COLOR=1 GEMINI_CLI_TRUST_WORKSPACE=true \
    timeout 120 unshare --map-root-user --net node "$work/package/bundle/gemini.js" skills list </dev/null >../list 2>../errors
cd ..
{
    for skill in plain crlf mark blank-first blank-second; do
        echo "seen: $skill: $(grep -q "^$skill \[Enabled\]" list && echo listed || echo not listed)"
    done
    echo "seen: lines on standard error: $(wc -l <errors)"
} | tee seen
diff seen - <<'S'
seen: plain: listed
seen: crlf: listed
seen: mark: not listed
seen: blank-first: not listed
seen: blank-second: listed
seen: lines on standard error: 0
S
