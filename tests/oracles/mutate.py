#!/usr/bin/env python3
"""Asks a real tool and agentls about files that were changed at random, and prints where they differ; exit 1 if they do.

usage: mutate.py KIND N SEED

KIND is a column of readings.tsv, such as codex.skill. N files are made from the cases and, if the folder of AGENTLS_SHARED is
there, from its real files of the same role: up to three changes each of lines, quotes, delimiters, types, indentation and
line ends. The same SEED makes the same files. The tool is installed by run.sh (ORACLES_INST keeps it); agentls is
AGENTLS, or the debug build.
"""
import collections, json, os, random, re, subprocess, sys, tempfile
HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
OUTCOMES = {'load': 'loads', 'recover': 'repaired', 'placeholder': 'placeholder', 'skip': 'dropped', 'refuse': 'stops'}
# What may stand where a value is: each type, and what YAML libraries disagree about.
VALUES = ['', '~', 'null', '5', '1.5', '0x1f', '1_000', '010', '1:30', 'true', 'yes', '"true"', '[]', '[a, b]', '[a, 5]', '{}', '{a: b}', '{{x}}',
          '2025-01-31', "''", '" "', "'it''s'", '"a\\"b"', '|', '>-', '*', '*x', '&x y', '!x y', '!!str 5', '!!int 5', '@a', '`a`', '%a', '# c',
          'a # c', 'a: b', 'a:', ': a', '- a', '"a" b', '"open', "'open", '[open', '{open', '[a] b', '<<', '.inf', 'é', '\u201ca\u201d', 'x' * 70,
          'd ' * 700, '\n  - a\n  - b', '\n- a', '\n  a: b', '\n  a: b: c', '\n  more\n  text', '|\n  a: b\n  ---\n  c', '>\n\n  a\n', '"a\n  b"', '\ta']
LINES = ['', '# comment', '---', '...', '  ---', '--- # c', '----', 'name: again', 'description: again', 'other: 1', 'other: a: b', '- item', 'text',
         '  indented', '\tother: 1', 'a b: c', '"q": v', '? k', ': v', '[x]: y', '*a : b', 'metadata:\n  a: 1', 'tools: Read, Grep', 'tools: 5',
         'tools:\n  - Read\n  - 5', 'model:', 'hooks: {}', 'user-invocable: yes', 'disable-model-invocation: true', 'allowed-tools: [Read]']


def changed(text, rng):
    """The text with a change at a random place, mostly within its first lines."""
    lines = text.split('\n')
    end = next((n for n, line in enumerate(lines[1:], 1) if line.strip().startswith('---')), min(len(lines) - 1, 8))
    at = rng.randrange(end + 1)
    keys = [n for n in range(min(end + 1, len(lines))) if re.match(r'[\w-]+:', lines[n])]
    how = rng.choice(['value', 'value', 'value', 'value', 'key', 'line', 'line', 'drop', 'double', 'indent', 'swap', 'char', 'cut', 'quote', 'dashes', 'ends'])
    if how in ('value', 'key', 'quote') and not keys:
        how = 'line'
    key = rng.choice(keys) if keys else 0
    name, _, value = lines[key].partition(':')
    if how == 'value':
        lines[key] = name + rng.choice([':', ':', ': ', ': ', ': ', ':  ', ':\t', ' : ']) + rng.choice(VALUES)
    elif how == 'key':
        lines[key] = rng.choice([name.upper(), name + 's', '"%s"' % name, ' ' + name, '? ' + name, '5', '[a]', name[:-1]]) + ':' + value
    elif how == 'quote':
        sign = rng.choice(['"', "'", '`', '\u201d'])
        lines[key] = name + ': ' + rng.choice([sign + value.strip() + sign, sign + value.strip(), value.strip() + sign])
    elif how == 'line':
        lines.insert(at, rng.choice(LINES))
    elif how == 'drop':
        del lines[at]
    elif how == 'double':
        lines.insert(at, lines[at])
    elif how == 'indent':
        lines[at] = rng.choice([' ', '  ', '\t', '    ']) + lines[at]
    elif how == 'swap' and at:
        lines[at - 1], lines[at] = lines[at], lines[at - 1]
    elif how == 'char' and lines[at]:
        place = rng.randrange(len(lines[at]))
        sign = rng.choice(':#-"\'[]{}|>&*!%@`,?\\ \t\u00a0\u0085\u2028\ufeff\x07e')
        lines[at] = lines[at][:place] + sign + lines[at][place + rng.randrange(2):]
    elif how == 'cut':
        lines = lines[:at + 1]
    elif how == 'dashes':
        place = rng.choice([0, end])
        lines[place] = rng.choice(['---', '--- ', ' ---', '----', '---x', '--- # c', '\ufeff---', '', '-- -', '...', '---\t', '+++', '```'])
    elif how == 'ends':
        return rng.choice(['\r\n', '\r', '\n']).join(lines) if rng.randrange(3) else '\n'.join(line + '\r' * rng.randrange(2) for line in lines)
    return '\n'.join(lines)


