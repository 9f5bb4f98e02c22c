#!/usr/bin/env python3
"""Which files does the real OpenCode load?  JSON lines on stdout.
usage: opencode.py [--kind agent|command|skill] [--jobs N] (FILE... | --list LIST --root DIR)
Each file alone in a project (.opencode/agent/<base>, .opencode/command/<base>, .opencode/skill/<parent>/SKILL.md);
`opencode debug config` / `opencode debug skill` run without network or login.
verdict: load | recover (gray-matter refuses the block, OpenCode's second try read it) |
         placeholder (listed, but front matter ignored: the raw text is the prompt; or there is none) |
         skip (left out silently) | refuse (OpenCode exits: the whole configuration is refused)"""
import argparse, json, os, re, shutil, subprocess, sys, threading, queue
HERE = os.path.dirname(os.path.abspath(__file__))
BIN = os.path.join(HERE, 'inst/opencode/node_modules/opencode-linux-x64/bin/opencode')
GM = r'''const m=require(process.argv[2]+'/node_modules/gray-matter'),fs=require('fs');let t=fs.readFileSync(process.argv[1],'utf8');
try{const r=m(t);console.log(JSON.stringify({strict:'ok',block:!!(r.matter!==undefined&&(r.matter||'').length),keys:Object.keys(r.data)}))}catch(e){console.log(JSON.stringify({strict:'refused',strict_error:String(e.reason||e.message).slice(0,120)}))}'''
ANSI = re.compile(r'\x1b\[[0-9;]*m')
def env(h, **k): return {'HOME': h, 'PATH': os.environ['PATH'], 'OPENCODE_DISABLE_MODELS_FETCH': '1', 'OPENCODE_DISABLE_AUTOUPDATE': '1',
    'OPENCODE_DISABLE_DEFAULT_PLUGINS': '1', 'OPENCODE_DISABLE_LSP_DOWNLOAD': '1', **k}
def strict(path):
    p = subprocess.run(['node', '-e', GM, path, os.path.join(HERE, 'inst/yaml')], capture_output=True, timeout=30, env={'PATH': os.environ['PATH']})
    try: return json.loads(p.stdout)
    except ValueError: return {'strict': 'failed'}
def one(a, i, f, shown, home):
    proj = os.path.join(a.work, 'p%05d' % i); shutil.rmtree(proj, ignore_errors=True)
    base = os.path.basename(f)
    if a.kind == 'skill': d = '.opencode/skill/' + os.path.basename(os.path.dirname(os.path.abspath(f))); base = 'SKILL.md'
    else: d = '.opencode/' + a.kind
    os.makedirs(os.path.join(proj, d)); dst = os.path.join(proj, d, base); shutil.copyfile(f, dst)
    outf = proj + '.out'                                  # a file: on a pipe OpenCode exits before all of a long answer is written
    with open(outf, 'wb') as o: p = subprocess.run(['timeout', '90', a.bin, 'debug', 'skill' if a.kind == 'skill' else 'config'], cwd=proj, env=env(home), stdin=subprocess.DEVNULL, stdout=o, stderr=subprocess.PIPE)
    out = ANSI.sub('', open(outf, 'rb').read().decode('utf8', 'replace')); os.remove(outf); err = ANSI.sub('', p.stderr.decode('utf8', 'replace'))
    r = {'path': shown, 'loaded': False, 'name': None, 'verdict': None, 'reason': None}
    s = strict(f); r.update(s)
    raw = open(f, 'rb').read().decode('utf8', 'replace').lstrip('\ufeff')
    j = None
    try: j = json.loads(out)
    except ValueError: pass
    if j is None:
        r['verdict'] = 'refuse'; r['reason'] = re.sub(r'\s*\n\s*', ' | ', (out + err).strip().replace(dst, '<file>').replace(proj, '<P>'))[:400]
        if 'Configuration is invalid' not in r['reason']: r['reason'] = 'ORACLE? rc=%d ' % p.returncode + r['reason']
    elif a.kind == 'skill':
        own = [x for x in j if x.get('location') == dst]
        if own: r['loaded'] = True; r['name'] = own[0]['name']; r['description_chars'] = len(own[0].get('description') or ''); r['verdict'] = 'load' if own[0].get('description') else 'placeholder'
        else: r['verdict'] = 'skip'; r['reason'] = 'not listed'
    else:
        m = j.get('agent' if a.kind == 'agent' else 'command') or {}
        if not m: r['verdict'] = 'skip'; r['reason'] = 'not in the configuration, no message'
        else:
            k, v = next(iter(m.items())); r['loaded'] = True; r['name'] = k
            text = v.get('prompt') if a.kind == 'agent' else v.get('template')
            fields = sorted(set(v) - {'name', 'prompt', 'template', 'options', 'permission'})
            r['fields'] = fields; r['description'] = (v.get('description') if isinstance(v.get('description'), str) else None) and v['description'][:200]
            if v.get('options'): r['unknown_to_options'] = sorted(v['options'])
            if not fields and isinstance(text, str) and text.strip() == raw.strip() : r['verdict'] = 'placeholder'; r['reason'] = 'front matter ignored or absent: whole text is the prompt'
            elif s.get('strict') == 'refused': r['verdict'] = 'recover'
            else: r['verdict'] = 'load'
    if r['verdict'] == 'load' and s.get('strict') == 'refused': r['verdict'] = 'recover'
    if not a.keep: shutil.rmtree(proj, ignore_errors=True)
    return r
def main():
    ap = argparse.ArgumentParser(); ap.add_argument('--bin', default=BIN); ap.add_argument('--work', default=os.path.join(HERE, 'run/opencode'))
    ap.add_argument('--kind', default='agent', choices=['agent', 'command', 'skill']); ap.add_argument('--jobs', type=int, default=1); ap.add_argument('--keep', action='store_true')
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
