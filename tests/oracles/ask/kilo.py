#!/usr/bin/env python3
"""Which files does the real Kilo CLI load?  JSON lines on stdout.
usage: kilo.py [--kind agent|command|skill] [--bin KILO] [--work DIR] [--group N] (FILE... | --list LIST --root DIR)
Files whose base names and `name:` lines differ share a project (.kilo/agents/<base>, .kilo/commands/<base>,
.kilo/skills/<base without .md>/SKILL.md; a bad file never hurts another there); `kilo debug config` or `kilo debug skill` runs in it
without network or login, telemetry and model list off, own HOME. Reasons come from its log (--print-logs).
verdict: load | recover (gray-matter refuses the block, Kilo's second try read it) | placeholder (listed, front matter ignored
or absent) | skip (not listed; reason = the log's message, if any)."""
import argparse, json, os, re, shutil, subprocess, sys, threading
sys.setrecursionlimit(1000000); threading.stack_size(512 * 1024 * 1024)
HERE = os.path.dirname(os.path.abspath(__file__)); BIN = os.path.join(HERE, 'inst/kilo/node_modules/@kilocode/cli-linux-x64/bin/kilo')
GM = r'''const m=require(process.argv[1]),fs=require('fs');for(const f of fs.readFileSync(0,'utf8').split('\n').filter(Boolean)){let o;try{const r=m(fs.readFileSync(f,'utf8'));o={strict:'ok'}}catch(e){o={strict:'refused',strict_error:String(e.reason||e.message).slice(0,120)}}m.cache={};console.log(JSON.stringify(o))}'''
def named(f):
    m = re.search(r'(?m)^[ \t]*["\']?name["\']?[ \t]*:[ \t]*(\S.*)$', open(f, 'rb').read(65536).decode('utf8', 'replace').replace('\r', '\n'))
    return m and m.group(1).strip().strip('"\'')
