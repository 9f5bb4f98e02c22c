#!/usr/bin/env python3
"""Which agent files does the real Claude Code load?  JSON lines on stdout.

usage: claude.py [--bin CLAUDE] [--work DIR] [--jobs N] [--resolve] [--validate]
                        [--kind agent|plugin-agent|skill|command] [--bun BUN] (FILE... | --list LIST --root DIR)

Each file is put ALONE in a fresh project (<work>/pN/.claude/agents/<same base name>), so identity is by
path and no duplicate name can shadow another.  `claude -p /context` runs without login or network and its
stream-json output carries `init.agents` (the loaded names) and `context_usage.agents` (custom agents only,
with a token estimate of name + description).  The debug log gives the reason for every file dropped.
  --resolve   second run with --agent NAME: tools, model, permissionMode as resolved for that agent
verdict: load | recover (YAML refused, then rescued by the quoting parse) | placeholder (loaded, but without its front
         matter or without a description of its own: plugin agents, skills, commands) | skip
  --validate  also `claude plugin validate --json`
  --bun       a bun of the version inside the binary: `recovered` is then true when the front matter block
              is refused by Bun.YAML as it stands (so the agent loaded only by the second, quoting parse)
"""
import argparse, json, os, re, shutil, subprocess, sys, threading, queue
HERE = os.path.dirname(os.path.abspath(__file__))
DEF_BIN = os.path.join(HERE, 'inst/cc/node_modules/@anthropic-ai/claude-code-linux-x64/claude')
DEF_BUN = os.path.join(HERE, 'inst/bun/node_modules/@oven/bun-linux-x64/bin/bun')
TS = re.compile(r'^\d{4}-\d\d-\d\dT\S+ ')

def norm(line, proj, home):
    line = TS.sub('', line).replace(proj, '<P>').replace(home, '<H>')
    return line

# debug-log lines that speak of one agent / skill / command file
TELLS = re.compile(r"""^\[\w+\] "?(Agent file |Agent '|Agent tools entry|Failed to parse|Invalid hooks|Skill |Command |loadMarkdown|.*<file>)""")
SKIP = re.compile(r'Watching for changes|Failed to stat directory')
def tidy(m): return re.sub(r' \u2014 a PreToolUse/PermissionRequest hook that cannot be loaded.*$', '', m)

