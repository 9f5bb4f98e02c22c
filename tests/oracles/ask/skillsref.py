#!/usr/bin/env python3
"""What does the agentskills reference library (PyPI skills-ref) say of a SKILL.md?  JSON lines on stdout.
usage: inst/skillsref/bin/python skillsref.py (FILE... | --list LIST --root DIR)
Each file alone as <work>/<parent folder name>/SKILL.md.  verdict: load (valid) | recover (read_properties works, validate() reports
errors: a client would warn and load) | skip (cannot be read)"""
import argparse, json, os, shutil, sys
from pathlib import Path
from skills_ref import validate, read_properties
HERE = os.path.dirname(os.path.abspath(__file__))
ap = argparse.ArgumentParser(); ap.add_argument('--work', default=os.path.join(HERE, 'run/skillsref')); ap.add_argument('--list'); ap.add_argument('--root', default='.'); ap.add_argument('files', nargs='*')
a = ap.parse_args(); items = [(f, f) for f in a.files]
if a.list: items += [(os.path.join(a.root, l), l) for l in open(a.list).read().split('\n') if l]
for f, shown in items:
    shutil.rmtree(a.work, ignore_errors=True); d = Path(a.work) / os.path.basename(os.path.dirname(os.path.abspath(f))); d.mkdir(parents=True); shutil.copyfile(f, d / 'SKILL.md')
    r = {'path': shown, 'loaded': False, 'name': None, 'verdict': 'skip', 'reason': None, 'valid': False}
    try:
        e = validate(d); r['valid'] = not e; r['errors'] = e
    except Exception as x: r['errors'] = ['CRASH %s: %s' % (type(x).__name__, str(x)[:200])]
    try:
        p = read_properties(d); r['loaded'] = True; r['name'] = p.name; r['description'] = p.description[:200]; r['verdict'] = 'load' if r['valid'] else 'recover'
        r['reason'] = None if r['valid'] else '; '.join(r['errors'])[:300]
    except Exception as x: r['reason'] = ('%s: ' % type(x).__name__ + str(x))[:300]
    print(json.dumps(r, ensure_ascii=False))
