#!/usr/bin/env python3
"""Which files does the real Codex CLI load?  JSON lines on stdout.
usage: codex.py [--kind skill|agent] [--bin CODEX] [--work DIR] [--batch N] (FILE... | --list LIST --root DIR)
skill: each file alone in a project (.agents/skills/<base without .md>/SKILL.md); one `codex app-server` over stdio answers
`skills/list` for a batch of projects (no network, no login, own HOME and CODEX_HOME).
agent: custom agents are TOML files (.codex/agents/<base>, trusted project); `codex exec` is pointed at a mock provider on the
loopback interface, and the roles in the description of its spawn_agent tool are read from the request it sends.
verdict: load | recover (libyaml refuses the block, Codex's second, line-wise quoted parse read it) | skip (not loaded; reason =
the error that Codex shows)."""
import argparse, json, os, queue, re, shutil, subprocess, threading, time, http.server
HERE = os.path.dirname(os.path.abspath(__file__))
BIN = os.path.join(HERE, 'inst/codex/node_modules/.bin/codex')
class App:
    def __init__(s, codex, home, cwd):
        ch = os.path.join(home, '.codex'); os.makedirs(ch, exist_ok=True)
        s.p = subprocess.Popen(['timeout', '300', codex, 'app-server'], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
            env={'HOME': home, 'CODEX_HOME': ch, 'PATH': os.environ['PATH']}, cwd=cwd)
        s.q = queue.Queue(); s.n = 0; threading.Thread(target=s.read, daemon=True).start()
        s.call('initialize', {'clientInfo': {'name': 'oracle', 'version': '0'}}); s.send({'method': 'initialized'})
    def read(s):
        for l in s.p.stdout:
            try: s.q.put(json.loads(l))
            except ValueError: pass
        s.q.put(None)
    def send(s, d): s.p.stdin.write((json.dumps(d) + '\n').encode()); s.p.stdin.flush()
    def call(s, m, p, t=120):
        s.n += 1; s.send({'id': s.n, 'method': m, 'params': p}); end = time.time() + t
        while True:
            r = s.q.get(timeout=max(.1, end - time.time()))
            if r is None: raise RuntimeError('app-server ended')
            if r.get('id') == s.n and 'method' not in r: return r['result']
    def close(s):
        s.p.stdin.close()
        try: s.p.wait(10)
        except subprocess.TimeoutExpired: s.p.terminate()
def strict(raw):
    try: import yaml
    except ImportError: return {'strict': 'unknown'}
    try: lines = raw.decode('utf8').split('\n')
    except UnicodeDecodeError: return {'strict': 'no-utf8'}
    if lines[0].strip() != '---': return {'strict': 'no-block'}
    end = next((i for i in range(1, len(lines)) if lines[i].strip() == '---'), None)
    if end is None: return {'strict': 'no-block'}
    try: yaml.compose('\n'.join(l.rstrip('\r') for l in lines[1:end]), Loader=getattr(yaml, 'CSafeLoader', yaml.SafeLoader)); return {'strict': 'ok'}
    except yaml.YAMLError as e: return {'strict': 'refused', 'strict_error': str(getattr(e, 'problem', e))[:120]}
def skills(a, items):
    home = os.path.join(a.work, 'home'); shutil.rmtree(home, ignore_errors=True); os.makedirs(home)
    for b in range(0, len(items), a.batch):
        part = items[b:b + a.batch]; root = os.path.join(a.work, 'p'); shutil.rmtree(root, ignore_errors=True); cwds = []
        for i, (f, shown) in enumerate(part):
            proj = os.path.join(root, '%05d' % (b + i)); base = os.path.basename(f)
            if base == 'SKILL.md': base = os.path.basename(os.path.dirname(os.path.abspath(f)))
            base = re.sub(r'\.md$', '', base).lstrip('.') or 'x'
            d = os.path.join(proj, '.agents/skills', base); os.makedirs(d); os.makedirs(os.path.join(proj, '.git')); shutil.copyfile(f, os.path.join(d, 'SKILL.md')); cwds.append(proj)
        app = App(a.bin, home, cwds[0]); data = app.call('skills/list', {'cwds': cwds, 'forceReload': True})['data']; app.close()
        by = {e['cwd']: e for e in data}
        for (f, shown), c in zip(part, cwds):
            e = by[c]; own = [x for x in e['skills'] if x['path'].startswith(c + '/')]; r = {'path': shown, 'loaded': bool(own), 'name': None, 'verdict': 'skip', 'reason': None}
            r.update(strict(open(f, 'rb').read()))
            if own:
                x = own[0]; r['name'] = x['name']; r['verdict'] = 'recover' if r['strict'] == 'refused' else 'load'; r['description'] = x['description'][:200]; r['description_chars'] = len(x['description'])
                if len(x['description']) > 1024: r['cut'] = 'the list that the model reads shows 1024 characters of it'
                if x.get('shortDescription') is not None: r['short_description'] = x['shortDescription'][:100]
                for k in ('interface', 'dependencies'):
                    if x.get(k): r[k] = x[k]
            else: r['reason'] = '; '.join(x['message'].replace(c, '<P>') for x in e['errors'])[:300] or 'not listed, no message'
            print(json.dumps(r, ensure_ascii=False), flush=True)
        shutil.rmtree(root, ignore_errors=True)
