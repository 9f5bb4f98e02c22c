#!/usr/bin/env bash
# Prettier 3.10.1 rewrites the path of an import in memory files of Claude Code: `@src/__init__.py` becomes
# `@src/**init**.py`, a file that is not there. CommonMark reads `__init__` between a slash and a full stop as strong
# emphasis, and Prettier writes that with asterisks. Other underscores in paths stay.
# Seen 2026-12-01: as below, with the defaults.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm install --silent --no-audit --no-fund --ignore-scripts prettier@3.10.1 >log 2>&1 || { cat log; exit 1; }
cat >CLAUDE.md <<'M'
# Project

Start with @src/__init__.py and @src/_private/_x.py.

@docs/a_b_c.md
M
npx prettier --write CLAUDE.md >log
sed -n 's/^\(.*@.*\)$/seen: \1/p' CLAUDE.md | tee seen
diff seen - <<'S'
seen: Start with @src/**init**.py and @src/_private/_x.py.
seen: @docs/a_b_c.md
S
