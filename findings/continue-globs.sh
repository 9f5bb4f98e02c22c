#!/usr/bin/env bash
# Continue's CLI 1.5.47 (npm) leaves a rule out that has `globs` or `regex` and no `alwaysApply: true`, even where the prompt
# is about a file that matches, and says nothing of it. Such a rule is meant for the files that match.
# Seen 2026-11-30: as below, without a network or a login; the model is a server on the loopback interface that answers
# nothing of use.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
echo '{ "private": true }' >package.json
npm install --silent --ignore-scripts --no-audit --no-fund @continuedev/cli@1.5.47 >/dev/null
mkdir -p home/.continue project/.continue/rules project/src
touch home/.continue/.onboarding_complete
echo 'export {};' >project/src/main.ts
rule() {
    printf -- '%bRule of %s.\n' "$2" "$1" >"project/.continue/rules/$1.md"
}
rule neither ''
rule globs '---\nglobs: "**/*.ts"\n---\n\n'
rule globs-and-always '---\nglobs: "**/*.ts"\nalwaysApply: true\n---\n\n'
rule regex '---\nregex: "export"\n---\n\n'
cat >ask.py <<'P'
import http.server, json, os, subprocess, threading

requests = []


class Model(http.server.BaseHTTPRequestHandler):
    def do_POST(self):
        requests.append(json.loads(self.rfile.read(int(self.headers["content-length"]))))
        self.send_error(400)

    def log_message(self, *_):
        pass


server = http.server.HTTPServer(("127.0.0.1", 0), Model)
threading.Thread(target=server.serve_forever, daemon=True).start()
model = {"name": "none", "provider": "openai", "model": "none", "apiKey": "none"}
model["apiBase"] = f"http://127.0.0.1:{server.server_port}/v1"
json.dump({"name": "none", "version": "0.0.1", "schema": "v1", "models": [model]}, open("config.yaml", "w"))
command = ["node", "../node_modules/@continuedev/cli/dist/cn.js", "-p", "--config", "../config.yaml"]
env = {"HOME": f"{os.getcwd()}/home", "PATH": os.environ["PATH"], "CONTINUE_TELEMETRY_ENABLED": "0", "DO_NOT_TRACK": "1"}
prompt = "Read src/main.ts and change it."
subprocess.run([*command, prompt], cwd="project", env=env, stdin=subprocess.DEVNULL, capture_output=True, timeout=120)
told = json.dumps(requests[0]["messages"])
for rule in ("neither", "globs", "globs-and-always", "regex"):
    print("seen:", rule, "told" if f"Rule of {rule}." in told else "not told")
P
unshare --map-root-user --net sh -c 'ip link set lo up && python3 ask.py' | tee seen
diff seen - <<'S'
seen: neither told
seen: globs not told
seen: globs-and-always told
seen: regex not told
S
