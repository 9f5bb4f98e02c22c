#!/usr/bin/env bash
# cargo 1.95.0: `cargo package` of a workspace unpacks its own crates into CARGO_HOME/registry/src/-HASH and takes what it
# finds there for the crate of that version: after a change without a new version, the crates that depend on it are verified
# against the old sources, and what target/ holds of them counts as fresh ever after. A crate that is right is refused, and
# one that needs what was removed would pass.
# Seen 2026-11-30: as below.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
# A home of its own, with the registry that this machine is set to use.
cp "${CARGO_HOME:-$HOME/.cargo}"/config.toml "$work/" 2>/dev/null || true
export CARGO_HOME=$work
mkdir -p "$work/seen/below/src" "$work/seen/above/src"
cd "$work/seen"
printf '[workspace]\nresolver = "2"\nmembers = ["below", "above"]\n' >Cargo.toml
# manifest NAME [LINE]: the manifest of a crate.
manifest() { printf '[package]\nname = "seen-%s"\nversion = "0.0.1"\nedition = "2021"\ndescription = "-"\nlicense = "MIT"\n[dependencies]\n%s\n' "$@"; }
manifest below '' >below/Cargo.toml
manifest above 'seen-below = { path = "../below", version = "0.0.1" }' >above/Cargo.toml
echo 'pub fn old() {}' >below/src/lib.rs
echo 'pub use seen_below::old;' >above/src/lib.rs
# seen WHEN: how packaging ends, and the first error.
seen() {
    code=0
    rustup run 1.95.0 cargo package --quiet --workspace --allow-dirty 2>err || code=$?
    echo "seen: $1: exit $code $(grep -m 1 -o 'error\[E[0-9]*\]: [^`]*`[a-z_:]*`' err || true)"
}
{
    seen "at first"
    echo 'pub fn old() {} pub fn new() {}' >below/src/lib.rs
    echo 'pub use seen_below::new;' >above/src/lib.rs
    seen "after a change of both"
    rm -rf "$CARGO_HOME"/registry/src/-*
    seen "after what was unpacked is removed"
    rm -rf target/debug/.fingerprint/seen-*
    seen "and what was built of it"
} | tee "$work/lines"
diff "$work/lines" - <<'S'
seen: at first: exit 0 
seen: after a change of both: exit 101 error[E0432]: unresolved import `seen_below::new`
seen: after what was unpacked is removed: exit 101 error[E0432]: unresolved import `seen_below::new`
seen: and what was built of it: exit 0 
S
