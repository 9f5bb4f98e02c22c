#!/usr/bin/env bash
# Installs the editors of the tests: tests/editors/install.sh [neovim] [helix] [emacs] [vscode], all of them by default.
# They go into the folder AGENTLS_EDITORS, which is target/editors by default. What is there already stays.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
editors=${AGENTLS_EDITORS:-$here/../../target/editors}
mkdir -p "$editors"
editors=$(cd "$editors" && pwd)
. "$here/../need.sh"
. "$here/install/suite.sh"
. "$here/install/vscode.sh"

# What was installed is noted with its place, since the programs name it: a folder that was moved is installed anew.
# done_already FOLDER WANTED: whether that is what was installed there.
done_already() { [ "$(cat "$1/installed" 2>/dev/null)" = "$2 in $1" ]; }

# note_done FOLDER WANTED
note_done() { echo "$2 in $1" >"$1/installed"; }

# neovim FOLDER SUITE..., helix FOLDER SUITE...: with a script that sets what the program looks for in /usr.
neovim() {
  local folder=$editors/$1
  done_already "$folder" "$*" && return
  from_suite neovim usr/bin/nvim "$folder" "${@:2}"
  printf '#!/bin/sh\nVIMRUNTIME="%s" exec "%s" "$@"\n' \
    "$folder/root/usr/share/nvim/runtime" "$folder/root/usr/bin/nvim" >"$folder/bin/nvim"
  chmod +x "$folder/bin/nvim"
  "$folder/bin/nvim" --version | head -1
  note_done "$folder" "$*"
}

helix() {
  local folder=$editors/$1
  done_already "$folder" "$*" && return
  from_suite hx usr/lib/hx/hx "$folder" "${@:2}"
  printf '#!/bin/sh\nHELIX_RUNTIME="%s" exec "%s" "$@"\n' \
    "$folder/root/usr/lib/hx/runtime" "$folder/root/usr/lib/hx/hx" >"$folder/bin/hx"
  chmod +x "$folder/bin/hx"
  "$folder/bin/hx" --version
  note_done "$folder" "$*"
}

# emacs FOLDER SUITE...: with its modes and clients beside eglot, which is a part of it.
emacs() {
  local folder=$editors/$1 root=$editors/$1/root lisp
  done_already "$folder" "$*" && return
  from_suite "emacs-nox elpa-markdown-mode elpa-company elpa-lsp-mode" usr/bin/emacs-nox "$folder" "${@:2}"
  # The program was built to find its parts in /usr.
  lisp=$(echo "$root"/usr/share/emacs/[0-9]*/lisp)
  cat >"$folder/bin/emacs" <<-SCRIPT
	#!/bin/sh
	export EMACSLOADPATH="$folder/lisp:$(find "$lisp" "$root"/usr/share/emacs/site-lisp/elpa-src -type d ! -path '*/obsolete' | paste -sd:)"
	export EMACSDATA="${lisp%/lisp}/etc" EMACSDOC="${lisp%/lisp}/etc" EMACSPATH="$(echo "$root"/usr/libexec/emacs/*/*/)"
	exec "$root/usr/bin/emacs-nox" --dump-file="$(echo "$root"/usr/libexec/emacs/*/*/*.pdmp)" "\$@"
	SCRIPT
  chmod +x "$folder/bin/emacs"
  # What is compiled natively would be so by a program that does not know these places.
  mkdir -p "$folder/lisp"
  echo '(setq native-comp-jit-compilation nil native-comp-enable-subr-trampolines nil)' >"$folder/lisp/site-start.el"
  "$folder/bin/emacs" --version | head -1
  note_done "$folder" "$*"
}

[ $# -gt 0 ] || set -- neovim helix emacs vscode
for editor in "$@"; do
  case $editor in
    neovim)
      need tmux
      neovim nvim-new forky sid
      neovim nvim-0.10 trixie
      ;;
    helix)
      need tmux
      need node nodejs
      helix helix-new forky sid
      helix helix-25.01 trixie
      ;;
    emacs)
      need tmux
      emacs emacs-30 trixie
      ;;
    vscode)
      need chromium chromium fonts-dejavu-core
      need node nodejs
      need npm
      install_vscode "$editors/vscode-new" 4.139.1 24.19.0 1.65.1
      install_vscode "$editors/vscode-1.100" 4.100.3 system 1.65.1
      ;;
    *) echo "no editor of the tests: $editor" >&2; exit 2 ;;
  esac
done
