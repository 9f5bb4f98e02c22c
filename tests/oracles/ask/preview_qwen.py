#!/usr/bin/env python3
"""What does the real Qwen Code send to a model for an agent, a skill, a command and a memory file?  JSON lines on stdout.

usage: preview_qwen.py --bin QWEN --work DIR CASES

As preview_claude.py: the files of CASES are put into one project, and a small server on 127.0.0.1 plays the model. It starts
every agent and loads every skill; commands are started by `qwen -p "/name arguments"`.
"""
import json, os, re, subprocess
from preview_claude import prepare
from preview_opencode import Model

# How Qwen Code goes on behind the text of an agent.
OWN = re.compile(r'\n\n(?=Important Rules:|\*\*Important Rules|- You operate in non-interactive mode|---\n)')


def parts(message):
    content = message.get('content') or ''
    return [content] if isinstance(content, str) else [part.get('text', '') for part in content]


def main():
    program, project, home, files, server = prepare(Model)
    subprocess.run(['git', 'init', '-q'], cwd=project, check=True)
    Model.starter = 'agent'
    env = {'HOME': home, 'PATH': os.environ['PATH'], 'LANG': 'C.UTF-8', 'OPENAI_BASE_URL': f'http://127.0.0.1:{server.server_port}/v1',
           'OPENAI_API_KEY': 'none', 'OPENAI_MODEL': 'm'}

    def run(prompt, wanted=()):
        Model.wanted, Model.requests = list(wanted), []
        subprocess.run([program, '--yolo', '-p', prompt], cwd=project, env=env, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                       stderr=subprocess.DEVNULL, timeout=180, check=False)
        return Model.requests

    tools = lambda request: sorted(tool['function']['name'] for tool in request.get('tools') or [])
    plain = lambda text: text.replace(os.path.realpath(project), '<P>').replace(project, '<P>')
    say = lambda **fields: print(json.dumps(fields, ensure_ascii=False), flush=True)
    agents, skills = {}, {}
    for path, _, text in files:
        named = re.search(r'^name: (.*?)\r?$', text, re.M)
        if path.startswith('.qwen/agents/'): agents[named.group(1)] = path
        if path.startswith('.qwen/skills/'): skills[named.group(1)] = path
    call = lambda name: ('agent', {'description': 'd', 'prompt': f'Task of {name}.', 'subagent_type': name, 'run_in_background': False})
    requests = run('hi', [('skill', {'skill': name}) for name in skills])
    main_request = next(request for request in requests if 'agent' in tools(request))
    say(path='', model=main_request['model'], tools=tools(main_request))
    offered = next(tool['function'] for tool in main_request['tools'] if tool['function']['name'] == 'agent')['description']
    told = '\n'.join(text for message in main_request['messages'] for text in parts(message))
    for name, path in agents.items():
        # Not many of them run at once.
        task = next((r for r in run('hi', [call(name)]) if any(text.strip() == f'Task of {name}.' for m in r['messages'] for text in parts(m))), None)
        if task is None:
            say(path=path, loaded=False)
            continue
        listed = re.search(rf'^- \*\*{re.escape(name)}\*\*: (.*(?:\n(?!- |\n|[A-Z]).*)*)', offered, re.M)
        say(path=path, loaded=True, name=name, listed=f'{name}: {listed.group(1)}' if listed else None, model=task['model'], tools=tools(task),
            prompt=OWN.split(plain(parts(task['messages'][0])[0]), 1)[0])
    results = {m.get('tool_call_id'): '\n'.join(parts(m)) for r in requests for m in r['messages'] if m['role'] == 'tool'}
    for number, (name, path) in enumerate(skills.items()):
        listed = re.search(rf'<name>\n{re.escape(name)}\n</name>\n<description>\n(.*?)\n</description>', told, re.S)
        prompt = results.get(f'call_{number}')
        say(path=path, loaded=prompt is not None and listed is not None, name=name, listed=f'{name}: {listed.group(1)}' if listed else None,
            model=main_request['model'], tools=tools(main_request), prompt=plain(prompt or '').removesuffix('\n'))
    for path, arguments, _ in files:
        if not path.startswith('.qwen/commands/'): continue
        name = re.sub(r'\.\w+$', '', path[len('.qwen/commands/'):]).replace('/', ':')
        request = next((r for r in run(f'/{name} {arguments}'.strip()) if 'agent' in tools(r)), None)
        if request is None:
            say(path=path, loaded=False)
            continue
        sent = [plain(text) for text in parts([m for m in request['messages'] if m['role'] == 'user'][-1])]
        own = [text for text in sent if not text.startswith('<system-reminder>')]
        listed = re.search(rf'<name>\n{re.escape(name)}\n</name>\n<description>\n(.*?)\n</description>', told, re.S)
        say(path=path, loaded=True, name=name, listed=f'{name}: {listed.group(1)}' if listed else None, model=request['model'], tools=tools(request),
            prompt=''.join(own))
    for path, *_ in files:
        if path != 'QWEN.md': continue
        memory = plain(told).split(f'--- Context from: {path} ---\n', 1)
        say(path=path, loaded=len(memory) > 1, model=main_request['model'], prompt=memory[-1].split(f'\n--- End of Context from: {path} ---')[0])


if __name__ == '__main__': main()
