#!/usr/bin/env bash
# Packs what is released: server/packages/pack.sh OUT WHEEL...
# A wheel is what maturin builds (see README.md). From each come an archive, a package for npm and an extension for VS Code,
# all with the program that is in the wheel, so that it is built once and is the same wherever it was got from.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
mkdir -p "$1"
out=$(cd "$1" && pwd)
shift

# platform WHEEL: as Node and VS Code name it.
platform() {
  case $1 in
    *linux*_x86_64.whl) echo linux-x64 ;;
    *linux*_aarch64.whl) echo linux-arm64 ;;
    *macosx*_x86_64.whl) echo darwin-x64 ;;
    *macosx*_arm64.whl) echo darwin-arm64 ;;
    *win_amd64.whl) echo win32-x64 ;;
    *win_arm64.whl) echo win32-arm64 ;;
    *) echo "$1 is for no platform that is released" >&2; return 1 ;;
  esac
}

# extension TARGET PROGRAM
extension() {
  (cd "$root/editors/vscode" && AGENTLS_TARGET=$1 AGENTLS_BIN=$2 AGENTLS_VSIX=$out/agentls-$1.vsix npm run --silent package)
}

notices=$(mktemp -d)
trap 'rm -rf "$notices"' EXIT
node "$here/licenses.mjs" "$notices"
(cd "$root/editors/vscode" && npm ci --silent --no-audit --no-fund)
for wheel in "$@"; do
  platform=$(platform "$wheel")
  work=$(mktemp -d)
  folder=$work/agentls-$platform
  mkdir "$folder"
  python3 -m zipfile -e "$wheel" "$work/wheel"
  program=$(compgen -G "$work/wheel/*.data/scripts/agentls*")
  chmod 755 "$program"
  cp "$program" "$root"/README.md "$notices"/* "$folder"
  case $platform in
    win32-*) (cd "$work" && python3 -m zipfile -c "$out/agentls-$platform.zip" "agentls-$platform") ;;
    *) tar -C "$work" --owner=0 --group=0 -czf "$out/agentls-$platform.tar.gz" "agentls-$platform" ;;
  esac
  node "$here/npm/pack.mjs" "$out" "$notices" "$platform" "$program"
  extension "$platform" "$program"
  # The program for Linux is linked statically, and VS Code asks for an extension of its own on Alpine.
  case $platform in
    linux-*) extension "alpine-${platform#linux-}" "$program" ;;
  esac
  rm -rf "$work"
done
node "$here/npm/pack.mjs" "$out" "$notices"
