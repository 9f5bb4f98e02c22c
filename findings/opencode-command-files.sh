#!/usr/bin/env bash
# OpenCode 1.18.33 (npm opencode-linux-x64) sends the files along that a command names by `@path`, and does so in a git repository only: in
# any other folder the model is sent the path alone, and nobody is told.
# Expected: the same files, from the folder in which OpenCode was started.
# Seen 2026-12-01: as below, without a login, against a model that a small server plays.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
tar xzf "$(npm pack --silent opencode-linux-x64@1.18.33)"
chmod +x package/bin/opencode
for folder in plain repository; do
    mkdir -p home $folder/.opencode/command
    printf -- '---\ndescription: Looks.\n---\n\nLook at @notes.md first.\n' >$folder/.opencode/command/look.md
    printf 'The notes say seven.\n' >$folder/notes.md
done
git init --quiet repository
cat >model.py <<'P'
import http.server, json, os, subprocess, threading

sent = []


class Model(http.server.BaseHTTPRequestHandler):
    def log_message(self, *_):
        pass

    def do_POST(self):
        asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        sent.append(asked)
        delta, end = {"role": "assistant", "content": "ok"}, "stop"
        about = {"id": "c", "object": "chat.completion.chunk", "created": 1, "model": "m"}
        chunks = [{"delta": delta, "finish_reason": None}, {"delta": {}, "finish_reason": end}]
        lines = ["data: " + json.dumps({**about, "choices": [{"index": 0, **chunk}]}) for chunk in chunks]
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.end_headers()
        self.wfile.write(("\n\n".join(lines) + "\n\ndata: [DONE]\n\n").encode())


server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Model)
threading.Thread(target=server.serve_forever, daemon=True).start()
options = {"baseURL": f"http://127.0.0.1:{server.server_port}/v1", "apiKey": "none"}
provider = {"npm": "@ai-sdk/openai-compatible", "name": "mock", "options": options, "models": {"m": {"name": "m"}}}
off = {f"OPENCODE_DISABLE_{name}": "1" for name in ["MODELS_FETCH", "AUTOUPDATE", "DEFAULT_PLUGINS", "LSP_DOWNLOAD"]}
env = {"HOME": os.path.abspath("home"), "PATH": os.environ["PATH"], **off}


def run(folder, *arguments):
    """The requests of a run that offer tools, which the one for a title does not."""
    with open(os.path.join(folder, "opencode.json"), "w") as file:
        json.dump({"provider": {"mock": provider}, "model": "mock/m"}, file)
    sent.clear()
    program = [os.path.abspath("package/bin/opencode"), "run", *arguments]
    subprocess.run(program, cwd=folder, env=env, stdin=subprocess.DEVNULL, capture_output=True, timeout=180)
    return [request for request in sent if request.get("tools")]


for folder in ["plain", "repository"]:
    text = json.dumps(run(folder, "--command", "look")[0]["messages"])
    print("seen:", folder, "the command" if "Look at @notes.md first." in text else "nothing",
          "and the file" if "The notes say seven." in text else "alone")
P
python3 model.py | tee seen
diff seen - <<'S'
seen: plain the command alone
seen: repository the command and the file
S
