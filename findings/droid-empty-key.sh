#!/usr/bin/env bash
# Factory's droid 0.215.0 (npm, linux-x64) leaves out the whole front matter of a custom droid when one key of it is empty,
# such as `model:`. The droid goes by its file's name and the model is told no description, as where there is no front matter
# at all; neither its answers nor its log say so. Expected: an empty key counts as not given, or something is said.
# Seen 2026-11-30: as below, without a network or a login. The tokens are those of the droid's line in the list for the
# model.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
tar xzf "$(npm pack --silent @factory/cli-linux-x64@0.215.0)"
mkdir -p home project/.factory/droids
git init --quiet project
droid() {
    printf -- '%b\nRead the change.\n' "$2" >"project/.factory/droids/$1.md"
}
droid file1 '---\nname: name1\ndescription: Reviews changes.\nmodel: inherit\n---\n'
droid file2 '---\nname: name2\ndescription: Reviews changes.\nmodel:\n---\n'
droid file3 ''
cat >ask.py <<'P'
import json, os, subprocess

env = {"HOME": f"{os.getcwd()}/home", "PATH": os.environ["PATH"], "FACTORY_DROID_AUTO_UPDATE_ENABLED": "false"}
command = ["package/bin/droid", "exec", "--input-format", "stream-jsonrpc", "--output-format", "stream-jsonrpc"]
version = {"jsonrpc": "2.0", "factoryApiVersion": "1.0.0", "factoryProtocolVersion": "1.206.0", "type": "request"}
droid = subprocess.Popen(command, env=env, text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE)


def ask(method, **params):
    request = {**version, "id": method, "method": method, "params": params}
    print(json.dumps(request), file=droid.stdin, flush=True)
    for line in droid.stdout:
        answer = json.loads(line)
        if answer.get("type") == "response" and answer.get("id") == method:
            return answer["result"]


ask("droid.initialize_session", machineId="none", cwd=f"{os.getcwd()}/project")
for agent in sorted(ask("droid.get_context_breakdown")["droids"], key=lambda agent: agent["name"]):
    if agent["location"] == "project":
        print("seen:", agent["name"], agent["tokens"], "tokens")
droid.kill()
P
timeout 120 unshare --map-root-user --net python3 ask.py | tee seen
diff seen - <<'S'
seen: file2 9 tokens
seen: file3 9 tokens
seen: name1 13 tokens
S
