#!/usr/bin/env python3
"""Compares what a tool was seen to do with each case with the table, readings.tsv, and prints what changed; exit 1 if anything did.

usage: table.py [--write] VERSION COLUMN READINGS [PART]

READINGS holds a JSON line for each case, as the scripts in ask/ print them; PART names the part of a line that is about the
tool, if it is not the whole. --write puts what changed, and the version, into the table.
"""
import json, os, sys
TABLE = os.path.join(os.path.dirname(os.path.abspath(__file__)), 'readings.tsv')
LETTERS = {'load': 'L', 'recover': 'R', 'placeholder': 'P', 'skip': '-', 'refuse': 'X'}


def letter(reading):
    """The letter of a reading. A small one says that the agent was started, too, and had no tool."""
    if 'verdict' in reading:
        found = LETTERS.get(reading['verdict'], '?')
    else:
        found = {True: 'L', False: '-'}.get(reading.get('loaded'), '?')
    return found.lower() if (reading.get('resolved') or {}).get('tools') == [] else found


def main(arguments):
    is_written = arguments[:1] == ['--write']
    version, column, path, *part = arguments[is_written:]
    with open(TABLE, encoding='utf8') as file:
        rows = [line.rstrip('\n').split('\t') for line in file]
    at = rows[0].index(column)
    with open(path, encoding='utf8') as file:
        readings = {reading['path'].split('/')[1]: reading for reading in map(json.loads, file)}
    changes = 0
    for row in rows:
        if row[0] == 'version':
            row[at], before = version, row[at]
        if row[0] in ('case', 'tool', 'version', 'place'):
            continue
        reading = readings.get(row[0], {})
        for name in part:
            reading = reading.get(name, {})
        found = letter(reading)
        if found != row[at]:
            changes += 1
            print('%s %s: %s %s, was %s in %s (%s)' % (column, row[0], version, found, row[at], before, reading.get('reason')))
            row[at] = found
    print('%s %s: %d of %d cases changed since %s' % (column, version, changes, len(rows) - 4, before))
    if is_written:
        with open(TABLE, 'w', encoding='utf8') as file:
            file.writelines('\t'.join(row) + '\n' for row in rows)
    return changes > 0


if __name__ == '__main__':
    sys.exit(main(sys.argv[1:]))
