#!/usr/bin/env python3
"""What does the real Claude Code send to a model for an agent, a skill, a command and a memory file?  JSON lines on stdout.

usage: preview_claude.py --bin CLAUDE --work DIR CASES

CASES holds the files, as preview/cases.txt does. They are put into one project. A small server on 127.0.0.1 plays the model: it
starts every agent, and keeps each request. Skills and commands are started by `claude -p "/name arguments"`, each in a run of
its own. There is no login, and no traffic but to that server. In texts, <P> stands for the project and <ID> for the session.
"""
import argparse, http.server, json, os, re, subprocess, sys, threading, shutil

# How Claude Code goes on behind the text of an agent.
OWN = re.compile(r'\n\n(?=Messages from the agent that launched you|# Persistent Agent Memory)')
ID = re.compile(r'[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}')


def cases(path):
    """The files with their paths and arguments."""
    found = []
    for line in open(path, encoding='utf8', newline='').read().split('\n')[1:]:
        if line.startswith('=== '):
            name, _, arguments = line[4:].partition(' << ')
            found.append((name, arguments, []))
        elif found:
            found[-1][2].append(line)
    # The last line break of the file itself ends the list.
    for index, (name, arguments, lines) in enumerate(found):
        if index == len(found) - 1 and lines and lines[-1] == '':
            lines.pop()
        yield name, arguments, ''.join(line + '\n' for line in lines).replace('␍', '\r').replace('␁', '\ufeff')


