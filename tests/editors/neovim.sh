#!/usr/bin/env bash
# Neovim in a terminal, set up as README.md tells a newcomer: tests/editors/neovim.sh NVIM AGENTLS SHOTS
set -euo pipefail
nvim=$(realpath "$1") server=$(realpath "$2") shots=$(realpath "$3")
. "$(dirname "$0")/terminal.sh"
version=$("$nvim" --version | sed -n '1s/NVIM v//p')
label=neovim-$version
clean_home
plugin=$(cd "$here/../../editors/neovim" && pwd)

mkdir -p "$home/.config/nvim"
echo "vim.opt.runtimepath:append('$plugin')" >"$home/.config/nvim/init.lua"
case $version in
  0.10.*) echo "require('agentls').setup()" ;;
  # Without this, 0.11 and later show the messages of findings only when they are asked for.
  *) printf "%s\n" "vim.lsp.enable('agentls')" "vim.diagnostic.config({ virtual_text = true })" ;;
esac >>"$home/.config/nvim/init.lua"

open_terminal "$nvim --listen $work/nvim.sock .claude/agents/async-engineer.md 2>$work/stderr"
eventually test -S "$work/nvim.sock"
export LABEL=$label SHOTS=$shots SOCKET=$work/nvim.sock TMUX_SOCKET=$work/tmux WORKSPACE=$workspace
eventually eval "! no_server" || { echo "FAIL  $label: the server does not run"; exit 1; }
HOME=$home "$nvim" --clean -l "$here/neovim.lua" || failed=1
check "no process is left behind" no_server
[ "$failed" = 0 ]
