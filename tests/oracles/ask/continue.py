#!/usr/bin/env python3
"""Which files does the real Continue CLI (cn) load?  JSON lines on stdout.
usage: continue.py [--kind rule|skill|agent] [--bin CN_JS] [--work DIR] (FILE... | --list LIST --root DIR)
`cn -p hi` runs with a configuration whose one model is a mock provider on the loopback interface (no login, no network, own HOME and
CONTINUE_GLOBAL_DIR); what it loaded is read from the request that it sends.
rule: files share a project, as many as fit into a request, as .continue/rules/<i>/<base>, each with a line `oracle-mark-<i>-end` put behind its last line.
skill: files with different `name:` lines share a project (.continue/skills/<i>/SKILL.md); the list is in the description of the Skills tool.
agent: each alone, by `cn -p --agent ./<base>` (slow).
verdict: load | placeholder (the front matter was not read and stands in the text, or there is none) | skip"""
import argparse, http.server, json, os, re, shutil, subprocess, threading
HERE = os.path.dirname(os.path.abspath(__file__)); BIN = os.path.join(HERE, 'inst/continue/node_modules/@continuedev/cli/dist/cn.js')
class H(http.server.BaseHTTPRequestHandler):
    def do_POST(s):
        s.server.got.append(s.rfile.read(int(s.headers.get('content-length') or 0)).decode('utf8', 'replace'))
        c = lambda d, f: 'data: ' + json.dumps({'id': 'x', 'object': 'chat.completion.chunk', 'created': 1, 'model': 'm', 'choices': [{'index': 0, 'delta': d, 'finish_reason': f}]}) + '\n\n'
        d = (c({'role': 'assistant', 'content': 'ok'}, None) + c({}, 'stop') + 'data: [DONE]\n\n').encode()
        s.send_response(200); s.send_header('content-type', 'text/event-stream'); s.send_header('content-length', str(len(d))); s.end_headers(); s.wfile.write(d)
    def do_GET(s): s.send_response(404); s.send_header('content-length', '0'); s.end_headers()
    def log_message(s, *a): pass
def cn(a, proj, *args):
    v = http.server.ThreadingHTTPServer(('127.0.0.1', 0), H); v.got = []; threading.Thread(target=v.serve_forever, daemon=True).start(); home = a.work + '/home'; os.makedirs(home + '/.continue', exist_ok=True)
    open(home + '/.continue/.onboarding_complete', 'w').close(); cfg = a.work + '/config.yaml'
    open(cfg, 'w').write('name: t\nversion: 0.0.1\nschema: v1\nmodels:\n  - name: m\n    provider: openai\n    model: m\n    apiKey: none\n    apiBase: http://127.0.0.1:%d/v1\n    contextLength: 100000000\n    roles: [chat]\n' % v.server_address[1])
    p = subprocess.run(['timeout', '300', 'node', a.bin, '-p', '--config', cfg, *args, 'hi'], cwd=proj, env={'HOME': home, 'CONTINUE_GLOBAL_DIR': home + '/.continue', 'PATH': os.environ['PATH'], 'CONTINUE_TELEMETRY_ENABLED': '0', 'DO_NOT_TRACK': '1'}, stdin=subprocess.DEVNULL, capture_output=True, text=True, errors='replace')
    v.shutdown(); v.server_close(); req = [json.loads(g) for g in v.got]
    return p, req
def named(f):
    m = re.search(r'(?m)^[ \t]*["\']?name["\']?[ \t]*:[ \t]*(\S.*)$', open(f, 'rb').read(65536).decode('utf8', 'replace').replace('\r', '\n')); return m and m.group(1).strip().strip('"\'')
