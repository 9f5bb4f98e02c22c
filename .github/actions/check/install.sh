#!/usr/bin/env bash
# Puts the released program on the path of the steps that follow, if its checksum is that of the release.
# Needs AGENTLS_VERSION and what GitHub sets for each step; AGENTLS_RELEASES is where releases are, as an address.
set -euo pipefail
releases=${AGENTLS_RELEASES:-https://github.com/agentls/agentls/releases/download}

case $RUNNER_OS in
  Linux) system=linux ;;
  macOS) system=darwin ;;
  Windows) system=win32 ;;
  *) echo "::error::agentls is not built for $RUNNER_OS; build it with \`cargo install agentls\`" && exit 1 ;;
esac
case $RUNNER_ARCH in
  X64) machine=x64 ;;
  ARM64) machine=arm64 ;;
  *) echo "::error::agentls is not built for $RUNNER_ARCH; build it with \`cargo install agentls\`" && exit 1 ;;
esac
name=agentls-$system-$machine
[ "$system" = win32 ] && archive=$name.zip || archive=$name.tar.gz

folder=$RUNNER_TEMP/agentls-$AGENTLS_VERSION
mkdir -p "$folder"
cd "$folder"
for file in "$archive" SHA256SUMS; do
  curl --proto '=https,file' --silent --show-error --fail --location --retry 3 --output "$file" "$releases/v$AGENTLS_VERSION/$file" || {
    echo "::error::$releases/v$AGENTLS_VERSION/$file cannot be fetched. Is $AGENTLS_VERSION a version of agentls?" && exit 1
  }
done
# The checksums of the other files of a release are in there, too.
grep -E "  \*?$archive\$" SHA256SUMS >expected || { echo "::error::$archive has no checksum in the release" && exit 1; }
if command -v sha256sum >/dev/null; then sum() { sha256sum "$@"; }; else sum() { shasum -a 256 "$@"; }; fi
sum --check expected || { echo "::error::$archive is not what was released" && exit 1; }
[ "$system" = win32 ] && unzip -q -o "$archive" || tar -xzf "$archive"
echo "$folder/$name" >>"$GITHUB_PATH"
"$folder/$name/agentls" --version
