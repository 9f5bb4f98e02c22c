#!/usr/bin/env bash
# mdformat 1.0.0 (PyPI) with mdformat-frontmatter escapes what tools read in bodies as it is written: the path of an import
# gets backslashes (`@src/_private/_x.md`), and so do placeholders beside an underscore or asterisk, and the arguments of
# a command that runs at load. To markdown the text is the same; to Claude Code and Gemini CLI it is another path, another
# argument and another command.
# Seen 2026-12-01: as below.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv environment
environment/bin/pip install --quiet --disable-pip-version-check mdformat==1.0.0 mdformat-frontmatter==2.2.0 >log 2>&1 || { cat log; exit 1; }
cat >command.md <<'M'
---
description: Reviews a file.
---

Read @src/_private/_x.md first.

Compare $1_$2 and $1*$2*3.

!{ls *.md}
M
environment/bin/mdformat command.md
sed -n '5,$s/^\(..*\)$/seen: \1/p' command.md | tee seen
diff seen - <<'S'
seen: Read @src/\_private/\_x.md first.
seen: Compare $1\_$2 and $1\*$2\*3.
seen: !{ls \*.md}
S