def sources(role):
    """Texts to change: the cases, and real files."""
    with open(os.path.join(HERE, 'cases.jsonl'), encoding='utf8') as file:
        cases = [case['text'] for case in map(json.loads, file) if not case.get('hex') and not case.get('repeat')]
    shared = os.environ.get('AGENTLS_SHARED', os.path.join(ROOT, '../shared'))
    real = []
    for folder, _, names in sorted(os.walk(os.path.join(shared, 'corpus/dev'))):
        for name in sorted(names):
            is_own = name == 'SKILL.md' if role == 'skill' else name.endswith('.md') and name != 'SKILL.md' and name[0].islower()
            if is_own:
                with open(os.path.join(folder, name), encoding='utf8', errors='replace', newline='') as file:
                    real.append(file.read())
    return cases, real


def program(kind):
    """The name by which agentls calls the tool of a kind."""
    for folder, _, names in os.walk(os.path.join(ROOT, 'server/analysis/src/tools')):
        if 'dialect.yaml' not in names:
            continue
        with open(os.path.join(folder, 'dialect.yaml'), encoding='utf8') as file:
            found = dict(re.findall(r'(?m)^  "?([\w.-]+)"?: \{ program: ([^,]+),', file.read()))
        if kind in found or kind.split('.')[0] in found:
            return found.get(kind) or found[kind.split('.')[0]]
    sys.exit('%s: no dialect.yaml says which program was asked' % kind)


def main(kind, count, seed):
    with open(os.path.join(HERE, 'readings.tsv'), encoding='utf8') as file:
        rows = [next(file).rstrip('\n').split('\t') for _ in range(4)]
    place = rows[3][rows[0].index(kind)]
    rng = random.Random(seed)
    cases, real = sources(kind.split('.')[1])
    with tempfile.TemporaryDirectory() as work:
        names = []
        for n in range(count):
            text = rng.choice(real if real and n % 2 else cases)
            for _ in range(rng.randint(1, 3)):
                text = changed(text, rng)
            name = 'm%05d' % n
            names.append(name)
            for path in ('cases/%s/%s.md' % (name, name), 'w/%s/%s' % (name, place.replace('*', name + '.md' if place.endswith('*') else name))):
                path = os.path.join(work, path)
                os.makedirs(os.path.dirname(path))
                with open(path, 'w', encoding='utf8', newline='') as file:
                    file.write(text.encode('utf8', 'replace').decode('utf8'))
        with open(os.path.join(work, 'list'), 'w', encoding='utf8') as file:
            file.write(''.join('cases/%s/%s.md\n' % (name, name) for name in names))
        asked = subprocess.run([os.path.join(HERE, 'run.sh'), '--ask', work, kind], stdout=subprocess.PIPE, check=True).stdout
        readings = {line['path'].split('/')[1]: line for line in map(json.loads, asked.decode('utf8').splitlines())}
        agentls = os.environ.get('AGENTLS', os.path.join(ROOT, 'target/debug/agentls'))
        said = subprocess.run([agentls, 'check', '--verdict', '--format', 'json'] + ['w/%s/%s' % (name, place.replace('*', name + '.md' if place.endswith('*') else name)) for name in names],
                              cwd=work, stdout=subprocess.PIPE).stdout
        tool = program(kind)
        ours = {}
        for entry in json.loads(said):
            own = [it for it in entry['tools'] if it['tool'] == tool]
            ours[re.search(r'w/(m\d{5})/', entry['path']).group(1)] = own[0] if own else None
        kinds, alike, differing, compared = collections.Counter(), collections.Counter(), [], 0
        for name in names:
            reading = readings.get(name, {})
            theirs, own = OUTCOMES.get(reading.get('verdict')), ours.get(name)
            if theirs is None:
                kinds['not answered by the tool'] += 1
                continue
            compared += 1
            mine = own['outcome'] if own else 'no verdict'
            alike[theirs] += mine == theirs
            if mine != theirs:
                kinds['%s, and agentls says %s' % (theirs, mine)] += 1
                differing.append((name, theirs, reading.get('reason'), mine, own and own.get('reason')))
        for name, theirs, why, mine, reason in differing:
            with open(os.path.join(work, 'cases/%s/%s.md' % (name, name)), encoding='utf8', newline='') as file:
                head = file.read(600)
            print('== %s: %s (%s), and agentls says %s (%s)\n%s\n' % (name, theirs, why, mine, reason, repr(head)))
        for what, number in kinds.most_common():
            print('%5d %s' % (number, what))
        print('alike: ' + ', '.join('%d %s' % (number, what) for what, number in alike.most_common()))
        print('%s: %d of %d files differ (%.1f %%), seed %s' % (kind, len(differing), compared, 100 * len(differing) / max(1, compared), seed))
        return bool(differing)


if __name__ == '__main__':
    if len(sys.argv) != 4:
        sys.exit(__doc__)
    sys.exit(main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3])))
