#!/usr/bin/env python3
"""Which agent files does the real claude-flow / ruflo 3.x list?  JSON lines on stdout.
usage: ruflo.py [--kind agent|skill] [--place DIR] (FILE... | --list LIST --root DIR)
Its MCP server (`ruflo mcp start`, stdio, no network, no login) and the tool `guidance_discover`: the only reader of
.claude/agents in 3.x (also .agents/agents and plugins/*/agents).  One project, one file at a time."""
import argparse, json, os, shutil, subprocess, sys
HERE = os.path.dirname(os.path.abspath(__file__))
BIN = os.path.join(HERE, 'inst/ruflo/node_modules/ruflo/bin/ruflo.js')
class Server:
    def __init__(s, binary, proj, home):
        s.n = 0; pre = ['unshare', '-n', '-r'] if subprocess.run(['unshare', '-n', '-r', 'true'], capture_output=True).returncode == 0 else []
        s.p = subprocess.Popen(['timeout', '900'] + pre + ['node', binary, 'mcp', 'start'], cwd=proj, env={'HOME': home, 'PATH': os.environ['PATH'], 'NO_COLOR': '1', 'CI': '1'},
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        s.ask('initialize', {'protocolVersion': '2024-11-05', 'capabilities': {}, 'clientInfo': {'name': 'o', 'version': '1'}})
        s.say({'jsonrpc': '2.0', 'method': 'notifications/initialized'})
    def say(s, m): s.p.stdin.write((json.dumps(m) + '\n').encode()); s.p.stdin.flush()
    def ask(s, m, par):
        s.n += 1; s.say({'jsonrpc': '2.0', 'id': s.n, 'method': m, 'params': par})
        for l in s.p.stdout:
            try: j = json.loads(l)
            except ValueError: continue
            if j.get('id') == s.n: return j
        raise RuntimeError('server ended')
def names(j, key):
    t = j['result']['content'][0]['text']; v = json.loads(t)
    if 'content' in v: v = json.loads(v['content'][0]['text'])
    return v[key]['names']
def main():
    ap = argparse.ArgumentParser(); ap.add_argument('--bin', default=BIN); ap.add_argument('--work', default=os.path.join(HERE, 'run/ruflo')); ap.add_argument('--kind', default='agent', choices=['agent', 'skill'])
    ap.add_argument('--place'); ap.add_argument('--list'); ap.add_argument('--root', default='.'); ap.add_argument('files', nargs='*')
    a = ap.parse_args(); a.work = os.path.abspath(a.work); shutil.rmtree(a.work, ignore_errors=True); proj = a.work + '/p'; os.makedirs(proj + '/.claude'); os.makedirs(a.work + '/home')
    subprocess.run(['git', 'init', '-q', proj], check=True); open(proj + '/package.json', 'w').write('{"name":"p"}\n'); open(proj + '/CLAUDE.md', 'w').write('x\n')
    items = [(f, f) for f in a.files]
    if a.list: items += [(os.path.join(a.root, l), l) for l in open(a.list).read().split('\n') if l]
    s = Server(a.bin, proj, a.work + '/home')
    for f, shown in items:
        d = proj + '/' + (a.place or {'agent': '.claude/agents', 'skill': '.claude/skills'}[a.kind])
        if a.kind == 'skill': d += '/' + os.path.basename(os.path.dirname(os.path.abspath(f)))
        os.makedirs(d); shutil.copyfile(f, d + '/' + (os.path.basename(f) if a.kind == 'agent' else 'SKILL.md'))
        r = {'path': shown, 'loaded': False, 'name': None, 'verdict': 'skip', 'reason': None}
        try:
            n = names(s.ask('tools/call', {'name': 'guidance_discover', 'arguments': {'type': a.kind + 's'}}), a.kind + 's')
            if n: r.update(loaded=True, verdict='load', name=n[0])
            else: r['reason'] = 'silently ignored'
        except Exception as e: r['verdict'] = 'ORACLE-FAILED'; r['reason'] = repr(e)[:200]
        shutil.rmtree(proj + '/' + (a.place or {'agent': '.claude/agents', 'skill': '.claude/skills'}[a.kind]), ignore_errors=True)
        print(json.dumps(r, ensure_ascii=False), flush=True)
    s.p.stdin.close(); s.p.terminate(); s.p.wait()
main()