def main():
    ap = argparse.ArgumentParser(); ap.add_argument('--bin', default=BIN); ap.add_argument('--work', default=os.path.join(HERE, 'run/kilo')); ap.add_argument('--kind', default='agent', choices=['agent', 'command', 'skill'])
    ap.add_argument('--gray-matter', default=os.path.join(HERE, 'inst/yaml/node_modules/gray-matter')); ap.add_argument('--group', type=int, default=600); ap.add_argument('--list'); ap.add_argument('--root', default='.'); ap.add_argument('files', nargs='*')
    a = ap.parse_args(); a.work = os.path.abspath(a.work); shutil.rmtree(a.work, ignore_errors=True); os.makedirs(a.work + '/home')
    items = [(f, f) for f in a.files]
    if a.list: items += [(os.path.join(a.root, l), l) for l in open(a.list).read().split('\n') if l]
    st = [{'strict': 'unknown'}] * len(items)
    if os.path.isdir(a.gray_matter):
        p = subprocess.run(['node', '--stack-size=8000', '-e', GM, os.path.abspath(a.gray_matter)], input='\n'.join(os.path.abspath(f) for f, _ in items), capture_output=True, text=True, timeout=600)
        got = [json.loads(l) for l in p.stdout.split('\n') if l]
        if len(got) == len(items): st = got
    env = {'HOME': a.work + '/home', 'PATH': os.environ['PATH'], 'KILO_TELEMETRY_LEVEL': 'off', 'DO_NOT_TRACK': '1'}
    for k in ('DISABLE_MODELS_FETCH', 'DISABLE_AUTOUPDATE', 'DISABLE_DEFAULT_PLUGINS', 'DISABLE_LSP_DOWNLOAD'): env['KILO_' + k] = env['OPENCODE_' + k] = '1'
    def base_of(f):
        b = os.path.basename(f)
        if a.kind != 'skill': return b
        return os.path.basename(os.path.dirname(os.path.abspath(f))) if b == 'SKILL.md' else re.sub(r'\.md$', '', b).lstrip('.') or 'x'
    groups = []
    for i, (f, _) in enumerate(items):
        keys = {base_of(f), re.sub(r'\.md$', '', base_of(f))} | ({named(f)} if named(f) else set())
        for g in groups:
            if len(g[0]) < a.group and not (g[1] & keys): break
        else: g = ([], set()); groups.append(g)
        g[0].append(i); g[1].update(keys)
    res = [None] * len(items)
    todo = [(ids, False) for ids, _ in groups]; n = -1
    while todo:
        ids, alone = todo.pop(0); n += 1
        proj = os.path.join(a.work, 'p%04d' % n); os.makedirs(proj + '/.git'); dst = {}
        for i in ids:
            f = items[i][0]; d = proj + '/.kilo/skills/' + base_of(f) if a.kind == 'skill' else proj + '/.kilo/' + a.kind + 's'
            os.makedirs(d, exist_ok=True); dst[i] = os.path.join(d, 'SKILL.md' if a.kind == 'skill' else base_of(f)); shutil.copyfile(f, dst[i])
        out, err = proj + '.out', proj + '.err'
        with open(out, 'wb') as o, open(err, 'wb') as e: rc = subprocess.run(['timeout', '550', a.bin, 'debug', 'skill' if a.kind == 'skill' else 'config', '--print-logs', '--log-level', 'WARN'], cwd=proj, env=env, stdin=subprocess.DEVNULL, stdout=o, stderr=e).returncode
        text = re.sub(r'\x1b\[[0-9;]*m', '', open(err, 'rb').read().decode('utf8', 'replace')); j = None
        try: j = json.loads(open(out, 'rb').read().decode('utf8', 'replace'))
        except ValueError: pass
        recs = re.split(r'(?m)^(?=(?:ERROR|WARN|INFO|timestamp=))', text)
        for i in ids:
            f, shown = items[i]; r = {'path': shown, 'loaded': False, 'name': None, 'verdict': 'skip', 'reason': None}; r.update(st[i]); why = None; v = None; res[i] = r
            if j is None: r['verdict'] = 'refuse'; r['reason'] = 'ORACLE? rc=%d ' % rc + text[-200:]; continue
            for x in recs:
                if dst[i] in x:
                    m = re.search(r'(?s) is invalid: (.*?)(?: failed to load|\Z)', x) or re.search(r'(?s)err(?:or)?=(.*?)(?= message=| failed to load|\Z)', x); why = re.sub(r'\s+', ' ', (m.group(1) if m else x)).replace(dst[i], '<file>').replace(proj, '<P>')[:300]; break
            raw = open(f, 'rb').read().decode('utf8', 'replace').lstrip('\ufeff'); body = None
            if a.kind == 'skill':
                own = [x for x in j if x.get('location') == dst[i]]
                if own: v = own[0]; r['name'] = v['name']; r['description_chars'] = len(v.get('description') or ''); body = v.get('content')
            else:
                m = j.get(a.kind) or {}; stem = re.sub(r'\.md$', '', base_of(f)); k = next((k for k in (named(f), stem) if k is not None and k in m), None)
                if k is None:                                   # a name that YAML reads in another way: by its text
                    def norm(s): return re.sub(r'\W+', '', s or '')
                    k = next((x for x, y in m.items() if named(f) and norm(x) == norm(named(f))), None)
                    if k is None and alone: k = next(iter(m), None)
                if k is not None and not why:
                    v = m[k]; r['name'] = k; body = v.get('prompt') if a.kind == 'agent' else v.get('template'); r['fields'] = sorted(set(v) - {'name', 'prompt', 'template', 'options', 'permission'})
                    if v.get('options'): r['unknown_to_options'] = sorted(v['options'])
                    if isinstance(v.get('description'), str): r['description'] = v['description'][:200]
            if v is not None:
                r['loaded'] = True; ignored = isinstance(body, str) and body.strip() == raw.strip() and not r.get('fields')
                r['verdict'] = 'placeholder' if ignored or (a.kind == 'skill' and not r['description_chars']) else 'recover' if r['strict'] == 'refused' else 'load'
                if ignored: r['reason'] = 'front matter ignored or absent: whole text is the prompt'
            else:
                r['reason'] = why or 'not listed, no message'
                if not why and not alone and a.kind != 'skill': todo.append(([i], True))      # its name may be read in a way not foreseen: once more, alone
    for r in res: print(json.dumps(r, ensure_ascii=False), flush=True)
t = threading.Thread(target=main); t.start(); t.join()