class Model(http.server.BaseHTTPRequestHandler):
    """Starts each agent of `wanted` in the first turn of a session, and says `ok` to everything else."""
    protocol_version = 'HTTP/1.1'
    wanted, requests = [], []

    def log_message(self, *_): pass

    def answer(self, body, kind='application/json'):
        self.send_response(200)
        self.send_header('Content-Type', kind)
        self.send_header('Content-Length', str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def do_GET(self): self.answer(b'{"data": []}')
    def do_HEAD(self): self.answer(b'')

    def do_POST(self):
        asked = json.loads(self.rfile.read(int(self.headers.get('Content-Length') or 0)) or b'{}')
        if 'count_tokens' in self.path: return self.answer(b'{"input_tokens": 10}')
        if '/messages' not in self.path: return self.answer(b'{}')
        Model.requests.append(asked)
        agent = any('cc_is_subagent=true' in part['text'] for part in asked.get('system') or [])
        fresh = 'tool_result' not in json.dumps(asked.get('messages'))
        parts = [{'type': 'text', 'text': 'ok'}]
        if Model.wanted and fresh and not agent and asked.get('tools'):
            parts = [{'type': 'tool_use', 'id': f'toolu_{name}', 'name': 'Agent', 'input': {'description': 'd', 'prompt': f'Task of {name}.',
                      'subagent_type': name, 'run_in_background': False}} for name in Model.wanted]
        stop = 'end_turn' if parts[0]['type'] == 'text' else 'tool_use'
        message = {'id': f'msg_{len(Model.requests)}', 'type': 'message', 'role': 'assistant', 'model': asked.get('model', 'x'), 'content': parts,
                   'stop_reason': stop, 'stop_sequence': None, 'usage': {'input_tokens': 10, 'output_tokens': 10}}
        if not asked.get('stream'): return self.answer(json.dumps(message).encode())
        events = [{'type': 'message_start', 'message': {**message, 'content': [], 'stop_reason': None}}]
        for index, part in enumerate(parts):
            text = part['type'] == 'text'
            delta = {'type': 'text_delta', 'text': part['text']} if text else {'type': 'input_json_delta', 'partial_json': json.dumps(part['input'])}
            events += [{'type': 'content_block_start', 'index': index, 'content_block': {'type': 'text', 'text': ''} if text else {**part, 'input': {}}},
                       {'type': 'content_block_delta', 'index': index, 'delta': delta}, {'type': 'content_block_stop', 'index': index}]
        events += [{'type': 'message_delta', 'delta': {'stop_reason': stop, 'stop_sequence': None}, 'usage': {'output_tokens': 10}}, {'type': 'message_stop'}]
        self.answer(''.join(f"event: {event['type']}\ndata: {json.dumps(event)}\n\n" for event in events).encode(), 'text/event-stream')


def texts(request, role):
    """The texts of one role."""
    for message in request.get('messages', []):
        content = message['content']
        for part in [{'type': 'text', 'text': content}] if isinstance(content, str) else content:
            if message['role'] == role and part.get('type') == 'text':
                yield part['text']


def listed(requests, heading):
    """The entries of a list that a system message holds, by name."""
    found = {}
    for request in requests:
        for text in texts(request, 'system'):
            if heading not in text: continue
            entries = text.split(heading, 1)[1]
            for entry in re.split(r'\n(?=- )', entries)[1:]:
                entry = entry.split('\n\nWhen you launch')[0].split("\n\nToday's date")[0].split('\n\nThe following')[0]
                name, _, rest = entry[2:].partition(': ')
                found.setdefault(name.split(' (')[0], entry[2:])
    return found


def prepare(model):
    """The program, its project and home, the files in the project, and the server that plays the model."""
    p = argparse.ArgumentParser()
    p.add_argument('--bin', required=True)
    p.add_argument('--work', required=True)
    p.add_argument('cases')
    a = p.parse_args()
    project, home = os.path.join(a.work, 'project'), os.path.join(a.work, 'home')
    for folder in (project, home):
        shutil.rmtree(folder, ignore_errors=True)
        os.makedirs(folder)
    files = list(cases(a.cases))
    for name, _, text in files:
        os.makedirs(os.path.dirname(os.path.join(project, name)), exist_ok=True)
        open(os.path.join(project, name), 'w', encoding='utf8', newline='').write(text)
    server = http.server.ThreadingHTTPServer(('127.0.0.1', 0), model)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return a.bin, project, home, files, server


def main():
    program, project, home, files, server = prepare(Model)
    env = {'HOME': home, 'PATH': os.environ['PATH'], 'LANG': 'C.UTF-8', 'ANTHROPIC_API_KEY': 'none', 'ENABLE_TOOL_SEARCH': 'false',
           'ANTHROPIC_BASE_URL': f'http://127.0.0.1:{server.server_port}', 'CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC': '1', 'DISABLE_AUTOUPDATER': '1'}

    def run(prompt, agents=()):
        Model.wanted, Model.requests = list(agents), []
        subprocess.run([program, '-p', prompt], cwd=project, env=env, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                       stderr=subprocess.DEVNULL, timeout=180, check=False)
        return Model.requests

    plain = lambda text: ID.sub('<ID>', text.replace(os.path.realpath(project), '<P>').replace(project, '<P>'))
    say = lambda **fields: print(json.dumps(fields, ensure_ascii=False), flush=True)
    agents = {}
    for name, _, text in files:
        found = re.search(r'^name: (.*?)\r?$', text, re.M)
        if name.startswith('.claude/agents/') and found: agents[found.group(1)] = name
    # More than a few agents at once are not started.
    names, requests = list(agents), []
    for start in range(0, len(names), 8):
        requests += run('hi', names[start:start + 8])
    agent_list = listed(requests, 'Available agent types for the Agent tool:')
    skill_list = listed(requests, 'The following skills are available for use with the Skill tool:')
    main_request = next(r for r in requests if 'hi' in list(texts(r, 'user')))
    say(path='', model=main_request['model'], tools=sorted(t['name'] for t in main_request['tools']))
    for name, path in agents.items():
        task = next((r for r in requests if f'Task of {name}.' in [t.strip() for t in texts(r, 'user')]), None)
        if task is None:
            results = [part.get('content') for r in requests for m in r['messages'] if isinstance(m['content'], list) for part in m['content']
                       if part.get('type') == 'tool_result' and part.get('tool_use_id') == f'toolu_{name}']
            say(path=path, loaded=name in agent_list, listed=agent_list.get(name), said=plain(json.dumps(results[0]))[:200] if results and name in agent_list else None)
            continue
        # The first two parts are the program's own, and so is what follows the author's text.
        prompt = '\n'.join(part['text'] for part in task['system'][2:])
        prompt = OWN.split('\n\n' + prompt, 1)[0].removeprefix('\n\n')
        loaded = [plain(t) for t in texts(task, 'user') if t.startswith('Base directory for this skill')]
        say(path=path, loaded=True, name=name, listed=agent_list.get(name), model=task['model'], tools=sorted(t['name'] for t in task.get('tools', [])),
            prompt=plain(prompt), skills=loaded, effort=task.get('output_config', {}).get('effort'))
    for path, arguments, _ in files:
        if path.startswith('.claude/skills/'): name = path.split('/')[2]
        elif path.startswith('.claude/commands/'): name = path[len('.claude/commands/'):-3].replace('/', ':')
        else: continue
        request = next((r for r in run(f'/{name} {arguments}'.strip()) if r.get('tools')), None)
        sent = list(texts(request, 'user')) if request else []
        at = next((i for i, t in enumerate(sent) if f'<command-name>/{name}</command-name>' in t), None)
        if at is None:
            say(path=path, loaded=name in skill_list, listed=skill_list.get(name))
            continue
        say(path=path, loaded=True, name=name, listed=skill_list.get(name), model=request['model'], tools=sorted(t['name'] for t in request['tools']),
            prompt=plain(sent[at + 1]) if at + 1 < len(sent) else '')
    memory = next((t for t in texts(main_request, 'user') if 'Contents of ' in t), '')
    say(path='CLAUDE.md', loaded=True, prompt=plain(memory))


if __name__ == '__main__':
    main()
