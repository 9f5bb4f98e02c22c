#!/usr/bin/env bash
# Checks all crates and their tests for other systems than this one, as far as Rust's library for them can be had here.
set -euo pipefail
cd "$(dirname "$0")/.."

targets=()
for target in x86_64-pc-windows-gnu aarch64-apple-darwin; do
  if rustup target add "$target"; then
    # Nothing is linked, so what C compilers and archivers would make is not asked for.
    export "CC_${target//-/_}=true" "AR_${target//-/_}=true"
    targets+=(--target "$target")
  else
    echo "--    Rust's library for $target cannot be had here: it is not checked"
  fi
done
[ ${#targets[@]} = 0 ] || cargo clippy --workspace --all-targets --locked "${targets[@]}" -- -D warnings
