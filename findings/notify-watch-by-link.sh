#!/usr/bin/env bash
# notify 8.2.2 (crates.io, Linux), watching a folder and all below, follows links unless told otherwise, and has one watch for a
# folder that was reached by its own path and then by a link. When the folder that holds the link is removed, the real folder
# is no longer watched, though it is still there. `Config::with_follow_symlinks(false)` avoids that.
# Seen 2026-11-30: as below.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
mkdir -p src
printf '[package]\nname = "seen"\nversion = "0.0.0"\nedition = "2021"\n[dependencies]\nnotify = "=8.2.2"\n' >Cargo.toml
cat >src/main.rs <<'S'
use std::{fs, path::Path, sync::mpsc, time::Duration};

use notify::{Config, RecommendedWatcher, RecursiveMode, Watcher};

fn main() {
    for follow in [true, false] {
        let root = Path::new(&std::env::args().nth(1).unwrap()).join(follow.to_string());
        fs::create_dir_all(root.join("real")).unwrap();
        fs::create_dir(root.join("links")).unwrap();
        let (sender, events) = mpsc::channel();
        let mut watcher = RecommendedWatcher::new(sender, Config::default().with_follow_symlinks(follow)).unwrap();
        watcher.watch(&root, RecursiveMode::Recursive).unwrap();
        std::os::unix::fs::symlink("../real", root.join("links/way")).unwrap();
        watcher.watch(&root.join("links"), RecursiveMode::Recursive).unwrap();
        let write = |file: &str| {
            fs::write(root.join("real").join(file), "x").unwrap();
            let mut told = false;
            while let Ok(event) = events.recv_timeout(Duration::from_secs(2)) {
                told |= event.unwrap().paths.iter().any(|path| path.ends_with(file));
            }
            println!("seen: links followed: {follow}: {file} is {}", if told { "told of" } else { "not told of" });
        };
        write("before");
        fs::remove_dir_all(root.join("links")).unwrap();
        write("after");
    }
}
S
cargo build --quiet
target/debug/seen "$work/watched" | tee "$work/seen"
diff "$work/seen" - <<'S'
seen: links followed: true: before is told of
seen: links followed: true: after is not told of
seen: links followed: false: before is told of
seen: links followed: false: after is told of
S
