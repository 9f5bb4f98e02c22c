#!/usr/bin/env bash
# Emacs in a terminal, set up as editors/others.md tells: tests/editors/emacs.sh EMACS AGENTLS SHOTS
set -euo pipefail
emacs=$(realpath "$1") server=$(realpath "$2") shots=$(realpath "$3")
. "$(dirname "$0")/terminal.sh"
label=emacs-$("$emacs" --version | sed -n '1s/GNU Emacs //p')
clean_home
page=$here/../../editors/others.md

# The first piece of the page for Emacs is the set-up with eglot.
mkdir -p "$home/.emacs.d" "$work/sockets"
chmod 700 "$work/sockets"
{
  awk '/^## Emacs/ { here = 1 } here && /^```$/ { exit } here && piece { print } /^```elisp/ { piece = here }' "$page"
  printf '%s\n' "(setq server-socket-dir \"$work/sockets\" server-name \"agentls\")" '(server-start)' \
    '(require (quote markdown-mode))' '(setq make-backup-files nil auto-save-default nil)'
} >"$home/.emacs.d/init.el"

open_terminal "$emacs -nw .claude/agents/async-engineer.md"
eventually test -S "$work/sockets/agentls"
export LABEL=$label SOCKETS=$work/sockets TMUX_SOCKET=$work/tmux WORKSPACE=$workspace
within=30 eventually eval "! no_server" || { echo "FAIL  $label: the server does not run"; screen; exit 1; }
HOME=$home "$emacs" --batch -l "$here/emacs/typing.el" || failed=1
check "no process is left behind" no_server
[ "$failed" = 0 ]
