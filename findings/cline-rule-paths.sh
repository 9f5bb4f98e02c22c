#!/usr/bin/env bash
# Cline's CLI 3.0.65 (npm, linux-x64) gives the model every rule, whatever its `paths` say: one for files that the project
# does not have, and one with an empty list. Its documentation says that such a rule counts only for matching files, and that
# the CLI reads the same folders.
# Seen 2026-11-30: as below, without a network or a login; the model is a server on the loopback interface that answers
# nothing of use.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
tar xzf "$(npm pack --silent @cline/cli-linux-x64@3.0.65)"
mkdir -p home project/.clinerules project/src
echo 'export {};' >project/src/main.ts
rule() {
    printf -- '---\npaths: %s\n---\n\nRule of %s.\n' "$2" "$1" >"project/.clinerules/$1.md"
}
rule typescript '["src/**/*.ts"]'
rule styles '["styles/**/*.css"]'
rule none '[]'
cat >ask.py <<'P'
import http.server, json, os, subprocess, threading

requests = []


class Model(http.server.BaseHTTPRequestHandler):
    def do_POST(self):
        requests.append(json.loads(self.rfile.read(int(self.headers["content-length"]))))
        self.send_error(400)

    def log_message(self, *_):
        pass


def cline(*arguments):
    command = ["../package/bin/cline", *arguments, "--data-dir", "../data"]
    env = {"HOME": f"{os.getcwd()}/home", "PATH": os.environ["PATH"]}
    subprocess.run(command, cwd="project", env=env, stdin=subprocess.DEVNULL, capture_output=True, timeout=120)


server = http.server.HTTPServer(("127.0.0.1", 0), Model)
threading.Thread(target=server.serve_forever, daemon=True).start()
provider = "openai-compatible"
cline("auth", provider, "-k", "none", "-m", "none", "-b", f"http://127.0.0.1:{server.server_port}/v1")
cline("--retries", "1", "-P", provider, "-m", "none", "Read src/main.ts and change it.")
told = json.dumps(requests[0]["messages"])
for rule in ("typescript", "styles", "none"):
    print("seen:", rule, "told" if f"Rule of {rule}." in told else "not told")
P
unshare --map-root-user --net sh -c 'ip link set lo up && python3 ask.py' | tee seen
diff seen - <<'S'
seen: typescript told
seen: styles told
seen: none told
S
