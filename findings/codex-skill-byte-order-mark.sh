#!/usr/bin/env bash
# Codex 0.171.0 (npm, linux-x64) does not load a skill whose file starts with a byte order mark, as some editors on Windows
# write it, and says that front matter is missing, which is there to see. Lines that end with CRLF do no harm. Expected: the
# mark is passed over, or it is what the message is about.
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
text='---\nname: reviewer\ndescription: Reviews changes.\n---\n\nRead the change.\n'
skill plain "$text"
skill crlf "${text//\\n/\\r\\n}"
skill mark "\xef\xbb\xbf$text"
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
seen = [(skill["path"], "loaded") for skill in answer["skills"]]
seen += [(error["path"], "not loaded: " + error["message"]) for error in answer["errors"]]
for path, text in sorted(seen):
    if path.startswith(project):
        print(f"seen: {path.split('/')[-2]}: {text}")
codex.kill()
P
timeout 120 unshare --map-root-user --net python3 ask.py | tee seen
diff seen - <<'S'
seen: crlf: loaded
seen: mark: not loaded: missing YAML frontmatter delimited by ---
seen: plain: loaded
S
