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

# init LINE...: the configuration.
init() { printf '%s\n' "vim.opt.runtimepath:append('$plugin')" "$@" >"$home/.config/nvim/init.lua"; }

case $version in
  0.10.*) init "require('agentls').setup()" ;;
  # Without the last lines, 0.11 and later show the messages of findings only when they are asked for.
  *)
    init "vim.lsp.enable('agentls')" "vim.diagnostic.config({" "  virtual_text = { current_line = false }," \
      "  virtual_lines = { current_line = true, format = require('agentls').wrapped }," "})"
    ;;
esac

# drive SCRIPT: runs it on a Neovim with that configuration, in a new workspace.
drive() {
  new_workspace
  open_terminal "$nvim --listen $work/nvim.sock .claude/agents/async-engineer.md 2>$work/stderr"
  eventually test -S "$work/nvim.sock"
  export LABEL=$label SHOTS=$shots SOCKET=$work/nvim.sock TMUX_SOCKET=$work/tmux WORKSPACE=$workspace
  eventually eval "! no_server" || { echo "FAIL  $label: the server does not run"; exit 1; }
  HOME=$home "$nvim" --clean -l "$here/$1" || failed=1
  check "no process is left behind" no_server
}

drive neovim.lua
case $version in
  0.10.*) echo "--    $label: Neovim completes while one types from 0.11 on" ;;
  *)
    init "require('agentls').setup({ completion = true })"
    drive neovim/typing.lua
    init "vim.lsp.enable('agentls')" \
      "vim.api.nvim_create_autocmd('LspAttach', { callback = function(event)" \
      "  vim.lsp.completion.enable(true, event.data.client_id, event.buf, { autotrigger = true })" \
      "end })"
    label="$label with its own autotrigger" AUTOTRIGGER=own drive neovim/typing.lua
    ;;
esac
[ "$failed" = 0 ]
