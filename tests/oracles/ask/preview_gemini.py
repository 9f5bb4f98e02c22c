#!/usr/bin/env python3
"""What does the real Gemini CLI send to a model for an agent, a skill, a command and a memory file?  JSON lines on stdout.

usage: preview_gemini.py --bin GEMINI --work DIR CASES

As preview_claude.py: the files of CASES are put into one project, and a small server on 127.0.0.1 plays the model. It starts
every agent and loads every skill; commands are started by `gemini -p "/name arguments"`.
"""
import http.server, json, os, re, shutil, subprocess
from preview_claude import prepare

# How Gemini CLI goes on behind the text of an agent.
OWN = re.compile(r'\n\n(?=# Available Agent Skills|# Environment Context)')


class Model(http.server.BaseHTTPRequestHandler):
    """Makes the calls of `wanted` in the first turn, and says `ok` to everything else."""
    protocol_version = 'HTTP/1.1'
    wanted, requests = [], []

    def log_message(self, *_): pass

    def do_POST(self):
        asked = json.loads(self.rfile.read(int(self.headers.get('Content-Length') or 0)) or b'{}')
        asked['model'] = re.search(r'/models/([^:]+):', self.path).group(1)
        Model.requests.append(asked)
        fresh = not any('functionResponse' in part for content in asked['contents'] for part in content['parts'])
        offered = tools(asked)
        calls = [{'functionCall': {'name': name, 'args': given}} for name, given in Model.wanted] if fresh else []
        # What ends an agent's work.
        if 'complete_task' in offered: calls = [{'functionCall': {'name': 'complete_task', 'args': {'result': 'ok'}}}]
        calls = [call for call in calls if call['functionCall']['name'] in offered]
        # Which model is to answer is asked before, with a schema for the answer.
        schema = (asked.get('generationConfig') or {}).get('responseJsonSchema')
        text = json.dumps({'complexity_reasoning': 'x', 'complexity_score': 1, 'reasoning': 'x', 'model_choice': 'flash', 'next_speaker': 'user'}) if schema else 'ok'
        answer = {'candidates': [{'content': {'role': 'model', 'parts': calls or [{'text': text}]}, 'finishReason': 'STOP', 'index': 0}],
                  'usageMetadata': {'promptTokenCount': 1, 'candidatesTokenCount': 1, 'totalTokenCount': 2}}
        body = json.dumps(answer)
        streamed = 'streamGenerateContent' in self.path
        body = (f'data: {body}\r\n\r\n' if streamed else body).encode()
        self.send_response(200)
        self.send_header('Content-Type', 'text/event-stream' if streamed else 'application/json')
        self.send_header('Content-Length', str(len(body)))
        self.end_headers()
        self.wfile.write(body)


def tools(request):
    return sorted(f['name'] for tool in request.get('tools') or [] for f in tool.get('functionDeclarations') or [])


def texts(request):
    return [part['text'] for content in request['contents'] for part in content['parts'] if 'text' in part]


def main():
    program, project, home, files, server = prepare(Model)
    subprocess.run(['git', 'init', '-q'], cwd=project, check=True)
    os.makedirs(os.path.join(home, '.gemini'))
    settings = {'security': {'auth': {'selectedType': 'gemini-api-key'}}, 'experimental': {'enableAgents': True, 'skills': True}}
    json.dump(settings, open(os.path.join(home, '.gemini/settings.json'), 'w'))
    # Agents of a project have to be acknowledged first, those of the home folder not.
    shutil.copytree(os.path.join(project, '.gemini/agents'), os.path.join(home, '.gemini/agents'))
    shutil.rmtree(os.path.join(project, '.gemini/agents'))
    env = {'HOME': home, 'PATH': os.environ['PATH'], 'LANG': 'C.UTF-8', 'GOOGLE_GEMINI_BASE_URL': f'http://127.0.0.1:{server.server_port}',
           'GEMINI_API_KEY': 'none', 'GEMINI_CLI_TRUST_WORKSPACE': 'true', 'TERM': 'xterm-256color'}

    def run(prompt, wanted=()):
        Model.wanted, Model.requests = list(wanted), []
        subprocess.run([program, '--yolo', '-m', 'gemini-2.5-pro', '-p', prompt], cwd=project, env=env, stdin=subprocess.DEVNULL,
                       stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=120, check=False)
        return Model.requests

    plain = lambda text: text.replace(os.path.realpath(project), '<P>').replace(project, '<P>')
    say = lambda **fields: print(json.dumps(fields, ensure_ascii=False), flush=True)
    system = lambda request: ''.join(part.get('text', '') for part in (request.get('systemInstruction') or {}).get('parts', []))
    named = lambda text: re.search(r'^name: (.*?)\r?$', text, re.M).group(1)
    requests = run('hi', [('activate_skill', {'name': named(text)}) for path, _, text in files if path.startswith('.gemini/skills/')])
    main_request = next(request for request in requests if 'run_shell_command' in tools(request))
    say(path='', model=main_request['model'], tools=tools(main_request))
    told = '\n'.join([system(main_request), *texts(main_request)])
    for path, arguments, text in files:
        if path.startswith('.gemini/agents/'):
            name = named(text)
            task = next((r for r in run('hi', [(call, given) for call, given in
                         [(name, {'objective': f'Task of {name}.', 'query': f'Task of {name}.', 'task': f'Task of {name}.'}),
                          ('invoke_agent', {'agent_name': name, 'prompt': f'Task of {name}.'})]]) if 'complete_task' in tools(r)), None)
            if task is None:
                say(path=path, loaded=False)
                continue
            offered = next(f['description'] for t in main_request['tools'] for f in t['functionDeclarations'] if f['name'] == 'invoke_agent')
            offered = offered if f'- {name} -> ' in offered else system(main_request)
            listed = re.search(rf'^- {re.escape(name)} -> (.*(?:\n(?!- |\n|[A-Z]).*)*)', offered, re.M)
            # Each agent has the tool by which it says that it is done.
            own = [tool for tool in tools(task) if tool != 'complete_task']
            say(path=path, loaded=True, name=name, listed=f'{name}: {listed.group(1)}' if listed else None, model=task['model'], tools=own, prompt=OWN.split(plain(system(task)), 1)[0])
        elif path.startswith('.gemini/skills/'):
            name = named(text)
            results = [part['functionResponse'] for r in requests for c in r['contents'] for part in c['parts'] if 'functionResponse' in part]
            output = next((it for result in results if f'name="{name}"' in (it := result['response'].get('output', ''))), None)
            listed = re.search(rf'<name>{name}</name>\s*<description>(.*?)</description>', told, re.S)
            say(path=path, loaded=output is not None, name=name, listed=f'{name}: {listed.group(1)}' if listed else None, model=main_request['model'],
                tools=tools(main_request), prompt=output and plain(output).split('\n  </instructions>')[0])
        elif path.startswith('.gemini/commands/'):
            name = path[len('.gemini/commands/'):-len('.toml')].replace('/', ':')
            request = next((r for r in run(f'/{name} {arguments}'.strip()) if 'run_shell_command' in tools(r)), None)
            say(path=path, loaded=request is not None, name=name, model=request and request['model'], tools=request and tools(request),
                prompt=request and plain(''.join(text for text in texts(request) if not text.startswith('<session_context>'))))
        elif path == 'GEMINI.md':
            memory = plain(told).split(f'--- Context from: <P>/{path} ---\n', 1)
            say(path=path, loaded=len(memory) > 1, model=main_request['model'],
                prompt=memory[-1].split(f'\n--- End of Context from: <P>/{path} ---')[0])


if __name__ == '__main__': main()
