#!/usr/bin/env python3
"""Which droids / skills / commands does the real Factory CLI load?  JSON lines on stdout.
usage: droid.py [--kind agent|skill|command] [--place DIR] (FILE... | --list LIST --root DIR)
`droid exec --input-format stream-jsonrpc` answers without a login: initialize_session (cwd = the file's own project), then
agent: droid.get_context_breakdown (`droids`: name, location, tokens); skill: droid.list_skills and the same breakdown (it lists
the skills the model is offered only); command: droid.list_commands.  It logs nothing about them.
load / recover: whether js-yaml 4 (the library inside) reads the block is asked of strict.mjs (Node, inst/yaml).
Network: with --no-net (default where it can) the process runs in an empty network namespace.
tokens = ceil(len('• **NAME** — DESCRIPTION (location: project)') / 4): tells whether the description was read.
--place: where the file is copied to in its project (default .factory/droids, .factory/skills/<folder>, .factory/commands)."""
import argparse, json, os, re, shutil, subprocess, sys, time
HERE = os.path.dirname(os.path.abspath(__file__))
BIN = os.path.join(HERE, 'inst/droid/node_modules/@factory/cli-linux-x64/bin/droid')
def can_unshare(): return subprocess.run(['unshare', '-n', '-r', 'true'], capture_output=True).returncode == 0
class Droid:
    def __init__(s, binary, home, cwd, net):
        s.n = 0; pre = [] if net else ['unshare', '-n', '-r']
        env = {'HOME': home, 'PATH': '/usr/bin:/bin', 'TERM': 'dumb', 'FACTORY_DROID_AUTO_UPDATE_ENABLED': 'false'}
        s.p = subprocess.Popen(['timeout', '900'] + pre + [binary, 'exec', '--input-format', 'stream-jsonrpc', '--output-format', 'stream-jsonrpc'],
            cwd=cwd, env=env, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    def ask(s, m, par={}):
        s.n += 1; i = str(s.n)
        s.p.stdin.write((json.dumps({'factoryApiVersion': '1.0.0', 'factoryProtocolVersion': '1.206.0', 'type': 'request', 'jsonrpc': '2.0', 'id': i,
            'method': 'droid.' + m, 'params': par}) + '\n').encode()); s.p.stdin.flush()
        for l in s.p.stdout:
            try: j = json.loads(l)
            except ValueError: continue
            if j.get('id') == i and j.get('type') == 'response':
                if 'error' in j: raise RuntimeError(j['error'].get('message'))
                return j['result']
        raise RuntimeError('droid ended')
    def close(s):
        try: s.p.stdin.close(); s.p.wait(0.3)
        except Exception: s.p.terminate(); s.p.wait()
def main():
    ap = argparse.ArgumentParser(); ap.add_argument('--bin', default=BIN); ap.add_argument('--work', default=os.path.join(HERE, 'run/droid'))
    ap.add_argument('--kind', default='agent', choices=['agent', 'skill', 'command']); ap.add_argument('--place'); ap.add_argument('--net', action='store_true')
    ap.add_argument('--list'); ap.add_argument('--root', default='.'); ap.add_argument('--per-process', type=int, default=60); ap.add_argument('files', nargs='*')
    a = ap.parse_args(); a.work = os.path.abspath(a.work); shutil.rmtree(a.work, ignore_errors=True); home = a.work + '/home'; os.makedirs(home)
    items = [(f, f) for f in a.files]
    if a.list: items += [(os.path.join(a.root, l), l) for l in open(a.list).read().split('\n') if l]
    net = a.net or not can_unshare(); d = None
    strict = [json.loads(l) for l in subprocess.run(['node', os.path.join(HERE, 'strict.mjs')], input='\n'.join(f for f, _ in items).encode(), stdout=subprocess.PIPE, check=True).stdout.splitlines()]
    for n, (f, shown) in enumerate(items):
        proj = a.work + '/p%05d' % n; os.makedirs(proj + '/.git/objects'); os.makedirs(proj + '/.git/refs'); open(proj + '/.git/HEAD', 'w').write('ref: refs/heads/main\n')
        base = os.path.basename(f)
        dst = {'agent': (a.place or '.factory/droids') + '/' + base, 'command': (a.place or '.factory/commands') + '/' + base,
               'skill': (a.place or '.factory/skills') + '/' + os.path.basename(os.path.dirname(os.path.abspath(f))) + '/SKILL.md'}[a.kind]
        dst = os.path.join(proj, dst); os.makedirs(os.path.dirname(dst)); shutil.copyfile(f, dst)
        r = {'path': shown, 'loaded': False, 'name': None, 'verdict': 'skip', 'reason': None}
        try:
            if d is None or n % a.per_process == 0:
                if d: d.close()
                d = Droid(a.bin, home, proj, net)
            d.ask('initialize_session', {'machineId': 'm', 'cwd': proj, 'disableBuiltinSkills': True})
            b = d.ask('get_context_breakdown')
            if a.kind == 'agent':
                own = [x for x in b['droids'] if x['location'] == 'project']
                if own:
                    x = own[0]; none = -(-len('• **%s** —  (location: project)' % x['name']) // 4)
                    r.update(loaded=True, verdict='load', name=x['name'], tokens=x['tokens'], described=x['tokens'] > none)
            elif a.kind == 'skill':
                own = [x for x in d.ask('list_skills')['skills'] if x['filePath'].startswith(proj)]
                if own:
                    x = own[0]; offered = [y['name'] for y in b['skills']]
                    r.update(loaded=x['name'] in offered, verdict='load' if x['name'] in offered else 'skip', name=x['name'], description=(x.get('description') or '')[:200], enabled=x.get('enabled'), userInvocable=x.get('userInvocable'))
                    if not r['loaded']: r['reason'] = 'disabled' if x.get('enabled') is False else 'listed, and not offered to the model (invalid)'
            else:
                own = d.ask('list_commands')['commands']
                if own: x = own[0]; r.update(loaded=True, verdict='load', name=x['name'], description=(x.get('description') or '')[:200], argumentHint=x.get('argumentHint'))
            st = strict[n]; r['strict'] = st.get('strict'); r['block'] = st['block']
            if st.get('error'): r['yaml'] = st['error'][:120]
            if r['loaded'] and a.kind == 'agent' and not r['described']: r.update(verdict='placeholder', reason='no description read')
            elif r['loaded'] and st['block'] and not st['strict']: r['verdict'] = 'recover'
            elif not r['loaded'] and not r['reason']: r['reason'] = 'silently ignored'
        except Exception as e:
            r['verdict'] = 'ORACLE-FAILED'; r['reason'] = repr(e)[:300]; d and d.close(); d = None
        shutil.rmtree(proj, ignore_errors=True)
        print(json.dumps(r, ensure_ascii=False), flush=True)
    if d: d.close()
main()
