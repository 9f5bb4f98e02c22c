#!/usr/bin/env bash
# Helix in a terminal, set up as editors/README.md tells: tests/editors/helix.sh HX AGENTLS SHOTS
set -euo pipefail
hx=$(realpath "$1") server=$(realpath "$2") shots=$(realpath "$3")
. "$(dirname "$0")/terminal.sh"
version=$("$hx" --version | sed 's/helix \([0-9.]*\).*/\1/')
label=helix-$version
clean_home
forms=$(cd "$here/../../editors/helix" && pwd)
agents=$workspace/.claude/agents
mkdir -p "$home/.config/helix"

# healthy LANGUAGE: whether Helix says that it finds the server for it.
healthy() { HOME=$home PATH="$work/bin:$PATH" "$hx" --health "$1" 2>&1 | sed 's/\x1b\[[0-9;]*m//g' | grep "✓ agentls: .*/bin/agentls" >/dev/null; }

# Back to normal mode. Nothing is typed before it is reached, since Escape with a letter behind it is another key.
normal() {
  shows "^ +NOR " || keys Escape
  eventually shows "^ +NOR "
}

# insert KEYS: the first of them is a command that starts insertion.
insert() {
  typed "$1"
  eventually shows "^ +INS "
}

# find_text TEXT: selects its first place.
find_text() {
  normal
  typed "gg/$1"
  keys Enter
}

command() {
  normal
  typed ":$1"
  keys Enter
}

# file NAME TEXT: whether the agent has that line on the disk. NAME may be a pattern.
file() { cat "$agents"/$1.md | grep -xE -- "$2" >/dev/null; }

paints() { screen -e | grep "[34]8[;:]2[;:]$1" >/dev/null; }

step_health() {
  cp "$forms/languages.toml" "$forms/config.toml" "$home/.config/helix/"
  check "health: the server is found beside others" healthy markdown
}

step_open() {
  open_terminal /bin/sh
  keys "$hx .claude/agents/async-engineer.md" Enter
  check "open: the file is open" shows "name: async-engineer"
}

step_findings() {
  find_text "priority: high"
  insert "cpriority: hihg"
  # Helix 25.01 shows the message while the cursor is in the finding, and not merely in its line.
  find_text hihg
  check "findings: a finding appears" shows "is not a valid value"
  shot finding
  typed u
  check "findings: it vanishes when the text is right" shows_not "is not a valid value"
}

step_completion() {
  find_text "- testing"
  insert "o- "
  check "completion: a list of capabilities opens" shows "code_[a-z]+ +enum"
  typed "sec"
  check "completion: it is narrowed by typing" shows "security[a-z_]* +enum"
  shot completion
  keys Tab
  check "completion: an entry can be chosen" shows "^ *[0-9]+ +- security"
  keys Enter
  command w
  check "completion: a capability is in the file" file async-engineer " +- security[a-z_]*"
  find_text "priority: high"
  insert "cpriority: "
  check "completion: a list of priorities opens" shows "critical +enum"
  typed "cri"
  check "completion: it is narrowed as well" shows_not "medium +enum"
  keys Tab
  check "completion: a priority can be chosen" shows "priority: critical"
  keys Enter
  command w
  check "completion: a priority is in the file" file async-engineer "priority: critical"
}

step_colours() {
  case $version in
    25.01*) echo "--    $label: Helix shows colours from 25.07 on" ;;
    *) check "colours: the colour is shown" paints "0[;:]137[;:]123" ;;
  esac
}

step_hover() {
  find_text "priority"
  typed " k"
  check "hover: it tells of the key" shows "claude-flow"
  shot hover
  # The window of the hover goes with the next key, and is left before any other.
  keys Escape
  eventually shows_not "claude-flow"
}

step_verdict() {
  normal
  typed "gg k"
  check "verdict: the hover says what each tool does with the file" shows "Copilot CLI [0-9.]+ .*does not load it"
  shot verdict
  keys Escape
  eventually shows_not "does not load it"
}

step_definition() {
  find_text "slow-reviewer"
  typed gd
  check "definition opens the other agent" shows "agents/slow-reviewer.md"
  command "buffer-close"
}

step_rename() {
  find_text "slow-reviewer"
  typed " r"
  eventually shows "^rename-to:"
  keys C-u
  typed "keen-reviewer"
  keys Enter
  eventually shows "keen-reviewer"
  command "write-all"
  check "rename reaches the reference" file async-engineer '.*`keen-reviewer`.*'
  check "rename reaches the name" grep -qrx "name: keen-reviewer" "$agents"
}

step_fixes() {
  # While Helix saves, a copy of the file as it was stands beside it, which ends in .bck.
  command "open .claude/agents/$(basename "$(grep -lrE --include='*.md' '^name: (slow|keen)-reviewer' "$agents")")"
  eventually shows "color: #8E24AA"
  find_text "8E24AA"
  check "fixes: a finding is shown" shows "is a comment"
  find_text "description:"
  check "fixes: a message is shown to its end" shows "block scalar"
  shot findings
  find_text '"opus'
  typed " a"
  check "fixes: they are offered" shows "Apply all safe"
  shot fixes
  # What mends everything is the last entry of the menu.
  keys C-p Enter
  eventually shows 'color: "#8E24AA"'
  command w
  check "fixes: all that is safe is mended" file "*" 'color: "#8E24AA"'
}

step_typing() {
  command "quit-all!"
  new_workspace
  keys "$hx .claude/agents/async-engineer.md" Enter
  eventually shows "^ +NOR .*async-engineer.md"
  LABEL=$label TMUX_SOCKET=$work/tmux WORKSPACE=$workspace node "$here/helix-typing.mjs" || failed=$((failed + 1))
}

step_leave() {
  command "quit-all!"
  check "leave: no process is left behind" no_server
}

step_own() {
  cp -rT "$forms/own" "$home/.config/helix"
  check "own: the server is found for a language of its own" healthy agent
  keys "$hx .claude/agents/fresh.md" Enter
  eventually shows "^ +NOR .*fresh.md"
  insert "i---"
  keys Enter
  typed "name: fresh"
  keys Enter
  typed "color: #102030"
  keys Enter
  typed "---"
  keys Enter
  find_text 102030
  check "own: a finding appears" shows "is a comment"
  command "quit-all!"
}

"$hx" --version
steps health open findings completion colours hover verdict definition rename fixes typing leave own
[ "$failed" = 0 ]
