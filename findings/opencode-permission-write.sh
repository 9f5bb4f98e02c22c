#!/usr/bin/env bash
# OpenCode 1.18.33 (npm opencode-linux-x64) takes `permission: {write: deny}` of an agent for valid, as it does each tool's name, and the agent
# keeps its `write` tool: that is under `edit`, with which both `edit` and `write` go. In the older `tools: {write: false}` the
# word is translated, and both go as well.
# Expected: the tool that is denied by its name is taken away, or the file is refused as one with a wrong word is.
# Seen 2026-12-01: as below, without a login, against a model that a small server plays.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
tar xzf "$(npm pack --silent opencode-linux-x64@1.18.33)"
chmod +x package/bin/opencode
mkdir -p home project/.opencode/agent
agent() { printf -- '---\ndescription: Reviews.\nmode: subagent\n%s\n---\n\nReview the change.\n' "$2" >"project/.opencode/agent/$1.md"; }
agent write 'permission: {write: deny}'
agent edit 'permission: {edit: deny}'
agent older 'tools: {write: false}'
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
        main = any(tool["function"]["name"] == "task" for tool in asked.get("tools") or [])
        if main and not any(message["role"] == "tool" for message in asked["messages"]):
            given = [{"description": "d", "prompt": f"Task of {name}.", "subagent_type": name} for name in AGENTS]
            calls = [{"name": "task", "arguments": json.dumps(one)} for one in given]
            calls = [{"index": n, "id": f"call_{n}", "type": "function", "function": call} for n, call in enumerate(calls)]
            delta, end = {"role": "assistant", "tool_calls": calls}, "tool_calls"
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


AGENTS = ["write", "edit", "older"]
requests = run("project", "Hello")
for name in AGENTS:
    for request in requests:
        if any(message["role"] == "user" and f"Task of {name}." in json.dumps(message) for message in request["messages"]):
            tools = {tool["function"]["name"] for tool in request["tools"]} & {"bash", "edit", "write"}
            print("seen:", name, *sorted(tools))
            break
P
python3 model.py | tee seen
diff seen - <<'S'
seen: write bash edit write
seen: edit bash
seen: older bash
S