class Oracle:
    def __init__(s, a):
        s.a = a; s.base = None
    def env(s, home):
        return {'HOME': home, 'PATH': os.environ['PATH'], 'CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC': '1', 'LANG': 'C.UTF-8'}
    def run(s, proj, home, prompt, extra=()):
        log = proj + '.log'
        if os.path.exists(log): os.remove(log)
        cmd = [s.a.bin, '-p', prompt, '--output-format', 'stream-json', '--verbose', '--debug-file', log, *extra]
        try:
            p = subprocess.run(cmd, cwd=proj, env=s.env(home), stdin=subprocess.DEVNULL, capture_output=True, timeout=s.a.timeout)
            out, err, rc = p.stdout.decode('utf8', 'replace'), p.stderr.decode('utf8', 'replace'), p.returncode
        except subprocess.TimeoutExpired:
            out, err, rc = '', 'timeout', 124
        ev = []
        for l in out.splitlines():
            try: ev.append(json.loads(l))
            except ValueError: pass
        lg = open(log, errors='replace').read() if os.path.exists(log) else ''
        return rc, ev, err, lg
    def place(s, proj, path):
        base = os.path.basename(path)
        if s.a.kind == 'agent': d = '.claude/agents'; n = base
        elif s.a.kind == 'plugin-agent':
            d = 'plug/agents'; n = base; os.makedirs(os.path.join(proj, 'plug/.claude-plugin'))
            open(os.path.join(proj, 'plug/.claude-plugin/plugin.json'), 'w').write('{"name": "plug", "version": "1.0.0", "description": "x"}')
        elif s.a.kind == 'command': d = '.claude/commands'; n = base
        else:
            d = '.claude/skills/' + (os.path.basename(os.path.dirname(os.path.abspath(path))) or 'skill'); n = 'SKILL.md'
        os.makedirs(os.path.join(proj, d), exist_ok=True)
        dst = os.path.join(proj, d, n)
        shutil.copyfile(path, dst)
        return dst
    def one(s, i, path, home, shown):
        proj = os.path.join(s.a.work, 'p%05d' % i); shutil.rmtree(proj, ignore_errors=True); os.makedirs(proj)
        dst = s.place(proj, path)
        plug = ['--plugin-dir', os.path.join(proj, 'plug')] if s.a.kind == 'plugin-agent' else []
        rc, ev, err, lg = s.run(proj, home, '/context', plug)
        init = next((e for e in ev if e.get('subtype') == 'init'), None)
        cu = next((e['context_usage'] for e in ev if e.get('context_usage')), None)
        rel = os.path.relpath(dst, proj)
        msgs = []
        for l in lg.splitlines():
            if not TS.match(l): continue
            n = norm(l, proj, home)
            n = tidy(n.replace('<P>/' + rel, '<file>'))
            if TELLS.match(n) and not SKIP.search(n) and n not in msgs and (s.base is None or n not in s.base): msgs.append(n)
        r = {'path': shown, 'loaded': False, 'name': None, 'reason': None}
        if init is None or cu is None:
            r['reason'] = 'ORACLE-FAILED rc=%s %s' % (rc, err[-300:]); return r
        if s.a.kind.endswith('agent'):
            own = [x for x in (cu.get('agents') or []) if x.get('source') in ('projectSettings', 'plugin')]
            new = [n for n in init['agents'] if n not in s.builtin]
            if own:
                r['loaded'] = True; r['name'] = own[0]['agent_type']; r['description_tokens'] = own[0].get('tokens')
                if len(own) > 1: r['names'] = [x['agent_type'] for x in own]
            elif new: r['loaded'] = True; r['name'] = new[0]
            r['in_init'] = r['name'] in init['agents'] if r['loaded'] else None
        else:
            own = [x for x in (cu.get('skills') or []) if x.get('source') == 'projectSettings']
            new = [n for n in init['slash_commands'] if n not in s.builtin_cmd]
            if own: r['loaded'] = True; r['name'] = own[0]['name']; r['description_tokens'] = own[0].get('tokens')
            elif new: r['loaded'] = True; r['model_invocable'] = False
            if new:
                r['command'] = new[0]; r['name'] = r['name'] or new[0]
            r['in_skills_list'] = bool([n for n in init['skills'] if n not in s.builtin_skill])
        fails = [m for m in msgs if 'Failed to parse' in m or '[ERROR]' in m]
        if r['loaded']:
            r['reason'] = 'loaded'
        else:
            m = next((m for m in msgs if 'Failed to parse agent' in m and 'Unknown parsing error' not in m), None) or \
                next((m for m in msgs if m.startswith('[ERROR]') or 'Invalid hooks in agent' in m), None) or (msgs[-1] if msgs else None)
            r['reason'] = re.sub(r'^\[\w+\] (Failed to parse agent from <file>: |Agent file <file>: )?', '', m) if m else 'silently ignored (no message)'
        if msgs: r['messages'] = msgs
        if s.a.bun: r.update(s.yaml(path))
        ignored = any('Failed to parse YAML frontmatter' in m for m in msgs)
        if r['loaded'] and 'yaml' in r:
            r['recovered'] = r['yaml'] == 'refused' and not ignored
            bare = ignored or r['yaml'] in ('no-block', 'not-mapping') or r.get('desc_type') in ('undefined', 'null')
            r['verdict'] = 'recover' if r['recovered'] else 'placeholder' if bare else 'load'
        if not r['loaded']: r['verdict'] = 'skip'
        if s.a.validate:
            p = subprocess.run([s.a.bin, 'plugin', 'validate', '--json', proj], cwd=proj, env=s.env(home), stdin=subprocess.DEVNULL, capture_output=True, timeout=s.a.timeout)
            try:
                v = json.loads(p.stdout); c = v.get('contents') or []
                r['validate'] = {'success': v.get('success'), 'errors': [x['path'] + ': ' + x['message'] for f in c for x in f['errors']],
                                 'warnings': [x['path'] + ': ' + x['message'] for f in c for x in f['warnings']]}
            except Exception as e:
                r['validate'] = {'success': None, 'raw': (p.stdout + p.stderr).decode('utf8', 'replace')[-300:]}
        if s.a.resolve and r['loaded'] and s.a.kind.endswith('agent'):
            rc, ev, err, lg2 = s.run(proj, home, '/context', plug + ['--agent=' + r['name']])
            i2 = next((e for e in ev if e.get('subtype') == 'init'), None)
            if i2: r['resolved'] = {'model': i2['model'], 'permissionMode': i2['permissionMode'],
                                    'tools': 'all' if i2['tools'] == s.builtin_tools else i2['tools'], 'mcp': [m['name'] for m in i2['mcp_servers']]}
            else: r['resolved'] = {'error': (err or '')[-300:], 'rc': rc}
            extra = [tidy(norm(l, proj, home).replace('<P>/' + rel, '<file>')) for l in lg2.splitlines() if TS.match(l)]
            extra = [n for n in dict.fromkeys(extra) if (TELLS.match(n) or '[WARN]' in n) and n not in s.base and n not in msgs and not SKIP.search(n)]
            if extra: r['resolve_messages'] = extra[:8]
        if not s.a.keep:
            shutil.rmtree(proj, ignore_errors=True)
            try: os.remove(proj + '.log')
            except OSError: pass
        return r
    def yaml(s, path):
        js = r'''
const fs=require('fs');let b=fs.readFileSync(process.argv[1]);let t=b.toString('utf8');const bom=t.charCodeAt(0)===0xFEFF;if(bom)t=t.slice(1);
const m=t.match(/^---\s*\n([\s\S]*?)---\s*\n?/);let o={};
if(!m)o={yaml:'no-block'};else{try{const v=Bun.YAML.parse(m[1]);o={yaml:(v&&typeof v==='object'&&!Array.isArray(v))?'ok':'not-mapping'};
 if(o.yaml==='ok'){o.name_type=typeof v.name;o.desc_type=Array.isArray(v.description)?'array':v.description===null?'null':typeof v.description;}}
catch(e){o={yaml:'refused',yaml_error:String(e.message).slice(0,120)}}}
console.log(JSON.stringify(o));'''
        p = subprocess.run([s.a.bun, '-e', js, path], capture_output=True, timeout=30, stdin=subprocess.DEVNULL, env={'HOME': s.a.work + '/bunhome', 'PATH': os.environ['PATH']})
        try: return json.loads(p.stdout)
        except ValueError: return {'yaml': 'bun-failed', 'yaml_error': p.stderr.decode('utf8', 'replace')[-200:]}
    def baseline(s, home):
        proj = os.path.join(s.a.work, 'base'); shutil.rmtree(proj, ignore_errors=True); os.makedirs(proj)
        s.run(proj, home, '/context')
        rc, ev, err, lg = s.run(proj, home, '/context')
        init = next(e for e in ev if e.get('subtype') == 'init')
        s.builtin = set(init['agents']); s.builtin_cmd = set(init['slash_commands']); s.builtin_skill = set(init['skills']); s.builtin_tools = init['tools']
        s.version = init['claude_code_version']
        s.base = {norm(l, proj, home) for l in lg.splitlines() if TS.match(l)}

