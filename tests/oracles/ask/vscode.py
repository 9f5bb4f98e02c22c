#!/usr/bin/env python3
"""Which agents / skills / instructions / prompts does the real VS Code have, and what does its validator say?  JSON lines on stdout.
usage: vscode.py [--kind agent|claude-agent|skill|instructions|rule|prompt] [--no-diagnostics] (FILE... | --list LIST --root DIR)
code-server (VS Code's server and page) on loopback with Debian's Chromium, nothing else reachable, no login, no Copilot extension used;
ext/run.js asks vscode.chat.getCustomAgents, getSkills, getInstructions, getSlashCommands (proposed API chatPromptFiles) and opens each
file for its markers.  All files of a call lie in one workspace (same base name: the first only; the others are asked in further runs).
model, tools: as VS Code resolved them.  messages: [severity 0 error, 1 warning, 2 information, 3 hint; line; text]."""
import argparse, json, os, shutil, subprocess, sys
HERE = os.path.dirname(os.path.abspath(__file__))
PLACE = {'agent': '.github/agents/{base}', 'claude-agent': '.claude/agents/{base}', 'skill': '.agents/skills/{parent}/SKILL.md',
         'instructions': '.github/instructions/{stem}.instructions.md', 'rule': '.claude/rules/{base}', 'prompt': '.github/prompts/{stem}.prompt.md'}
ASK = {'agent': 'getCustomAgents', 'claude-agent': 'getCustomAgents', 'skill': 'getSkills', 'instructions': 'getInstructions', 'rule': 'getInstructions', 'prompt': 'getSlashCommands'}
def main():
    ap = argparse.ArgumentParser(); ap.add_argument('--kind', default='agent', choices=list(PLACE)); ap.add_argument('--no-diagnostics', action='store_true'); ap.add_argument('--work', default=os.path.join(HERE, 'run/vscode'))
    ap.add_argument('--list'); ap.add_argument('--root', default='.'); ap.add_argument('--timeout', type=int, default=1500); ap.add_argument('files', nargs='*')
    a = ap.parse_args(); a.work = os.path.abspath(a.work); shutil.rmtree(a.work, ignore_errors=True)
    items = [(f, f) for f in a.files]
    if a.list: items += [(os.path.join(a.root, l), l) for l in open(a.list).read().split('\n') if l]
    res = {}; left = list(items); turn = 0
    while left:
        ws = a.work + '/ws%d' % turn; os.makedirs(ws + '/.git'); at = {}; later = []
        for f, shown in left:
            base = os.path.basename(f); dst = os.path.join(ws, PLACE[a.kind].format(base=base, stem=base[:-3] if base.endswith('.md') else base, parent=os.path.basename(os.path.dirname(os.path.abspath(f)))))
            if dst in at or os.path.exists(dst): later.append((f, shown)); continue
            os.makedirs(os.path.dirname(dst), exist_ok=True); shutil.copyfile(f, dst); at[dst] = shown
        job = a.work + '/job%d.json' % turn; out = a.work + '/out%d.json' % turn
        json.dump({'files': [] if a.no_diagnostics else list(at), 'result': out, 'settle': 10, 'show': True, 'wait': 6000, 'timeout': a.timeout}, open(job, 'w'))
        subprocess.run([os.path.join(HERE, 'inst/vscode/bin/node'), os.path.join(HERE, 'vscode_ask/ask.mjs'), ws, job], stdout=subprocess.DEVNULL, timeout=a.timeout + 120)
        j = json.load(open(out)); got = j[ASK[a.kind]]; by = {x['uri']['path']: x for x in got}
        for dst, shown in at.items():
            x = by.get(dst); r = {'path': shown, 'loaded': x is not None, 'name': x and x['name'], 'verdict': 'load' if x else 'skip', 'reason': None if x else 'silently ignored'}
            if x:
                r.update({k: (v[:200] if isinstance(v, str) else v) for k, v in x.items() if k in ('description', 'tools', 'model', 'pattern', 'userInvocable', 'disableModelInvocation', 'enabled')})
                if not x.get('description') and a.kind in ('agent', 'claude-agent', 'skill'): r.update(verdict='placeholder', reason='no description read')
            d = j['diagnostics'].get(dst)
            if d: r['language'] = d.get('language'); r['messages'] = [[m['s'], m['l'], m['m'][:200]] for m in d.get('list', [])]
            res[shown] = r
        left = later; turn += 1
    for _, shown in items: print(json.dumps(res[shown], ensure_ascii=False))
main()
