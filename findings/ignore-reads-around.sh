#!/usr/bin/env bash
# ignore 0.4.34 (crates.io): `WalkBuilder::parents(false)` has the ignore files of the folders around not count, but they are
# opened and read all the same, up to the root of the disk. Only with all filters off are they left alone. Who walks a folder
# waits for what lies around it.
# Seen 2026-11-30: as below.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
mkdir -p src around/walked
echo 'ignored.md' >around/.gitignore
touch around/walked/ignored.md
printf '[package]\nname = "seen"\nversion = "0.0.0"\nedition = "2021"\n[dependencies]\nignore = "=0.4.34"\n' >Cargo.toml
cat >src/main.rs <<'R'
use ignore::WalkBuilder;

fn main() {
    let arguments: Vec<_> = std::env::args().collect();
    let mut walk = WalkBuilder::new(&arguments[1]);
    walk.require_git(false);
    match arguments[2].as_str() {
        "parents" => walk.parents(true),
        "no-parents" => walk.parents(false),
        _ => walk.standard_filters(false),
    };
    let files = walk.build().filter_map(Result::ok).filter(|entry| entry.path().is_file()).count();
    print!("{files}");
}
R
cargo build --quiet
for way in parents no-parents no-filters; do
    files=$(strace -f -e trace=openat,open -o "$work/trace" target/debug/seen "$work/around/walked" "$way")
    opened=$(grep -c "around/.gitignore" "$work/trace" || true)
    echo "seen: $way: $files file walked, the ignore file around opened $opened times"
done | tee "$work/seen"
diff "$work/seen" - <<'S2'
seen: parents: 0 file walked, the ignore file around opened 1 times
seen: no-parents: 1 file walked, the ignore file around opened 1 times
seen: no-filters: 1 file walked, the ignore file around opened 0 times
S2
