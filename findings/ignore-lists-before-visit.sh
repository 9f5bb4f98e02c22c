#!/usr/bin/env bash
# ignore 0.4.34 (crates.io): the walk on several threads lists a folder before it hands the folder to the visitor, so that a
# file which the visitor adds is not found; the walk on one thread lists it afterwards and finds the file. Who watches each
# folder that is visited misses what appears between the two.
# Seen 2026-11-30: as below.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
mkdir -p src walked/one walked/many
printf '[package]\nname = "seen"\nversion = "0.0.0"\nedition = "2021"\n[dependencies]\nignore = "=0.4.34"\n' >Cargo.toml
cat >src/main.rs <<'R'
use std::sync::atomic::{AtomicUsize, Ordering};

use ignore::{DirEntry, WalkBuilder, WalkState};

/// Adds a file to a folder, and counts files.
fn visit(entry: &DirEntry, files: &AtomicUsize) {
    if entry.path().is_dir() {
        std::fs::write(entry.path().join("added.md"), "").unwrap();
    } else {
        files.fetch_add(1, Ordering::Relaxed);
    }
}

fn main() {
    let folder = std::env::args().nth(1).unwrap();
    let files = AtomicUsize::new(0);
    if folder.ends_with("one") {
        WalkBuilder::new(folder).build().flatten().for_each(|entry| visit(&entry, &files));
    } else {
        WalkBuilder::new(folder).build_parallel().run(|| {
            Box::new(|entry| {
                entry.iter().for_each(|entry| visit(entry, &files));
                WalkState::Continue
            })
        });
    }
    print!("{}", files.into_inner());
}
R
cargo build --quiet
for threads in one many; do
    echo "seen: $threads: $(target/debug/seen "walked/$threads") of 1 added file found"
done | tee "$work/seen"
diff "$work/seen" - <<'S2'
seen: one: 1 of 1 added file found
seen: many: 0 of 1 added file found
S2