def main():
    ap = argparse.ArgumentParser()
    ap.add_argument('--bin', default=DEF_BIN); ap.add_argument('--work', default=os.path.join(HERE, 'run/claude'))
    ap.add_argument('--bun', default=DEF_BUN if os.path.exists(DEF_BUN) else None)
    ap.add_argument('--jobs', type=int, default=1); ap.add_argument('--timeout', type=int, default=60)
    ap.add_argument('--resolve', action='store_true'); ap.add_argument('--validate', action='store_true'); ap.add_argument('--keep', action='store_true')
    ap.add_argument('--kind', default='agent', choices=['agent', 'plugin-agent', 'skill', 'command'])
    ap.add_argument('--list'); ap.add_argument('--root', default='.'); ap.add_argument('files', nargs='*')
    a = ap.parse_args(); a.work = os.path.abspath(a.work); a.bin = os.path.abspath(a.bin)
    if a.bun: a.bun = os.path.abspath(a.bun)
    os.makedirs(a.work + '/bunhome', exist_ok=True)
    items = [(f, f) for f in a.files]
    if a.list: items += [(os.path.join(a.root, l), l) for l in open(a.list).read().split('\n') if l]
    o = Oracle(a); homes = []
    for j in range(a.jobs):
        h = os.path.join(a.work, 'home%d' % j); shutil.rmtree(h, ignore_errors=True); os.makedirs(h); homes.append(h)
    o.baseline(homes[0]); print('claude', o.version, 'builtin agents:', sorted(o.builtin), file=sys.stderr)
    q = queue.Queue(); res = [None] * len(items); nxt = [0]; lock = threading.Lock()
    for i, it in enumerate(items): q.put((i, it))
    def work(j):
        while True:
            try: i, (f, shown) = q.get_nowait()
            except queue.Empty: return
            try: r = o.one(i, f, homes[j], shown)
            except Exception as e: r = {'path': shown, 'loaded': None, 'name': None, 'reason': 'ORACLE-FAILED %r' % e}
            with lock:
                res[i] = r
                while nxt[0] < len(res) and res[nxt[0]] is not None:
                    print(json.dumps(res[nxt[0]], ensure_ascii=False), flush=True); nxt[0] += 1
    ts = [threading.Thread(target=work, args=(j,)) for j in range(a.jobs)]
    [t.start() for t in ts]; [t.join() for t in ts]
main()
