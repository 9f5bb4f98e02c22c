#!/usr/bin/env bash
# Deno 2.9.6 (npm deno), `deno fmt`, writes `{Read: , Bash: x}` as `{ Read:, Bash: x }`. That is YAML 1.2, but libyaml refuses
# it ("found unexpected ':'"), and with it Ruby, Rust's serde_yaml and PyYAML's own fast loader, although PyYAML's slow
# loader reads both the same. Prettier 3.10.1 leaves the colon out.
# Seen 2026-12-01: as below (PyYAML 6.0.3).
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm install --silent --no-audit --no-fund deno@2.9.6 prettier@3.10.1 >log 2>&1 || { cat log; exit 1; }
pip install --quiet --disable-pip-version-check --root-user-action=ignore --target packages pyyaml==6.0.3 >log 2>&1 || { cat log; exit 1; }
for name in deno prettier; do
    printf 'tools: {Read: , Bash: x}\n' >$name.yml
done
cp deno.yml before.yml
npx deno fmt -q deno.yml
npx prettier --write prettier.yml >log
cat >read.py <<'P'
import yaml

for name in ["before", "prettier", "deno"]:
    text = open(f"{name}.yml").read()
    for loader in [yaml.SafeLoader, yaml.CSafeLoader]:
        try:
            said = yaml.load(text, loader)
        except yaml.YAMLError as error:
            said = error.problem
        print(f"seen: {name}: {text.strip()} by {loader.__name__}: {said}")
P
PYTHONPATH=packages python3 read.py | tee seen
diff seen - <<'S'
seen: before: tools: {Read: , Bash: x} by SafeLoader: {'tools': {'Read': None, 'Bash': 'x'}}
seen: before: tools: {Read: , Bash: x} by CSafeLoader: {'tools': {'Read': None, 'Bash': 'x'}}
seen: prettier: tools: { Read, Bash: x } by SafeLoader: {'tools': {'Read': None, 'Bash': 'x'}}
seen: prettier: tools: { Read, Bash: x } by CSafeLoader: {'tools': {'Read': None, 'Bash': 'x'}}
seen: deno: tools: { Read:, Bash: x } by SafeLoader: {'tools': {'Read': None, 'Bash': 'x'}}
seen: deno: tools: { Read:, Bash: x } by CSafeLoader: found unexpected ':'
S
