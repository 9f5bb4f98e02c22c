#!/usr/bin/env bash
# Codex 0.171.0 (npm, linux-x64) ends the front matter of a skill at the first line that holds nothing but `---`, also where
# the line is indented and belongs to a value: what follows is lost to the description, and a description below it makes the
# skill one without, which is not loaded. Expected: only a line that starts with the dashes ends the front matter, as YAML
# has it.
# Seen 2026-11-30: as below, without a network or a login.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
tar xzf "$(npm pack --silent @openai/codex@0.171.0-linux-x64)"
mkdir -p home/.codex
git init --quiet project
skill() {
    mkdir -p "project/.agents/skills/$1"
    printf -- '%b' "$2" >"project/.agents/skills/$1/SKILL.md"
}
skill dots '---\nname: dots\ndescription: |\n  Reviews changes.\n  ...\n  Use it often.\n---\n\nRead the change.\n'
skill dashes '---\nname: dashes\ndescription: |\n  Reviews changes.\n  ---\n  Use it often.\n---\n\nRead the change.\n'
skill note '---\nmetadata:\n  note: |\n    One\n    ---\n    Two\nname: note\ndescription: Reviews changes.\n---\n\nRead.\n'
cat >ask.py <<'P'
import json, os, subprocess

env = {"HOME": f"{os.getcwd()}/home", "CODEX_HOME": f"{os.getcwd()}/home/.codex", "PATH": os.environ["PATH"]}
program = "package/vendor/x86_64-unknown-linux-musl/bin/codex"
codex = subprocess.Popen(
    [program, "app-server"], env=env, text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
)


def ask(method, **params):
    print(json.dumps({"id": method, "method": method, "params": params}), file=codex.stdin, flush=True)
    for line in codex.stdout:
        answer = json.loads(line)
        if answer.get("id") == method and "result" in answer:
            return answer["result"]


ask("initialize", clientInfo={"name": "none", "version": "0"})
project = f"{os.getcwd()}/project"
(answer,) = ask("skills/list", cwds=[project], forceReload=True)["data"]
seen = [(skill["path"], repr(skill["description"])) for skill in answer["skills"]]
seen += [(error["path"], "not loaded: " + error["message"]) for error in answer["errors"]]
for path, text in sorted(seen):
    if path.startswith(project):
        print(f"seen: {path.split('/')[-2]}: {text}")
codex.kill()
P
timeout 120 unshare --map-root-user --net python3 ask.py | tee seen
diff seen - <<'S'
seen: dashes: 'Reviews changes.'
seen: dots: 'Reviews changes. ... Use it often.'
seen: note: not loaded: missing field `description`
S
