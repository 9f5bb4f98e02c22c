# shellcheck shell=bash
# What the tests of editors in a terminal share: a clean home with a workspace, a terminal, and checks.
# Wants `server` (the program agentls), `shots` (a folder for screens) and `label` (the editor's name and version).

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
failed=0

# The person's home is new, the workspace holds the project's fixtures, and agentls is on the path.
clean_home() {
  work=$(mktemp -d)
  home=$work/home
  workspace=$work/workspace
  mkdir -p "$home/.config" "$work/bin"
  new_workspace
  ln -s "$server" "$work/bin/agentls"
  trap clean_up EXIT
}

# The workspace as it was before anything was done to it.
new_workspace() {
  mkdir -p "$workspace"
  # A shell may be in it.
  find "$workspace" -mindepth 1 -delete
  mkdir "$workspace/.git"
  cp -r "$here/../fixtures/.claude" "$workspace/"
}

# Says where the test broke off, if it did.
clean_up() {
  if [ $? != 0 ] && [ "$failed" = 0 ]; then
    echo "FAIL  $label: ${step:-start} ran through"
    screen | sed 's/^/      | /' || true
  fi
  tmux -S "$work/tmux" kill-server 2>/dev/null || true
  rm -rf "$work"
}

# open_terminal COMMAND: in the workspace, by tmux, which is asked for what is on the screen.
open_terminal() {
  env -u XDG_CONFIG_HOME -u XDG_CACHE_HOME -u XDG_DATA_HOME -u XDG_STATE_HOME HOME="$home" PATH="$work/bin:$PATH" \
    COLORTERM=truecolor LC_ALL=C.UTF-8 SHELL=/bin/sh \
    tmux -S "$work/tmux" -f /dev/null new-session -d -s editor -x 110 -y 26 -c "$workspace" "$1"
  tmux -S "$work/tmux" set-option -g default-terminal tmux-256color \; set-option -sg escape-time 0
}

keys() { tmux -S "$work/tmux" send-keys -t editor "$@"; }
typed() { keys -l -- "$1"; }
screen() { tmux -S "$work/tmux" capture-pane -p -t editor "$@"; }

# shot NAME: keeps the screen with its colours; render.mjs makes pictures of them.
shot() { screen -e -N >"$shots/$label-$1.ansi"; }

# eventually COMMAND...: until it holds, for ten seconds, or as many as `within` says.
eventually() {
  local deadline=$((SECONDS + ${within:-10}))
  until "$@"; do
    [ "$SECONDS" -lt "$deadline" ] || return 1
    sleep 0.05
  done
}

# grep reads to the end here and below: were it to leave at the first match, the writer would fail in the pipe.
shows() { screen | grep -E -- "$1" >/dev/null; }
shows_not() { ! shows "$1"; }

# check NAME COMMAND...: one line; what was on the screen if it failed.
check() {
  local name=$1
  shift
  if eventually "$@"; then
    echo "ok    $label: $name"
  else
    failed=$((failed + 1))
    echo "FAIL  $label: $name ($*)"
    screen | sed 's/^/      | /' || true
  fi
}

# Whether no server runs that was started in this home.
no_server() {
  local id
  for id in $(pgrep -x agentls); do
    ! { tr '\0' '\n' <"/proc/$id/environ"; } 2>/dev/null | grep -xF "HOME=$home" >/dev/null || return 1
  done
}

# steps NAME...: runs each as the function step_NAME, in that order.
steps() {
  for step in "$@"; do "step_$step"; done
}