def main():
    ap = argparse.ArgumentParser(); ap.add_argument('--bin', default=BIN); ap.add_argument('--work', default=os.path.join(HERE, 'run/continue')); ap.add_argument('--kind', default='rule', choices=['rule', 'skill', 'agent'])
    ap.add_argument('--max-bytes', type=int, default=200000); ap.add_argument('--list'); ap.add_argument('--root', default='.'); ap.add_argument('files', nargs='*')
    a = ap.parse_args(); a.work = os.path.abspath(a.work); shutil.rmtree(a.work, ignore_errors=True); os.makedirs(a.work); a.bin = os.path.abspath(a.bin)
    items = [(f, f) for f in a.files]
    if a.list: items += [(os.path.join(a.root, l), l) for l in open(a.list).read().split('\n') if l]
    R = [{'path': s, 'loaded': False, 'name': None, 'verdict': 'skip', 'reason': None} for _, s in items]
    big = {i for i, (f, _) in enumerate(items) if os.path.getsize(f) > a.max_bytes}
    for i in big: R[i].update(loaded=None, verdict='NOT-ASKED', reason='larger than --max-bytes')
    if a.kind == 'rule':
        chunks = []; room = 0                                  # as much as fits into the program's limit of a request
        for i, (f, _) in enumerate(items):
            if i in big: continue
            if not chunks or len(chunks[-1]) == 200 or room < os.path.getsize(f): chunks.append([]); room = 250000
            chunks[-1].append(i); room -= os.path.getsize(f)
        for n, ids in enumerate(chunks):
            proj = a.work + '/p%d' % n; os.makedirs(proj + '/.git')
            for i in ids:
                d = '%s/.continue/rules/%05d' % (proj, i); os.makedirs(d); raw = open(items[i][0], 'rb').read(); open(os.path.join(d, os.path.basename(items[i][0])), 'wb').write(raw + b'\n\noracle-mark-%d-end\n' % i)
            p, req = cn(a, proj); sys_text = ''
            for m in (req[0]['messages'] if req else []):
                if m['role'] == 'system': sys_text += m['content'] if isinstance(m['content'], str) else json.dumps(m['content'], ensure_ascii=False)
            pos = {int(m.group(1)): m.start() for m in re.finditer(r'oracle-mark-(\d+)-end', sys_text)}; prev = 0
            starts = sorted(pos.items(), key=lambda x: x[1]); before = {}
            for i, at in starts: before[i] = sys_text[prev:at]; prev = at + len('oracle-mark-%d-end' % i)
            for i in ids:
                if not req: R[i].update(verdict='ORACLE-FAILED', reason=(p.stdout + p.stderr)[-200:]); continue
                if i not in pos: R[i]['reason'] = 'not in the system message'; continue
                raw = open(items[i][0], 'rb').read().decode('utf8', 'replace'); head = raw.replace('\r\n', '\n').strip().split('\n')[0][:60]
                kept = raw.replace('\r\n', '\n').strip() in before[i]
                R[i].update(loaded=True, verdict='placeholder' if kept else 'load', reason='the whole text counts, front matter and all' if kept else None)
            shutil.rmtree(proj)
    elif a.kind == 'skill':
        groups, lone = [], []
        for i, (f, _) in enumerate(items):
            if i in big: continue
            n = named(f); g = next((g for g in groups if n not in g[1]), None) if n and re.fullmatch(r'\w[\w .-]*', n) else None      # another name may be read in a way not foreseen: alone
            if g is None: g = ([], set()); groups.append(g) if n and re.fullmatch(r'\w[\w .-]*', n) else lone.append(g)
            g[0].append(i); g[1].add(n)
        for n, (ids, _) in enumerate(groups + lone):
            proj = a.work + '/p%d' % n; os.makedirs(proj + '/.git')
            for i in ids: d = '%s/.continue/skills/s%05d' % (proj, i); os.makedirs(d); shutil.copyfile(items[i][0], d + '/SKILL.md')
            p, req = cn(a, proj); desc = next((t['function']['description'] for t in (req[0].get('tools', []) if req else []) if t['function']['name'] == 'Skills'), '')
            listed = re.findall(r'\nname: ([\s\S]*?)\ndescription: ', desc)
            for i in ids:
                if not req: R[i].update(verdict='ORACLE-FAILED', reason=(p.stdout + p.stderr)[-200:]); continue
                k = next((x for x in listed if x == named(items[i][0])), None) or (listed[0] if len(ids) == 1 and listed else None)
                if k: R[i].update(loaded=True, name=k, verdict='load')
                else: R[i]['reason'] = 'not in the list of skills, no message'
            shutil.rmtree(proj)
    else:
        for i, (f, _) in enumerate(items):
            if i in big: continue
            proj = a.work + '/p'; shutil.rmtree(proj, ignore_errors=True); os.makedirs(proj); base = re.sub(r'(\.md)?$', '.md', os.path.basename(f), count=1); shutil.copyfile(f, proj + '/' + base); p, req = cn(a, proj, '--agent', './' + base)
            if req: R[i].update(loaded=True, verdict='load', name=named(f))
            else: R[i]['reason'] = re.sub(r'^.*Failed to load agent from \S+: |"\}\s*$', '', (p.stdout + p.stderr).strip().split('\n')[-1])[:300]
    for r in R: print(json.dumps(r, ensure_ascii=False), flush=True)
main()
