#!/usr/bin/env python3
"""Which custom agents / skills does the real GitHub Copilot CLI load?  JSON lines on stdout.
usage: copilot.py [--kind agent|skill] [--jobs N] (FILE... | --list LIST --root DIR)
agent: the file alone in <repo>/.github/agents/<base>; its documented offline mode (COPILOT_OFFLINE=true and a closed loopback
       port as provider: no login, nothing sent) and `--agent zzz-none -p hi`, which answers
       "No such agent: zzz-none, available: ..."; reasons from the debug log.
skill: <repo>/.github/skills/<parent>/SKILL.md, `copilot skill list --json` if there is one, else the text list."""
import argparse, json, os, re, shutil, subprocess, sys, threading, queue
HERE = os.path.dirname(os.path.abspath(__file__))
BIN = os.path.join(HERE, 'inst/copilot/node_modules/@github/copilot-linux-x64/copilot')
def env(h): return {'HOME': h, 'PATH': os.environ['PATH'], 'COPILOT_OFFLINE': 'true', 'COPILOT_AUTO_UPDATE': 'false',
    'COPILOT_PROVIDER_BASE_URL': 'http://127.0.0.1:9/v1', 'COPILOT_MODEL': 'local-none', 'NO_COLOR': '1'}
def one(a, i, f, shown, home):
    proj = os.path.join(a.work, 'p%05d' % i); shutil.rmtree(proj, ignore_errors=True); os.makedirs(proj + '/.git')
    open(proj + '/.git/HEAD', 'w').write('ref: refs/heads/main\n'); os.makedirs(proj + '/.git/objects'); os.makedirs(proj + '/.git/refs')
    r = {'path': shown, 'loaded': False, 'name': None, 'verdict': 'skip', 'reason': None}
    log = proj + '.log'; shutil.rmtree(log, ignore_errors=True)
    if a.kind == 'agent':
        d = proj + '/.github/agents'; os.makedirs(d); dst = os.path.join(d, os.path.basename(f)); shutil.copyfile(f, dst)
        p = subprocess.run(['timeout', '60', a.bin, '--no-auto-update', '--trust-folder', '--no-color', '--log-level', 'all', '--log-dir', log, '--agent', 'zzz-none', '-p', 'hi'],
            cwd=proj, env=env(home), stdin=subprocess.DEVNULL, capture_output=True)
        out = (p.stdout + p.stderr).decode('utf8', 'replace')
        m = re.search(r'No such agent: zzz-none(?:, available: (.*))?', out, re.S)
        lg = ''.join(open(os.path.join(log, x), errors='replace').read() for x in os.listdir(log)) if os.path.isdir(log) else ''
        rel = '.github/agents/' + os.path.basename(f)
        msgs = []
        for l in lg.splitlines():
            t = re.sub(r'^\S+ ', '', l)
            if rel in t or re.search(r'custom agent', t, re.I):
                t = t.replace(rel, '<file>')
                if t not in msgs: msgs.append(t)
        if not m: r['verdict'] = 'ORACLE-FAILED'; r['reason'] = out[-300:]
        elif m.group(1) and m.group(1).strip():
            r['loaded'] = True; r['verdict'] = 'load'; r['name'] = m.group(1).strip()
        else: r['reason'] = msgs[0] if msgs else 'silently ignored (no message)'
        if msgs: r['messages'] = msgs[:6]
    else:
        d = proj + '/.github/skills/' + os.path.basename(os.path.dirname(os.path.abspath(f))); os.makedirs(d); shutil.copyfile(f, d + '/SKILL.md')
        p = subprocess.run(['timeout', '60', a.bin, 'skill', 'list', '--json'], cwd=proj, env=env(home), stdin=subprocess.DEVNULL, capture_output=True)
        try:
            j = json.loads(p.stdout); l = j if isinstance(j, list) else j.get('skills', [])
            own = [x for x in l if proj in json.dumps(x)]
            if own: r.update(loaded=True, verdict='load', name=own[0].get('name'), description=(own[0].get('description') or '')[:200])
            else:
                p = subprocess.run(['timeout', '60', a.bin, 'skill', 'list'], cwd=proj, env=env(home), stdin=subprocess.DEVNULL, capture_output=True)
                m = re.search(r'SKILL\.md: (.*)', (p.stdout + p.stderr).decode('utf8', 'replace')); r['reason'] = m.group(1)[:300] if m else 'not listed, no message'
        except ValueError: r['verdict'] = 'ORACLE-FAILED'; r['reason'] = (p.stdout + p.stderr).decode('utf8', 'replace')[-300:]
    if not a.keep: shutil.rmtree(proj, ignore_errors=True); shutil.rmtree(log, ignore_errors=True)
    return r
def main():
    ap = argparse.ArgumentParser(); ap.add_argument('--bin', default=BIN); ap.add_argument('--work', default=os.path.join(HERE, 'run/copilot'))
    ap.add_argument('--kind', default='agent', choices=['agent', 'skill']); ap.add_argument('--jobs', type=int, default=1); ap.add_argument('--keep', action='store_true')
    ap.add_argument('--list'); ap.add_argument('--root', default='.'); ap.add_argument('files', nargs='*')
    a = ap.parse_args(); a.work = os.path.abspath(a.work); os.makedirs(a.work, exist_ok=True)
    items = [(f, f) for f in a.files]
    if a.list: items += [(os.path.join(a.root, l), l) for l in open(a.list).read().split('\n') if l]
    q = queue.Queue(); res = [None] * len(items); nxt = [0]; lock = threading.Lock()
    for i, it in enumerate(items): q.put((i, it))
    def work(j):
        home = os.path.join(a.work, 'home%d' % j); shutil.rmtree(home, ignore_errors=True); os.makedirs(home)
        while True:
            try: i, (f, shown) = q.get_nowait()
            except queue.Empty: return
            try: r = one(a, i, f, shown, home)
            except Exception as e: r = {'path': shown, 'loaded': None, 'verdict': 'ORACLE-FAILED', 'reason': repr(e)}
            with lock:
                res[i] = r
                while nxt[0] < len(res) and res[nxt[0]] is not None: print(json.dumps(res[nxt[0]], ensure_ascii=False), flush=True); nxt[0] += 1
    ts = [threading.Thread(target=work, args=(j,)) for j in range(a.jobs)]; [t.start() for t in ts]; [t.join() for t in ts]
main()
