#!/usr/bin/env python3
"""Writes the seeds of a target: the examples of the rules' pages, the example files, and messages of a session."""
import hashlib
import json
import pathlib
import re
import sys

target, corpus = sys.argv[1], pathlib.Path(sys.argv[2])
pages = pathlib.Path("server/analysis/src/lint/pages").glob("*.md")
texts = [text for page in pages for text in re.findall(r"```markdown[^\n]*\n(.*?)\n```", page.read_text(), re.S)]
texts += [file.read_text() for file in pathlib.Path("tests/fixtures").rglob("*.md")]
texts += [file.read_text() for file in pathlib.Path("tests/fuzz/found").glob("*.md")]


def framed(*messages):
    bodies = [json.dumps({"jsonrpc": "2.0", **message}) for message in messages]
    return "".join(f"Content-Length: {len(body.encode())}\r\n\r\n{body}" for body in bodies)


def session(text):
    uri = "file:///w/.claude/agents/x.md"
    document, place = {"uri": uri}, {"line": 2, "character": 3}
    opened = {"uri": uri, "languageId": "markdown", "version": 1, "text": text}
    change = {"range": {"start": place, "end": place}, "text": "x"}
    return framed(
        {"id": 1, "method": "initialize", "params": {"capabilities": {}}},
        {"method": "initialized", "params": {}},
        {"method": "textDocument/didOpen", "params": {"textDocument": opened}},
        {"method": "textDocument/didChange", "params": {"textDocument": {**document, "version": 2}, "contentChanges": [change]}},
        {"id": 2, "method": "textDocument/hover", "params": {"textDocument": document, "position": place}},
        {"id": 3, "method": "textDocument/documentSymbol", "params": {"textDocument": document}},
        {"id": 4, "method": "shutdown"},
        {"method": "exit"},
    )


hostile = json.loads(pathlib.Path("tests/sinks/hostile.json").read_text())
words = re.findall(r"[^`*_\[\]()<>|$ ]+|.", hostile, re.S)


def said(number, text):
    """The text in a file of the hostile name, with parts of that name in place of its values."""
    quoted = '"' + "".join(f"\\U{ord(char):08x}" for char in "".join(words[number % len(words):][:12])) + '"'
    values = re.sub(r"(?m)^(\s*[\w-]+:) +\S.*$", lambda found: f"{found[1]} {quoted}", text, count=number % 5 + 1)
    return [chr(number % 8) + hostile + "\0" + text, chr(number * 7 % 128) + values, chr(number * 7 % 128) + "".join(words[number % len(words):][:6]) + "\0" + values]


settings = ["[rules]\nunknown-key = \"off\"\n", "targets = [\"claude-code\"]\n", "overrides = [" + "1, " * 200 + "]\n"]
settings += [file.read_text()[:4000] for file in pathlib.Path("server/analysis/src/tools").glob("*.yaml")]
clients = json.loads(pathlib.Path("tests/e2e/clients.json").read_text()).values()
greetings = [json.dumps({"capabilities": client["capabilities"]}) for client in clients]
for number, text in enumerate(texts):
    seeds = {
        "settings": settings,
        "initialize": [*greetings, chr(number % 4) + text[:48]],
        "wire": [session(text)],
        "front_matter": [chr(number % 8) + re.sub(r"^---\n|\n---\n.*", "", text, flags=re.S)],
        "edits": [chr(number % 8) + text + "\0\x10\x03x: y\n\0\x40\x00```\n\0\x20\x05---"],
        "sinks": said(number, text),
    }.get(target, [chr(number % 8) + text])
    for seed in seeds:
        (corpus / hashlib.sha1(seed.encode()).hexdigest()[:16]).write_bytes(seed.encode())