class Mock(http.server.BaseHTTPRequestHandler):
    def do_POST(s):
        s.server.got.append(s.rfile.read(int(s.headers.get('content-length') or 0)))
        ev = [('response.created', {'response': {'id': 'r'}}), ('response.output_item.done', {'item': {'type': 'message', 'role': 'assistant', 'id': 'm', 'content': [{'type': 'output_text', 'text': 'ok'}]}}),
            ('response.completed', {'response': {'id': 'r', 'usage': {'input_tokens': 0, 'input_tokens_details': None, 'output_tokens': 0, 'output_tokens_details': None, 'total_tokens': 0}}})]
        d = ''.join('event: %s\ndata: %s\n\n' % (t, json.dumps({'type': t, **x})) for t, x in ev).encode()
        s.send_response(200); s.send_header('content-type', 'text/event-stream'); s.send_header('content-length', str(len(d))); s.end_headers(); s.wfile.write(d)
    def do_GET(s): s.send_response(404); s.send_header('content-length', '0'); s.end_headers()
    def log_message(s, *a): pass
def agent(a, i, f, shown):
    home = os.path.join(a.work, 'ahome'); proj = os.path.join(a.work, 'a%05d' % i)
    for d in (home, proj): shutil.rmtree(d, ignore_errors=True)
    os.makedirs(proj + '/.git'); os.makedirs(proj + '/.codex/agents'); os.makedirs(home + '/.codex'); dst = os.path.join(proj, '.codex/agents', os.path.basename(f)); shutil.copyfile(f, dst)
    open(home + '/.codex/config.toml', 'w').write('[projects."%s"]\ntrust_level = "trusted"\n' % proj)
    v = http.server.ThreadingHTTPServer(('127.0.0.1', 0), Mock); v.got = []; threading.Thread(target=v.serve_forever, daemon=True).start()
    p = subprocess.run(['timeout', '60', a.bin, 'exec', '--skip-git-repo-check', '-c', 'model_provider="mock"', '-c', 'model_providers.mock={name="mock",base_url="http://127.0.0.1:%d/v1",wire_api="responses",env_key="K"}' % v.server_address[1], '-c', 'model="none"', 'hi'],
        cwd=proj, env={'HOME': home, 'CODEX_HOME': home + '/.codex', 'PATH': os.environ['PATH'], 'K': 'none'}, stdin=subprocess.DEVNULL, capture_output=True, text=True); v.shutdown(); v.server_close()
    r = {'path': shown, 'loaded': False, 'name': None, 'verdict': 'skip', 'reason': None}
    w = re.findall(r'Ignoring malformed agent role definition: (.*)', p.stderr); text = ''
    for g in v.got:
        for t in json.loads(g).get('tools', []):
            for u in t.get('tools', [t]):
                if u.get('name') == 'spawn_agent': text = (u['parameters']['properties'].get('agent_type') or {}).get('description', '')
    names = re.findall(r'(?m)^(\S.*): \{$', text); own = [n for n in names if n not in ('default', 'worker', 'explorer')]
    if own: r.update(loaded=True, name=own[0], verdict='load')
    elif w: r['reason'] = w[0].replace(dst, '<file>')[:300]
    elif not v.got: r['reason'] = 'ORACLE? rc=%d %s' % (p.returncode, p.stderr[-300:])
    else: r['reason'] = 'not listed, no message'
    m = re.search(r"- (This role's .*)", text)
    if m: r['resolved'] = m.group(1)
    shutil.rmtree(proj, ignore_errors=True); print(json.dumps(r, ensure_ascii=False), flush=True)
def main():
    ap = argparse.ArgumentParser(); ap.add_argument('--bin', default=BIN); ap.add_argument('--work', default=os.path.join(HERE, 'run/codex')); ap.add_argument('--kind', default='skill', choices=['skill', 'agent'])
    ap.add_argument('--batch', type=int, default=100); ap.add_argument('--list'); ap.add_argument('--root', default='.'); ap.add_argument('files', nargs='*')
    a = ap.parse_args(); a.work = os.path.abspath(a.work); os.makedirs(a.work, exist_ok=True); a.bin = os.path.abspath(a.bin)
    items = [(f, f) for f in a.files]
    if a.list: items += [(os.path.join(a.root, l), l) for l in open(a.list).read().split('\n') if l]
    if a.kind == 'skill': skills(a, items)
    else:
        for i, (f, shown) in enumerate(items): agent(a, i, f, shown)
main()
