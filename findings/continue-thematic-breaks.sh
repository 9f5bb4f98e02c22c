#!/usr/bin/env bash
# Continue's CLI 1.5.47 (npm) takes what stands between the first two lines `---` of a rule for its front matter, wherever
# they are: of a rule without front matter that has two thematic breaks, all in front of the second is lost, and nothing is
# said. One break does no harm, nor do breaks below a front matter. Expected: front matter starts on the first line.
# Seen 2026-11-30: as below, without a network or a login; the model is a server on the loopback interface that answers
# nothing of use.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
echo '{ "private": true }' >package.json
npm install --silent --ignore-scripts --no-audit --no-fund @continuedev/cli@1.5.47 >/dev/null
mkdir -p home/.continue project/.continue/rules
touch home/.continue/.onboarding_complete
rule() {
    printf -- '%b' "$2" >"project/.continue/rules/$1.md"
}
rule one-break 'First of one-break.\n\n---\n\nSecond of one-break.\n'
rule two-breaks 'First of two-breaks.\n\n---\n\nSecond of two-breaks.\n\n---\n\nThird of two-breaks.\n'
rule header '---\nname: header\n---\n\nFirst of header.\n\n---\n\nSecond of header.\n\n---\n\nThird of header.\n'
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
subprocess.run([*command, "Hello."], cwd="project", env=env, stdin=subprocess.DEVNULL, capture_output=True, timeout=120)
told = json.dumps(requests[0]["messages"])
for rule in ("one-break", "two-breaks", "header"):
    print("seen:", rule, *(part for part in ("First", "Second", "Third") if f"{part} of {rule}." in told))
P
unshare --map-root-user --net sh -c 'ip link set lo up && python3 ask.py' | tee seen
diff seen - <<'S'
seen: one-break First Second
seen: two-breaks Third
seen: header First Second Third
S
