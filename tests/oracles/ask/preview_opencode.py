#!/usr/bin/env python3
"""What does the real OpenCode send to a model for an agent, a command and a skill?  JSON lines on stdout.

usage: preview_opencode.py --bin OPENCODE --work DIR CASES

As preview_claude.py: the files of CASES are put into one project, and a small server on 127.0.0.1 plays the model. It starts
every agent and loads every skill; commands are started by `opencode run --command NAME arguments`.
"""
import http.server, json, os, re, subprocess
from preview_claude import prepare

# How OpenCode goes on behind the text of an agent.
OWN = re.compile(r'(?:^|\n)You are powered by the model named')


class Model(http.server.BaseHTTPRequestHandler):
    """Makes the calls of `wanted` in the first turn, and says `ok` to everything else."""
    protocol_version = 'HTTP/1.1'
    wanted, requests, starter = [], [], 'task'

    def log_message(self, *_): pass

    def do_POST(self):
        asked = json.loads(self.rfile.read(int(self.headers.get('Content-Length') or 0)) or b'{}')
        Model.requests.append(asked)
        fresh = not any(m['role'] == 'tool' for m in asked['messages'])
        main = any(tool['function']['name'] == Model.starter for tool in asked.get('tools') or [])
        # An agent that may start others is left alone.
        main = main and not any('Task of ' in json.dumps(m.get('content')) for m in asked['messages'])
        calls = [{'index': n, 'id': f'call_{n}', 'type': 'function', 'function': {'name': name, 'arguments': json.dumps(given)}}
                 for n, (name, given) in enumerate(Model.wanted)] if fresh and main else []
        chunk = lambda delta, end=None: 'data: ' + json.dumps({'id': 'c', 'object': 'chat.completion.chunk', 'created': 1, 'model': 'm',
                                                               'choices': [{'index': 0, 'delta': delta, 'finish_reason': end}]}) + '\n\n'
        text = chunk({'role': 'assistant', 'content': '' if calls else 'ok'}) + (chunk({'tool_calls': calls}) if calls else '')
        body = (text + chunk({}, 'tool_calls' if calls else 'stop') + 'data: [DONE]\n\n').encode()
        self.send_response(200)
        self.send_header('Content-Type', 'text/event-stream')
        self.send_header('Content-Length', str(len(body)))
        self.end_headers()
        self.wfile.write(body)


def text_of(message):
    content = message.get('content') or ''
    return content if isinstance(content, str) else content[0]['text']


def main():
    program, project, home, files, server = prepare(Model)
    # Outside of a repository, commands attach no files.
    subprocess.run(['git', 'init', '-q'], cwd=project, check=True)
    models = {'m': {'name': 'm'}, 'other': {'name': 'other'}}
    options = {'baseURL': f'http://127.0.0.1:{server.server_port}/v1', 'apiKey': 'none'}
    settings = {'provider': {'mock': {'npm': '@ai-sdk/openai-compatible', 'name': 'mock', 'options': options, 'models': models}}, 'model': 'mock/m'}
    json.dump(settings, open(os.path.join(project, 'opencode.json'), 'w'))
    env = {'HOME': home, 'PATH': os.environ['PATH'], 'LANG': 'C.UTF-8', 'OPENCODE_DISABLE_MODELS_FETCH': '1', 'OPENCODE_DISABLE_AUTOUPDATE': '1',
           'OPENCODE_DISABLE_DEFAULT_PLUGINS': '1', 'OPENCODE_DISABLE_LSP_DOWNLOAD': '1'}

    def run(arguments, wanted=()):
        Model.wanted, Model.requests = list(wanted), []
        subprocess.run([program, 'run', *arguments], cwd=project, env=env, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                       stderr=subprocess.DEVNULL, timeout=180, check=False)
        return [request for request in Model.requests if not text_of(request['messages'][0]).startswith('You are a title generator')]

    tools = lambda request: sorted(tool['function']['name'] for tool in request.get('tools') or [])
    plain = lambda text: text.replace(os.path.realpath(project), '<P>').replace(project, '<P>')
    say = lambda **fields: print(json.dumps(fields, ensure_ascii=False), flush=True)
    agents, skills = {}, {}
    for path, _, text in files:
        named = re.search(r'^name: (.*?)\r?$', text, re.M)
        if path.startswith('.opencode/agent/'): agents[named.group(1) if named else path[len('.opencode/agent/'):-3]] = path
        if path.startswith('.opencode/skill/'): skills[named.group(1)] = path
    started = [('task', {'description': 'd', 'prompt': f'Task of {name}.', 'subagent_type': name}) for name in agents]
    requests = run(['hi'], started + [('skill', {'name': name}) for name in skills])
    say(path='', model=requests[0]['model'], tools=tools(requests[0]))
    tasks = next(tool['function'] for tool in requests[0]['tools'] if tool['function']['name'] == 'task')
    offered = tasks['description'] + '\n\n' + '\n\n'.join(text_of(m) for m in requests[0]['messages'])
    for name, path in agents.items():
        task = next((r for r in requests if f'Task of {name}.' in [text_of(m).strip() for m in r['messages'] if m['role'] == 'user']), None)
        if task is None:
            say(path=path, loaded=False)
            continue
        listed = re.search(rf'^- {re.escape(name)}: (.*(?:\n(?!- |\n|[A-Z]).*)*)', offered, re.M)
        system = text_of(task['messages'][0])
        say(path=path, loaded=True, name=name, listed=f'{name}: {listed.group(1)}' if listed else None, model=task['model'], tools=tools(task),
            prompt=OWN.split(system, 1)[0])
    results = {m.get('tool_call_id'): text_of(m) for r in requests for m in r['messages'] if m['role'] == 'tool'}
    for number, (name, path) in enumerate(skills.items(), len(agents)):
        listed = re.search(rf'<name>{re.escape(name)}</name>\s*<description>(.*?)</description>', offered, re.S)
        prompt = results.get(f'call_{number}')
        say(path=path, loaded=prompt is not None and prompt.startswith('<skill_content'), name=name, listed=f'{name}: {listed.group(1)}' if listed else None, model=requests[0]['model'],
            tools=tools(requests[0]), prompt=plain((prompt or '').split('\n\nBase directory for this skill: ')[0]))
    for path, arguments, _ in files:
        if not path.startswith('.opencode/command/'): continue
        name = path[len('.opencode/command/'):-3]
        request = next(iter(run(['--command', name, *arguments.split()])), None)
        if request is None:
            say(path=path, loaded=False)
            continue
        sent = [text_of(m) for m in request['messages'] if m['role'] == 'user']
        # Files that it names come with it, as if they had been read.
        parts = [m['content'] for m in request['messages'] if m['role'] == 'user'][-1]
        attached = [plain(part['text']) for part in parts[1:]] if isinstance(parts, list) else []
        say(path=path, loaded=True, name=name, model=request['model'], tools=tools(request), prompt=plain(sent[-1]), attached=attached)


if __name__ == '__main__': main()
