#!/usr/bin/env bash
# Cline's CLI 3.0.65 (npm, linux-x64) leaves out a rule with `disabled: no`: by YAML 1.2 that is a text, and a text there
# makes the whole file count for nothing, as a name that is a number does. Nothing is said. Expected: a rule that says it is
# not disabled is there, or that it cannot be read is said.
# Seen 2026-11-30: as below, without a network or a login.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
tar xzf "$(npm pack --silent @cline/cli-linux-x64@3.0.65)"
mkdir -p home project/.clinerules
rule() {
    printf -- '---\n%s\n---\n\nWrite short functions.\n' "$2" >"project/.clinerules/$1.md"
}
rule no-key 'description: About functions.'
rule false 'disabled: false'
rule no 'disabled: no'
rule no-in-quotes 'disabled: "no"'
rule yes 'disabled: yes'
rule number 'name: 5'
cd project
HOME=$work/home timeout 120 unshare --map-root-user --net "$work/package/bin/cline" config rules --json </dev/null >../rules 2>../errors
cd ..
python3 - <<'P' | tee seen
import json

listed = {rule["path"].rpartition("/")[2] for rule in json.load(open("rules"))}
for rule in ("no-key", "false", "no", "no-in-quotes", "yes", "number"):
    print("seen:", rule, "listed" if f"{rule}.md" in listed else "not listed")
print("seen: errors:", open("errors").read().strip() or "none")
P
diff seen - <<'S'
seen: no-key listed
seen: false listed
seen: no not listed
seen: no-in-quotes not listed
seen: yes not listed
seen: number not listed
seen: errors: none
S
