#!/usr/bin/env bash
# Fuzzes one target for some seconds, from the seeds that the tests' own texts give: tests/fuzz/run.sh edits 600
#
# It needs a C++ compiler, and installs cargo-fuzz if that is not there. No nightly compiler is needed, since no sanitizer is: what is looked for are panics,
# aborts, hangs and wrong results in safe Rust.
set -euo pipefail
cd "$(dirname "$0")/../.."
target=$1 seconds=${2:-60}
corpus=tests/fuzz/corpus/$target
mkdir -p "$corpus"
command -v cargo-fuzz >/dev/null || cargo install --quiet --locked cargo-fuzz
python3 tests/fuzz/seeds.py "$target" "$corpus"
exec cargo fuzz run --fuzz-dir tests/fuzz --sanitizer none "$target" -- \
    -max_total_time="$seconds" -max_len=4096 -timeout=10 -rss_limit_mb=2048
